#include "widgets/map/map_line_painter.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/fonts.h"
#include "widgets/icons.h"
#include "widgets/map/map_texts.h"

namespace widgets {
namespace {

using Trouble = MapPicture::LinkTrouble;
using Hit = MapGeometry::Hit;

constexpr int kText = 11;
constexpr double kIcon = 11;
constexpr double kArrow = 4.5;
constexpr double kThin = 1.6;

QColor colourOf(Trouble trouble, const Palette& palette) {
    return trouble == Trouble::kSlow ? palette.amber : palette.red;
}

IconName iconOf(Trouble trouble) {
    if (trouble == Trouble::kCut) return IconName::kCut;
    return trouble == Trouble::kSlow ? IconName::kClock : IconName::kWarning;
}

QPen penOf(Trouble trouble, double width, const Palette& palette) {
    // Nothing runs through what is cut.
    const double thick = trouble == Trouble::kCut ? kThin : std::max(kThin, width);
    QPen pen(colourOf(trouble, palette), thick, Qt::CustomDashLine, Qt::FlatCap, Qt::RoundJoin);
    switch (trouble) {
        case Trouble::kCut:
            pen.setDashPattern({4, 4});
            break;
        case Trouble::kSlow:
            pen.setDashPattern({9, 3});
            break;
        case Trouble::kResetting:
            pen.setDashPattern({7, 3, 1.5, 3});
            break;
        case Trouble::kNone:
            break;
    }
    return pen;
}

/// Draws the lines of one map; a value of one painting.
class Liner {
public:
    Liner(QPainter& painter, const MapPicture& picture, const MapGeometry& geometry, const MapInk& ink)
        : m_painter(painter)
        , m_picture(picture)
        , m_geometry(geometry)
        , m_ink(ink)
        , m_palette(ink.palette) {}

    void paintLink(std::size_t index);
    void paintFlow(std::size_t index);
    void paintBadge(const QRectF& rect, const QString& words, Trouble trouble, bool isMarked);
    bool isLinkSelected(std::size_t index) const {
        const MapPicture::Link& link = m_picture.links[index];
        return m_ink.selected ==
               MapSelection(MapLink{m_picture.brokers[link.from].id, m_picture.brokers[link.to].id});
    }
    bool isClientsLinkSelected(std::size_t broker) const {
        return m_ink.selected == MapSelection(MapLink{m_picture.brokers[broker].id, broker::kNoBroker});
    }
    bool isHovered(Hit::Kind kind, std::size_t index) const {
        return m_ink.hovered.kind == kind && m_ink.hovered.index == index;
    }

private:
    /// A wide shade below a line that is selected, pointed at, or about to be cut.
    void paintShade(const QPainterPath& path, double width, bool isSelected, bool isPointedAt);
    void paintArrow(const MapGeometry::Line& line, bool atEnd, const QColor& colour);

