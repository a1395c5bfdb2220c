#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/map/map_geometry.h"

namespace widgets {

QPainterPath MapGeometry::Line::path() const {
    static constexpr double kCorner = 9;
    if (points.empty()) return {};
    QPainterPath path(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const QPointF in = points[i] - points[i - 1];
        const QPointF out = points[i + 1] - points[i];
        const double lengthIn = std::hypot(in.x(), in.y());
        const double lengthOut = std::hypot(out.x(), out.y());
        const double radius = std::min({kCorner, lengthIn / 2, lengthOut / 2});
        if (radius < 0.5) {
            path.lineTo(points[i]);
            continue;
        }
        path.lineTo(points[i] - in / lengthIn * radius);
        path.quadTo(points[i], points[i] + out / lengthOut * radius);
    }
    path.lineTo(points.back());
    return path;
}

MapGeometry::Hit MapGeometry::at(QPointF point) const {
    for (std::size_t i = 0; i < producers.size(); ++i)
        if (producers[i].contains(point)) return {.kind = Hit::Kind::kProducer, .index = i};
    for (std::size_t i = 0; i < consumers.size(); ++i)
        if (consumers[i].contains(point)) return {.kind = Hit::Kind::kConsumer, .index = i};
    if (cutTool.contains(point)) return {.kind = Hit::Kind::kCutTool};
    for (std::size_t i = 0; i < brokers.size(); ++i)
        if (brokers[i].clients.contains(point)) return {.kind = Hit::Kind::kClientsLink, .index = i};
    for (std::size_t i = 0; i < brokers.size(); ++i)
        if (brokers[i].card.contains(point)) return inCard(i, point);
    return onLine(point);
}

MapGeometry::Hit MapGeometry::inCard(std::size_t index, QPointF point) const {
    const Broker& broker = brokers[index];
    if (broker.button.contains(point)) return {.kind = Hit::Kind::kButton, .index = index};
    for (const Group& group : broker.groups) {
        const double reach = std::min(2.0, cellSide / 8);
        for (std::size_t c = 0; c < group.cells.size(); ++c)
            if (group.cells[c].adjusted(-reach, -reach, reach, reach).contains(point))
                return {.kind = Hit::Kind::kCell, .index = index, .group = group.group, .cell = c};
        if (group.label.contains(point) || group.count.contains(point))
            return {.kind = Hit::Kind::kGroup, .index = index, .group = group.group};
    }
    return {.kind = Hit::Kind::kBroker, .index = index};
}

/// The nearest line within reach; a badge before all of them.
MapGeometry::Hit MapGeometry::onLine(QPointF point) const {
    for (std::size_t i = 0; i < badges.size(); ++i)
        if (badges[i].contains(point)) return {.kind = Hit::Kind::kLink, .index = i};
    Hit hit;
    double nearest = kReach;
    for (std::size_t i = 0; i < links.size(); ++i) {
        const double away = links[i].distanceTo(point);
        if (away > nearest) continue;
        nearest = away;
        hit = {.kind = Hit::Kind::kLink, .index = i};
    }
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const double away = flows[i].distanceTo(point);
        if (away >= nearest) continue;
        nearest = away;
        hit = {.kind = Hit::Kind::kClientsLink, .index = flowBrokers[i]};
    }
    return hit;
}

double MapGeometry::Line::distanceTo(QPointF point) const {
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const QPointF way = points[i + 1] - points[i];
        const double square = QPointF::dotProduct(way, way);
        const double share =
            square > 0 ? std::clamp(QPointF::dotProduct(point - points[i], way) / square, 0.0, 1.0) : 0;
        const QPointF away = points[i] + way * share - point;
        nearest = std::min(nearest, std::hypot(away.x(), away.y()));
    }
    return nearest;
}

QPointF MapGeometry::middleOf(std::size_t link) const {
    if (!badges[link].isEmpty()) return badges[link].center();
    if (links[link].points.size() != 4) return {};
    return (links[link].points[1] + links[link].points[2]) / 2;
}

}  // namespace widgets
