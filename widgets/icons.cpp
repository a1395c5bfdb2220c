#include "widgets/icons.h"

#include <array>
#include <memory>

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include "broker/base/check.h"
#include "resources/resources.h"

namespace widgets {
namespace {

constexpr std::array<const char*, kIcons> kFiles{
    "broker", "check", "client",  "clock",  "cluster", "copy",     "crown", "cut",   "map",   "partition",
    "play",   "plus",  "restart", "search", "segment", "settings", "stop",  "topic", "trash", "warning"};

QByteArray read(const QString& path) {
    resources::load();
    QFile file(path);
    CHECK(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

/// The drawing's text, read once.
const QByteArray& drawingOf(IconName name) {
    static std::array<QByteArray, kIcons> drawings;
    QByteArray& drawing = drawings[static_cast<std::size_t>(name)];
    if (drawing.isEmpty())
        drawing = read(QStringLiteral(":/brokerscope/icons/%1.svg")
                           .arg(QLatin1String(kFiles[static_cast<std::size_t>(name)])));
    return drawing;
}

QByteArray coloured(IconName name, const QColor& colour) {
    QByteArray drawing = drawingOf(name);
    return drawing.replace("currentColor", colour.name().toLatin1());
}

/// Draws at the size and pixel ratio that is asked for, so that nothing is ever scaled.
class DrawingEngine : public QIconEngine {
public:
    explicit DrawingEngine(QByteArray drawing)
        : m_drawing(std::move(drawing)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        QSvgRenderer renderer(m_drawing);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        painter->save();
        if (mode == QIcon::Disabled) painter->setOpacity(painter->opacity() * 0.4);
        renderer.render(painter, QRectF(rect));
        painter->restore();
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap made(size);
        made.fill(Qt::transparent);
        QPainter painter(&made);
        paint(&painter, QRect({}, size), mode, state);
        return made;
    }
    QIconEngine* clone() const override { return new DrawingEngine(*this); }

private:
    QByteArray m_drawing;
};

}  // namespace

void paintIcon(QPainter& painter, IconName name, const QRectF& rect, const QColor& colour) {
    QSvgRenderer renderer(coloured(name, colour));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    painter.save();
    if (colour.alpha() < 255) painter.setOpacity(painter.opacity() * colour.alphaF());
    renderer.render(&painter, rect);
    painter.restore();
}

QIcon icon(IconName name, const QColor& colour) { return QIcon(new DrawingEngine(coloured(name, colour))); }

QIcon programIcon() {
    return QIcon(new DrawingEngine(read(QStringLiteral(":/brokerscope/brokerscope.svg"))));
}

}  // namespace widgets
