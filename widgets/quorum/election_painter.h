#pragma once

#include <optional>

#include <QFont>

#include "widgets/palette.h"
#include "widgets/quorum/election_layout.h"

class QPainter;

namespace widgets {

/// Knows no widget: the same picture goes to the screen and into a file.
struct ElectionInk {
    const Palette& palette;
    QFont font;
    std::optional<std::size_t> selected;  ///< into ElectionPicture::steps
    bool hasFocus = false;
};

/// Draws what the layout says, and decides nothing.
void paintElection(QPainter& painter, const ElectionPicture& picture, const ElectionLayout& layout,
                   const ElectionInk& ink);

}  // namespace widgets
