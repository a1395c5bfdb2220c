#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>

#include <QColor>
#include <QPalette>

class QWidget;

namespace widgets {

/// The colours of the window, light and dark, from resources/palette.json: the one place where they stand.
/// Colour is meaning and always comes with a shape or a word.
struct Palette {
    static constexpr std::size_t kHues = 8;

    bool isDark = true;
    QColor background;
    QColor panel;
    QColor raised;
    QColor line;
    QColor text;
    QColor dimText;
    QColor faintText;                ///< ticks, what is disabled
    QColor selection;                ///< the row that is selected
    QColor green;                    ///< leader, well
    QColor amber;                    ///< out of sync, late
    QColor red;                      ///< offline, lost
    QColor gold;                     ///< the controller
    QColor blue;                     ///< accent, watermark
    QColor onFill;                   ///< text on a cell that is filled with one of the colours
    std::array<QColor, kHues> hues;  ///< of topics and groups

    static const Palette& dark();
    static const Palette& light();
    static const Palette& of(bool isDark) { return isDark ? dark() : light(); }
    /// The one that the widget's own QPalette was made from; painters ask it anew at each painting, so that a
    /// change of theme needs no more than the repaint that Qt does anyway.
    static const Palette& of(const QWidget& widget);

    /// For QApplication::setPalette.
    QPalette forQt() const;
};

/// `share` of `over` laid over `under`, 0 to 1.
QColor mixed(const QColor& under, const QColor& over, double share);

/// Which hue a topic or group has: the one that its name's hash points to, the same in every run; one that
/// another name already has passes on to the next free one while there is any. A name keeps its hue for as
/// long as it is known.
class HueBook {
public:
    /// All names there are. Those that are gone give their hue back.
    void learn(const std::set<std::string>& names);
    /// Index into Palette::hues, of an unknown name too.
    std::size_t of(const std::string& name) const;

private:
    std::map<std::string, std::size_t> m_hues;
};

}  // namespace widgets