    QPainter& m_painter;
    const MapPicture& m_picture;
    const MapGeometry& m_geometry;
    const MapInk& m_ink;
    const Palette& m_palette;
};

void Liner::paintShade(const QPainterPath& path, double width, bool isSelected, bool isPointedAt) {
    if (!isSelected && !isPointedAt) return;
    const QColor over = isPointedAt && m_ink.isCutting ? m_palette.red : m_palette.text;
    m_painter.setPen(QPen(mixed(m_palette.panel, over, isSelected ? 0.28 : 0.18), width + 5, Qt::SolidLine,
                          Qt::FlatCap, Qt::RoundJoin));
    m_painter.drawPath(path);
}

void Liner::paintArrow(const MapGeometry::Line& line, bool atEnd, const QColor& colour) {
    const QPointF tip = atEnd ? line.points.back() : line.points.front();
    const QPointF before = atEnd ? line.points[line.points.size() - 2] : line.points[1];
    const QPointF way = tip - before;
    const double length = std::hypot(way.x(), way.y());
    if (length < 1) return;
    const QPointF along = way / length;
    const QPointF across(-along.y(), along.x());
    const QPointF foot = tip - along * (1.7 * kArrow);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(colour);
    const QPointF corners[] = {tip, foot + across * kArrow, foot - across * kArrow};
    m_painter.drawPolygon(corners, 3);
    m_painter.setBrush(Qt::NoBrush);
}

void Liner::paintLink(std::size_t index) {
    const MapGeometry::Line& line = m_geometry.links[index];
    if (line.points.empty()) return;
    const MapPicture::Link& link = m_picture.links[index];
    const QPainterPath path = line.path();
    m_painter.setBrush(Qt::NoBrush);
    paintShade(path, line.width, isLinkSelected(index), isHovered(Hit::Kind::kLink, index));
    const Trouble worst = link.worst();
    if (worst != Trouble::kNone) {
        m_painter.setPen(penOf(worst, line.width, m_palette));
    } else if (link.isBroken) {
        QPen pen(mixed(m_palette.panel, m_palette.red, 0.5), 1.2, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({2, 4});
        m_painter.setPen(pen);
    } else {
        const double share = link.bytesPerSecond > 0 ? 0.62 : 0.4;
        m_painter.setPen(QPen(mixed(m_palette.panel, m_palette.dimText, share), line.width, Qt::SolidLine,
                              Qt::FlatCap, Qt::RoundJoin));
    }
    m_painter.drawPath(path);
    if (link.forward == link.backward || worst == Trouble::kNone) return;
    if (link.forward != Trouble::kNone) paintArrow(line, true, colourOf(link.forward, m_palette));
    if (link.backward != Trouble::kNone) paintArrow(line, false, colourOf(link.backward, m_palette));
}

void Liner::paintFlow(std::size_t index) {
    const MapGeometry::Line& line = m_geometry.flows[index];
    if (line.points.empty()) return;
    const MapPicture::Flow& flow = m_picture.flows[index];
    const MapPicture::Broker& broker = m_picture.brokers[flow.broker];
    const QPainterPath path = line.path();
    m_painter.setBrush(Qt::NoBrush);
    paintShade(path, line.width, isClientsLinkSelected(flow.broker),
               isHovered(Hit::Kind::kClientsLink, flow.broker));
    const Trouble worst = std::max(broker.fromClients, broker.toClients);
    if (worst != Trouble::kNone) {
        m_painter.setPen(penOf(worst, line.width, m_palette));
    } else {
        const QColor hue = m_palette.hues[static_cast<std::size_t>(flow.hue) % Palette::kHues];
        m_painter.setPen(QPen(mixed(m_palette.panel, hue, flow.bytesPerSecond <= 0 ? 0.4 : 0.72), line.width,
                              Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    }
    m_painter.drawPath(path);
}

void Liner::paintBadge(const QRectF& rect, const QString& words, Trouble trouble, bool isMarked) {
    const QColor colour = colourOf(trouble, m_palette);
    m_painter.setPen(QPen(isMarked ? m_palette.text : colour, isMarked ? 1.6 : 1));
    m_painter.setBrush(mixed(m_palette.panel, colour, 0.1));
    m_painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2);
    if (rect.width() < 3 * kIcon)
        return paintIcon(m_painter, iconOf(trouble),
                         QRectF(rect.center() - QPointF(kIcon, kIcon) / 2, QSizeF(kIcon, kIcon)), colour);
    const QFont font = sizedFont(m_ink.font, kText);
    const QFontMetricsF metrics(font, m_painter.device());
    const double room = rect.width() - kIcon - 15;
    const QString shown = metrics.elidedText(words, Qt::ElideRight, room + 0.5);
    // The drawing and the words stand together in the middle of what may be a little wider than they are.
    const double wide = kIcon + 4 + metrics.horizontalAdvance(shown);
    const double left = rect.center().x() - wide / 2;
    paintIcon(m_painter, iconOf(trouble), {left, rect.center().y() - kIcon / 2, kIcon, kIcon}, colour);
    m_painter.setFont(font);
    m_painter.setPen(m_palette.text);
    m_painter.drawText(QRectF(left + kIcon + 4, rect.top(), room + 2, rect.height()),
                       Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

}  // namespace

void paintMapLines(QPainter& painter, const MapPicture& picture, const MapGeometry& geometry,
                   const MapInk& ink) {
    Liner liner(painter, picture, geometry, ink);
    for (std::size_t i = 0; i < geometry.links.size(); ++i) liner.paintLink(i);
    for (std::size_t i = 0; i < geometry.flows.size(); ++i) liner.paintFlow(i);
}

void paintMapBadges(QPainter& painter, const MapPicture& picture, const MapGeometry& geometry,
                    const MapInk& ink) {
    Liner liner(painter, picture, geometry, ink);
    for (std::size_t i = 0; i < geometry.badges.size(); ++i)
        if (!geometry.badges[i].isEmpty())
            liner.paintBadge(geometry.badges[i], picture.links[i].badge, picture.links[i].worst(),
                             liner.isLinkSelected(i) || liner.isHovered(Hit::Kind::kLink, i));
    for (std::size_t i = 0; i < geometry.brokers.size(); ++i)
        if (!geometry.brokers[i].clients.isEmpty())
            liner.paintBadge(geometry.brokers[i].clients, picture.brokers[i].clients,
                             std::max(picture.brokers[i].fromClients, picture.brokers[i].toClients),
                             liner.isClientsLinkSelected(i) || liner.isHovered(Hit::Kind::kClientsLink, i));
}

void paintCutTool(QPainter& painter, const MapGeometry& geometry, const MapInk& ink) {
    const QRectF rect = geometry.cutTool;
    if (rect.isEmpty()) return;
    const bool isHovered = ink.hovered.kind == Hit::Kind::kCutTool;
    const QColor colour = ink.isCutting ? ink.palette.faintText : ink.palette.text;
    painter.setPen(QPen(isHovered ? ink.palette.dimText : ink.palette.line, 1));
    painter.setBrush(ink.palette.raised);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
    const QFont font = sizedFont(ink.font, kText);
    const QFontMetricsF metrics(font, painter.device());
    const double wide = kIcon + 6 + metrics.horizontalAdvance(MapTexts::cut());
    const double left = rect.center().x() - wide / 2;
    paintIcon(painter, IconName::kCut, {left, rect.center().y() - kIcon / 2, kIcon, kIcon}, colour);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(QRectF(left + kIcon + 6, rect.top(), rect.right() - left - kIcon - 6, rect.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, MapTexts::cut());
}

}  // namespace widgets
