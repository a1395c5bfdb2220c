#include "widgets/map/map_badges.h"

#include <algorithm>
#include <array>

namespace widgets {
namespace {

constexpr double kHeight = 16;
constexpr double kAround = 28;  ///< the drawing and what is left and right of the words
constexpr double kNarrow = 6.4;
constexpr double kWide = 11.6;
constexpr double kOnlyIcon = 22;
constexpr std::array kPlaces{0.5, 0.32, 0.68, 0.16, 0.84};
constexpr int kCovered = 100;  ///< what it costs to lie over another badge

/// About: fonts are the painter's. What it has too little room for, it shortens.
double widthOf(const QString& words) {
    double width = kAround;
    for (const QChar letter : words) width += letter.unicode() < 0x2e80 ? kNarrow : kWide;
    return width;
}

bool isCrossed(const QRectF& rect, const MapGeometry::Line& line) {
    for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
        const QRectF piece = QRectF(line.points[i], line.points[i + 1]).normalized();
        if (piece.adjusted(-1, -1, 1, 1).intersects(rect)) return true;
    }
    return false;
}

class Placer {
public:
    Placer(MapGeometry& geometry, const MapPicture& picture)
        : m_geometry(geometry)
        , m_picture(picture) {}

    QRectF of(std::size_t link) const {
        const MapGeometry::Line& line = m_geometry.links[link];
        if (line.points.size() != 4 || m_picture.links[link].badge.isEmpty()) return {};
        for (const double width : {widthOf(m_picture.links[link].badge), kOnlyIcon})
            if (const QRectF place = best(line, width); !place.isEmpty()) return place;
        return {};
    }

private:
    /// Empty: each of the places has a badge already.
    QRectF best(const MapGeometry::Line& line, double width) const {
        QRectF best;
        int bestCost = kCovered;
        for (const double share : kPlaces) {
            const QPointF middle = line.points[1] + (line.points[2] - line.points[1]) * share;
            const QRectF place(middle.x() - width / 2, middle.y() - kHeight / 2, width, kHeight);
            const int cost = costOf(place);
            if (cost >= bestCost) continue;
            best = place;
            bestCost = cost;
        }
        return best;
    }
    int costOf(const QRectF& place) const {
        int cost = 0;
        for (const QRectF& other : m_geometry.badges) cost += other.intersects(place) ? kCovered : 0;
        for (const auto& client : m_geometry.producers) cost += client.intersects(place) ? 50 : 0;
        for (const auto& client : m_geometry.consumers) cost += client.intersects(place) ? 50 : 0;
        for (const auto& flow : m_geometry.flows) cost += isCrossed(place, flow) ? 1 : 0;
        return cost;
    }

    MapGeometry& m_geometry;
    const MapPicture& m_picture;
};

}  // namespace

void placeBadges(MapGeometry& geometry, const MapPicture& picture) {
    const Placer placer(geometry, picture);
    for (std::size_t i = 0; i < geometry.links.size(); ++i) geometry.badges.push_back(placer.of(i));
    for (std::size_t i = 0; i < geometry.brokers.size(); ++i) {
        const QString& words = picture.brokers[i].clients;
        if (words.isEmpty()) continue;
        const QRectF card = geometry.brokers[i].card;
        const double width = std::min(widthOf(words), card.width());
        geometry.brokers[i].clients = {card.center().x() - width / 2, card.top() - kHeight + 7, width,
                                       kHeight};
    }
}

}  // namespace widgets
