#pragma once

#include <QFont>

namespace widgets {

/// The fixed-width font of the system, for offsets, bytes and what is pasted into a terminal.
QFont codeFont(int pixels = 12);
/// The font beside it, at another size or weight.
QFont sizedFont(QFont font, int pixels, QFont::Weight weight = QFont::Normal);

}  // namespace widgets
