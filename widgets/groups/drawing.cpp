#include "widgets/groups/drawing.h"

#include <cmath>

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include "widgets/fonts.h"
#include "widgets/painted_words.h"
#include "widgets/palette.h"

namespace widgets {
namespace {

constexpr double kCorner = 7;
constexpr double kHeadLong = 7;
constexpr double kHeadWide = 3.4;

/// Draws one drawing; a value of one painting.
class Brush {
public:
    Brush(QPainter& painter, const Palette& palette, const DrawingFonts& fonts)
        : m_painter(painter)
        , m_palette(palette)
        , m_fonts(fonts) {}

    void operator()(const Drawing::Box& box) {
        m_painter.setPen(penOf(box.border, box.thickness, box.isDashed));
        m_painter.setBrush(box.fill == Drawing::Ink::kNone ? QBrush(Qt::NoBrush) : QBrush(colour(box.fill)));
        const double inside = box.border == Drawing::Ink::kNone ? 0 : box.thickness / 2;
        m_painter.drawRoundedRect(box.rect.adjusted(inside, inside, -inside, -inside), box.radius,
                                  box.radius);
    }

    void operator()(const Drawing::Line& line) {
        if (line.points.size() < 2) return;
        m_painter.setPen(penOf(line.ink, line.thickness, line.isDashed));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPath(pathOf(line));
        if (line.hasHead) paintHead(line);
    }

    void operator()(const Drawing::Text& text) {
        if (text.ground != Drawing::Ink::kNone) m_painter.fillRect(text.rect, colour(text.ground));
        paintWords(m_painter, text.rect, text.text, colour(text.ink), m_fonts.of(text.face), text.alignment);
    }

private:
    QColor colour(Drawing::Ink ink) const {
        using Ink = Drawing::Ink;
        switch (ink) {
            case Ink::kNone:
                return Qt::transparent;
            case Ink::kText:
                return m_palette.text;
            case Ink::kDim:
                return m_palette.dimText;
            case Ink::kFaint:
                return m_palette.faintText;
            case Ink::kLine:
                return m_palette.line;
            case Ink::kPanel:
                return m_palette.panel;
            case Ink::kRaised:
                return m_palette.raised;
            case Ink::kOnFill:
                return m_palette.onFill;
            case Ink::kGreen:
                return m_palette.green;
            case Ink::kAmber:
                return m_palette.amber;
            case Ink::kRed:
                return m_palette.red;
            case Ink::kBlue:
                return m_palette.blue;
            default:
                break;
        }
        const auto hue = static_cast<std::size_t>(ink) - static_cast<std::size_t>(Ink::kHue);
        return m_palette.hues[hue % Palette::kHues];
    }

    QPen penOf(Drawing::Ink ink, double thickness, bool isDashed) const {
        if (ink == Drawing::Ink::kNone) return Qt::NoPen;
        QPen pen(colour(ink), thickness);
        if (isDashed) pen.setDashPattern({3, 2.4});
        return pen;
    }

    static QPainterPath pathOf(const Drawing::Line& line) {
        QPainterPath path(line.points.front());
        for (std::size_t i = 1; i + 1 < line.points.size(); ++i) {
            const QPointF corner = line.points[i];
            const auto towards = [&corner](QPointF other) {
                const QLineF way(corner, other);
                const double share = way.length() > 0 ? std::min(kCorner / way.length(), 0.5) : 0;
                return way.pointAt(share);
            };
            path.lineTo(towards(line.points[i - 1]));
            path.quadTo(corner, towards(line.points[i + 1]));
        }
        path.lineTo(line.points.back());
        return path;
    }

    void paintHead(const Drawing::Line& line) {
        const QPointF end = line.points.back();
        const QLineF way(line.points[line.points.size() - 2], end);
        if (way.length() <= 0) return;
        const QPointF along((end - way.p1()) / way.length());
        const QPointF across(-along.y(), along.x());
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour(line.ink));
        m_painter.drawPolygon(QPolygonF{end, end - along * kHeadLong + across * kHeadWide,
                                        end - along * kHeadLong - across * kHeadWide});
    }

    QPainter& m_painter;
    const Palette& m_palette;
    const DrawingFonts& m_fonts;
};

}  // namespace

DrawingFonts::DrawingFonts(const QFont& beside)
    : m_fonts{sizedFont(beside, 12), sizedFont(beside, 12, QFont::DemiBold), sizedFont(beside, 11),
              codeFont(12)} {}

double DrawingFonts::width(const QString& text, Face face) const {
    return std::ceil(QFontMetricsF(of(face)).horizontalAdvance(text)) + 1;
}

Drawing::Ink Drawing::hue(std::size_t index) {
    return static_cast<Ink>(static_cast<std::size_t>(Ink::kHue) + index % Palette::kHues);
}

std::optional<std::size_t> Drawing::spotAt(QPointF point) const {
    for (std::size_t i = spots.size(); i > 0; --i)
        if (spots[i - 1].rect.contains(point)) return i - 1;
    return std::nullopt;
}

QString Drawing::shortenedAt(QPointF point, const DrawingFonts& fonts) const {
    for (const auto& mark : marks) {
        const auto* text = std::get_if<Text>(&mark);
        if (text && text->rect.contains(point) &&
            fonts.width(text->text, text->face) > text->rect.width() + 2)
            return text->text;
    }
    return {};
}

void paintDrawing(QPainter& painter, const Drawing& drawing, const Palette& palette,
                  const DrawingFonts& fonts) {
    painter.setRenderHint(QPainter::Antialiasing);
    Brush brush(painter, palette, fonts);
    for (const auto& mark : drawing.marks) std::visit(brush, mark);
}

}  // namespace widgets
