#include "tests/gui/painted_text.h"

#include <cmath>

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QWidget>

namespace layout {
namespace {

/// Takes every text and no ink.
class TextEngine : public QPaintEngine {
public:
    explicit TextEngine(const QRectF& whole)
        : QPaintEngine(AllFeatures)
        , m_whole(whole) {}

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    Type type() const override { return User; }
    void updateState(const QPaintEngineState&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF& at, const QTextItem& item) override {
        const QTransform placed = painter()->combinedTransform();
        const QRectF rect(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
        QRectF seen = m_whole;
        if (painter()->hasClipping()) seen &= placed.mapRect(painter()->clipBoundingRect());
        const QRectF mapped = placed.mapRect(rect);
        // A text in two fonts (a letter that the first one lacks) comes in pieces.
        if (!texts.empty() && texts.back().seen == seen && isNext(texts.back().rect, mapped)) {
            texts.back().text += item.text();
            texts.back().rect |= mapped;
            return;
        }
        texts.push_back({item.text(), mapped, seen});
    }

    std::vector<PaintedText> texts;

private:
    static bool isNext(const QRectF& before, const QRectF& rect) {
        return std::abs(rect.left() - before.right()) < 0.6 && rect.top() < before.bottom() &&
               before.top() < rect.bottom();
    }

    const QRectF m_whole;
};

/// A sheet as large as the widget, with its resolution.
class TextSheet : public QPaintDevice {
public:
    explicit TextSheet(const QWidget& widget)
        : m_widget(widget)
        , m_engine(QRectF(widget.rect())) {}

    QPaintEngine* paintEngine() const override { return &m_engine; }
    const std::vector<PaintedText>& texts() const { return m_engine.texts; }

protected:
    int metric(PaintDeviceMetric metric) const override {
        switch (metric) {
            case PdmWidth:
                return m_widget.width();
            case PdmHeight:
                return m_widget.height();
            case PdmDpiX:
            case PdmPhysicalDpiX:
                return m_widget.logicalDpiX();
            case PdmDpiY:
            case PdmPhysicalDpiY:
                return m_widget.logicalDpiY();
            case PdmDevicePixelRatio:
                return 1;
            case PdmDevicePixelRatioScaled:
                return static_cast<int>(devicePixelRatioFScale());
            default:
                return QPaintDevice::metric(metric);
        }
    }

private:
    const QWidget& m_widget;
    mutable TextEngine m_engine;
};

}  // namespace

std::vector<PaintedText> paintedTexts(QWidget& widget) {
    TextSheet sheet(widget);
    {
        QPainter painter(&sheet);
        widget.render(&painter, {}, {}, QWidget::RenderFlags());
    }
    return sheet.texts();
}

}  // namespace layout
