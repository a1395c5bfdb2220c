#pragma once

#include <optional>

#include <QFont>

#include "widgets/palette.h"
#include "widgets/replicas/replicas_layout.h"

class QPainter;

namespace widgets {

/// Draws the replicas of a partition, and the line of words above them. Knows no widget: the same picture
/// goes to the screen and into a file.
struct ReplicasInk {
    const Palette& palette;
    QFont font;
    bool isSelected = false;                 ///< the partition, or one of its replicas
    std::optional<std::size_t> selectedRow;  ///< into PartitionPicture::replicas
    bool hasFocus = false;
};

/// The painter's origin is the card's corner.
void paintPartition(QPainter& painter, const PartitionPicture& picture, const PartitionLayout& layout,
                    const ReplicaColumns& columns, const ReplicasInk& ink);

/// What the colours and marks mean, and what stands in the columns: a line of kReplicasHead pixels.
void paintReplicasHead(QPainter& painter, const ReplicaColumns& columns, const Palette& palette,
                       const QFont& font);

inline constexpr int kReplicasHead = 24;

/// The fonts that layouts measure with.
QFont replicaTextFont(const QFont& font);
QFont replicaBoldFont(const QFont& font);

}  // namespace widgets
