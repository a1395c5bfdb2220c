#pragma once

#include <optional>

#include <QFont>

#include "widgets/palette.h"
#include "widgets/quorum/quorum_layout.h"

class QPainter;

namespace widgets {

/// Knows no widget: the same picture goes to the screen and into a file.
struct QuorumInk {
    const Palette& palette;
    QFont font;
    std::optional<std::size_t> selected;  ///< into QuorumPicture::rows
    bool hasFocus = false;
};

/// Draws what the layout says, and decides nothing.
void paintQuorum(QPainter& painter, const QuorumPicture& picture, const QuorumLayout& layout,
                 const QuorumInk& ink);

/// The fonts that layouts measure with.
QFont quorumTextFont(const QFont& font);
QFont quorumBoldFont(const QFont& font);

}  // namespace widgets
