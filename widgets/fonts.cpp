#include "widgets/fonts.h"

#include <QFontDatabase>

namespace widgets {

QFont codeFont(int pixels) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(pixels);
    return font;
}

QFont sizedFont(QFont font, int pixels, QFont::Weight weight) {
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

}  // namespace widgets
