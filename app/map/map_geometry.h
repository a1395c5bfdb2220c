#pragma once

#include <optional>
#include <vector>

#include <QPainterPath>
#include <QRectF>

#include "app/map/map_picture.h"

namespace app {

/// Where everything of the map stands, as plain numbers. Cells shrink as they become many, and below a size
/// that can be told apart a topic is one bar: more partitions are drawn as less, not slower.
struct MapGeometry {
    struct Group {
        QRectF label;
        std::vector<QRectF> cells;  ///< empty when the topic is a bar
        QRectF bar;                 ///< empty when it has cells
    };
    struct Broker {
        QRectF card;
        QRectF title;
        QRectF subtitle;
        QRectF crown;
        std::vector<Group> groups;
        QRectF more;  ///< says how many topics have no room; empty if all have
        std::size_t hiddenGroups = 0;
        QRectF disk;
        QRectF foot;
        QRectF secondFoot;
        QRectF button;  ///< restart; empty while it lives
    };
    struct Flow {
        QPainterPath path;
        double width = 1;
    };

    std::vector<QRectF> producers;
    std::vector<Broker> brokers;
    std::vector<QRectF> consumers;
    std::vector<Flow> flows;  ///< as the picture's
    QRectF legend;

    static MapGeometry of(const MapPicture& picture, QSizeF size);

    /// What is at a point.
    struct Hit {
        enum class Kind : std::uint8_t {
            kNothing,
            kBroker,
            kCell,
            kRestart,
            kProducer,
            kConsumer
        } kind = Kind::kNothing;
        std::size_t index = 0;  ///< of the broker or client
        std::size_t group = 0;
        std::size_t cell = 0;
    };
    Hit at(QPointF point) const;
};

}  // namespace app
