#pragma once

#include <map>
#include <utility>
#include <vector>

#include "widgets/map/map_geometry.h"

namespace widgets {

/// Which ways flows and links take, decided before anything has a size: so many lanes each row of cards needs
/// above and below it. All flows of a client share one riser beside the cards and one lane along each row,
/// from which they branch off. Clients further up rise further out, so that their lines do not cross. Links
/// hang below the cards, the shorter the nearer: those to the left leave a card at its left, those to the
/// right at its right, and the consumers' flows leave it between them.
class MapRoutes {
public:
    MapRoutes(const MapPicture& picture, int columns);

    int rows() const { return static_cast<int>(m_above.size()); }
    int lanesAbove(int row) const { return m_above[static_cast<std::size_t>(row)]; }
    int lanesBelow(int row) const { return m_below[static_cast<std::size_t>(row)]; }

    /// What the routes run between.
    struct Frame {
        double leftEdge = 0;  ///< of the gutter: right side of the producers
        double cardsLeft = 0;
        double cardsRight = 0;
        double rightEdge = 0;  ///< left side of the consumers
        double laneStep = 8;
    };
    /// Fills the geometry's flows and links; its cards and clients stand already.
    void draw(MapGeometry& geometry, const Frame& frame) const;

    static constexpr double kFirstLane = 12;  ///< from a card's edge to the first lane

private:
    enum class Side : std::uint8_t { kLeft, kTop, kRight, kBottom };
    using Place = std::pair<std::size_t, Side>;  ///< a broker's side
    struct Way {
        bool isDrawn = false;
        int lane = -1;    ///< in the band above (producers) or below; -1: into the card's side
        int port = 0;     ///< which of the connections on that side of the card it is
        int endPort = 0;  ///< of a link: on the other card
    };
    int rowOf(std::size_t broker) const { return static_cast<int>(broker) / m_columns; }
    int columnOf(std::size_t broker) const { return static_cast<int>(broker) % m_columns; }
    bool isFirst(std::size_t broker) const { return columnOf(broker) == 0; }
    bool isLast(std::size_t broker) const;
    bool isInOneRow(const MapPicture::Link& link) const { return rowOf(link.from) == rowOf(link.to); }
    Side sideOf(const MapPicture::Flow& flow) const;
    std::vector<std::size_t> busiest() const;
    std::vector<std::size_t> linksToDraw() const;
    void planFlows();
    void planLinks();
    /// Those that leave a card on its left stand before the flows, the others after them.
    void planLinkEnds(bool areLeft);
    int portsOf(const Place& place) const;
    QPointF portAt(const MapGeometry& geometry, const Place& place, int port) const;
    double riserOf(const Frame& frame, const MapPicture::Flow& flow) const;
    MapGeometry::Line drawFlow(const MapGeometry& geometry, const Frame& frame, std::size_t index) const;
    MapGeometry::Line drawLink(const MapGeometry& geometry, const Frame& frame, std::size_t index) const;

    const MapPicture& m_picture;
    int m_columns;
    std::vector<Way> m_flows;
    std::vector<Way> m_links;
    std::vector<std::size_t> m_drawnLinks;  ///< the shortest first
    std::map<Place, int> m_ports;
    std::vector<int> m_above;
    std::vector<int> m_below;
};

}  // namespace widgets
