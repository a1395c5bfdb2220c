#pragma once

#include <vector>

#include <QColor>
#include <QFont>
#include <QString>

#include "app/inspect/inspection.h"

namespace app {

/// The colours in use and the style sheet made of them. The colours themselves stand in
/// resources/palette.json.
struct Look {
    bool isDark = true;
    QColor background, panel, raised, line, text, dim, faint, selection;
    QColor green, amber, red, gold, blue, onFill;
    std::vector<QColor> hues;  ///< of topics and groups

    static const Look& dark();
    static const Look& light();
    /// The one in use.
    static const Look& now();

    QColor of(Tone tone) const;
    QString styleSheet() const;
};

/// Makes the program look so: palette, style sheet and fonts of the application.
void applyLook(bool isDark);

/// The interface font (Inter where it is installed) with tabular figures, and the fixed-width one beside it.
QFont interfaceFont();
QFont fixedFont();

}  // namespace app
