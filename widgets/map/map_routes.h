#pragma once

#include <vector>

#include "widgets/map/map_geometry.h"

namespace widgets {

/// Which ways flows and links take, decided before anything has a size: so many lanes each row of cards needs
/// above and below it. All flows of a client share one riser beside the cards and one lane along each row,
/// from which they branch off. Clients further up rise further out, so that their lines do not cross.
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

    static constexpr double kFirstLane = 10;  ///< from a card's edge to the first lane

private:
    struct Way {
        bool isDrawn = false;
        int lane =
            -1;  ///< in the band above (producers) or below (consumers, links); -1: into the card's side
        int port = 0;  ///< which of the connections on that side of the card it is
        int ports = 1;
    };
    int rowOf(std::size_t broker) const { return static_cast<int>(broker) / m_columns; }
    bool isFirst(std::size_t broker) const { return static_cast<int>(broker) % m_columns == 0; }
    bool isLast(std::size_t broker) const;
    std::vector<std::size_t> busiest() const;
    void planFlows();
    void planLinks();
    double riserOf(const Frame& frame, const MapPicture::Flow& flow) const;
    MapGeometry::Line drawFlow(const MapGeometry& geometry, const Frame& frame, std::size_t index) const;
    MapGeometry::Line drawLink(const MapGeometry& geometry, const Frame& frame, std::size_t index) const;

    const MapPicture& m_picture;
    int m_columns;
    std::vector<Way> m_flows;
    std::vector<Way> m_links;
    std::vector<int> m_above;
    std::vector<int> m_below;
};

}  // namespace widgets
