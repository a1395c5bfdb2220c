#pragma once

#include <optional>
#include <vector>

#include <QPainterPath>
#include <QRectF>

#include "widgets/map/map_picture.h"

namespace widgets {

/// Where everything of the map stands, as plain numbers; made without a window. Producers stand left,
/// consumers right, brokers between them as cards in as many rows as they need. Flows run in lanes above,
/// below and beside the cards, never across one. Cells shrink as they become many, then a topic is a line
/// that counts; cards shrink as they become many, down to their title: more is drawn as less, not slower.
struct MapGeometry {
    /// How much of a card there is room for.
    enum class Detail : std::uint8_t {
        kTitle,  ///< title and one bar for all its replicas
        kShort,  ///< no disk, no foot
        kFull,
    };
    struct Group {
        std::size_t group = 0;  ///< into the broker's groups
        QRectF label;
        std::vector<QRectF> cells;  ///< as the group's; empty when the topic is a line
        QRectF bar;                 ///< of the line: leaders among its replicas
        QRectF count;
    };
    struct Broker {
        QRectF card;
        QRectF title;
        QRectF subtitle;
        QRectF crown;
        std::vector<Group> groups;
        QRectF more;  ///< says how many topics have no room; empty if all have
        std::size_t hiddenGroups = 0;
        QRectF total;  ///< of kTitle: the bar for all replicas
        QRectF diskLabel;
        QRectF disk;
        QRectF foot;
        QRectF secondFoot;
        QRectF button;   ///< restart, or thaw; empty while it lives and moves
        QRectF clients;  ///< the badge of what is wrong between it and its clients; empty: nothing
    };
    struct Line {
        std::vector<QPointF> points;  ///< corners, at right angles
        double width = 1;

        QPainterPath path() const;
        /// Infinite if it has no points.
        double distanceTo(QPointF point) const;
    };

    Detail detail = Detail::kFull;
    int columns = 1;
    double cellSide = 28;
    std::vector<QRectF> producers;
    std::vector<Broker> brokers;
    std::vector<QRectF> consumers;
    std::vector<Line> flows;               ///< as the picture's; no points: left out, others carry more
    std::vector<std::size_t> flowBrokers;  ///< as the picture's: where each flow begins or ends
    std::vector<Line> links;               ///< as the picture's; no points: left out
    std::vector<QRectF> badges;  ///< as the picture's links; empty: nothing is wrong, or it is left out
    QRectF moreProducers;
    QRectF moreConsumers;
    QRectF legend;
    QRectF cutTool;  ///< what is dragged onto a line to cut it

    static MapGeometry of(const MapPicture& picture, QSizeF size);

    /// What is at a point.
    struct Hit {
        enum class Kind : std::uint8_t {
            kNothing,
            kBroker,
            kCell,
            kGroup,
            kButton,
            kProducer,
            kConsumer,
            kLink,         ///< between two brokers
            kClientsLink,  ///< between a broker and its clients: one of their flows, or the badge
            kCutTool,
        };
        Kind kind = Kind::kNothing;
        std::size_t index = 0;  ///< of the broker, client or link
        std::size_t group = 0;  ///< of the broker's groups in the picture
        std::size_t cell = 0;
        friend bool operator==(const Hit&, const Hit&) = default;
    };
    Hit at(QPointF point) const;
    /// Where a link can be pointed at: its badge, or the middle of its line; null if it is left out.
    QPointF middleOf(std::size_t link) const;

    static constexpr std::size_t kMaxFlows = 60;      ///< the busiest
    static constexpr std::size_t kLinkedBrokers = 5;  ///< with more only links in trouble are drawn
    static constexpr std::size_t kMaxLinks = 16;
    static constexpr double kReach = 5;          ///< so near a line the line is meant
    static constexpr double kNumberedCell = 16;  ///< smaller cells bear no number

private:
    Hit inCard(std::size_t index, QPointF point) const;
    Hit onLine(QPointF point) const;
};

}  // namespace widgets
