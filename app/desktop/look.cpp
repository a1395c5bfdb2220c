#include "app/desktop/look.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyleFactory>

#include "widgets/palette.h"

// A static library's resources are not known by themselves; the macro wants the global namespace.
static void loadArrows() { Q_INIT_RESOURCE(look); }

namespace app {
namespace {

constexpr int kTextPixels = 13;
constexpr int kFixedPixels = 12;

bool darkInUse = true;

QColor mix(const QColor& a, const QColor& b, double share) {
    return QColor::fromRgbF(static_cast<float>(a.redF() + (b.redF() - a.redF()) * share),
                            static_cast<float>(a.greenF() + (b.greenF() - a.greenF()) * share),
                            static_cast<float>(a.blueF() + (b.blueF() - a.blueF()) * share));
}

Look made(const widgets::Palette& palette) {
    return {.isDark = palette.isDark,
            .background = palette.background,
            .panel = palette.panel,
            .raised = palette.raised,
            .line = palette.line,
            .text = palette.text,
            .dim = palette.dimText,
            .faint = palette.faintText,
            .selection = palette.selection,
            .green = palette.green,
            .amber = palette.amber,
            .red = palette.red,
            .gold = palette.gold,
            .blue = palette.blue,
            .onFill = palette.onFill,
            .hues = {palette.hues.begin(), palette.hues.end()}};
}

}  // namespace

const Look& Look::dark() {
    static const Look look = made(widgets::Palette::dark());
    return look;
}

const Look& Look::light() {
    static const Look look = made(widgets::Palette::light());
    return look;
}

const Look& Look::now() { return darkInUse ? dark() : light(); }

QColor Look::of(Tone tone) const {
    switch (tone) {
        case Tone::kPlain:
            return text;
        case Tone::kDim:
            return dim;
        case Tone::kGood:
            return green;
        case Tone::kWarning:
            return amber;
        case Tone::kBad:
            return red;
    }
    return text;
}

QString Look::styleSheet() const {
    const QString sheet = QStringLiteral(R"(
* { outline: none; }
QMainWindow { background: @background; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @blue; }
#topBar { background: @panel; border: none; border-bottom: 1px solid @line; }
#pages, #pages > QWidget { background: @background; }
QDockWidget > QWidget { background: @panel; }
QStatusBar { background: @raised; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QFrame[role="card"] { background: @panel; border: 1px solid @line; border-radius: 10px; }
QLabel { background: transparent; border: none; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="big"] { font-size: 19px; font-weight: 600; }
QLabel[role="heading"] { color: @dim; font-size: 12px; }
QWidget[role="line"] { border-bottom: 1px solid @line; }
QLabel[role="tag"] { background: @tag; color: @dim; border-radius: 4px; padding: 0px 5px; font-size: 11px; font-weight: 600; }
*[tone="dim"] { color: @dim; }
*[tone="good"] { color: @green; }
*[tone="warning"] { color: @amber; }
*[tone="bad"] { color: @red; }
#notice { background: @raised; border: 1px solid @line; border-radius: 9px; color: @text; }
#notice[tone="bad"] { border-color: @red; }
#pastBar { background: @raised; border: none; border-bottom: 2px solid @amber; }
QPushButton { background: @raised; color: @text; border: 1px solid @line; border-radius: 7px; padding: 4px 11px; min-height: 18px; }
QPushButton:hover { border-color: @dim; }
QPushButton:pressed { background: @line; }
QPushButton:focus { border-color: @blue; }
QPushButton:disabled { color: @faint; border-color: @line; }
QPushButton[tone="bad"] { color: @red; }
QPushButton[tone="bad"]:disabled { color: @faint; }
QPushButton#primary, QPushButton[role="primary"] { background: @blue; color: @onAccent; border-color: @blue; }
QPushButton#primary:disabled, QPushButton[role="primary"]:disabled { background: @raised; color: @faint; border-color: @line; }
QPushButton::menu-indicator { width: 0px; image: none; }
QToolButton { background: transparent; border: none; border-radius: 6px; padding: 3px 7px; color: @text; }
QToolButton:hover { background: @raised; }
QToolButton:focus { background: @raised; }
QToolButton:disabled { color: @faint; }
QToolButton[role="arrow"] { font-size: 17px; padding: 0px 6px 2px 6px; color: @dim; }
QToolButton[role="arrow"]:disabled { color: @line; }
QToolButton[role="crumb"] { padding: 3px 5px; }
QLineEdit, QSpinBox, QComboBox, QPlainTextEdit, QTextEdit { background: @field; border: 1px solid @line; border-radius: 7px; padding: 3px 8px; min-height: 20px; color: @text; selection-background-color: @selection; selection-color: @text; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus { border-color: @blue; }
QComboBox QAbstractItemView { background: @panel; border: 1px solid @line; selection-background-color: @raised; selection-color: @text; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; width: 20px; border: none; background: transparent; }
QSpinBox::up-button { subcontrol-position: top right; }
QSpinBox::down-button { subcontrol-position: bottom right; }
QSpinBox::up-arrow { image: url(:/look/up-@theme.svg); width: 9px; height: 9px; }
QSpinBox::down-arrow { image: url(:/look/down-@theme.svg); width: 9px; height: 9px; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right; border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/look/down-@theme.svg); width: 10px; height: 10px; }
QCheckBox { spacing: 7px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @dim; border-radius: 4px; background: @field; }
QCheckBox::indicator:checked { background: @blue; border-color: @blue; }
QCheckBox::indicator:focus { border-color: @blue; }
QMenu { background: @panel; border: 1px solid @line; padding: 5px; color: @text; }
QMenu::item { padding: 5px 22px 5px 12px; border-radius: 5px; }
QMenu::item:selected { background: @raised; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 5px 8px; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 5px 7px; }
QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; color: @dim; padding: 7px 11px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom-color: @blue; }
QTabBar::tab:hover { color: @text; }
QTableView, QTreeView, QListView { background: transparent; border: none; color: @text; selection-background-color: @raised; selection-color: @text; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: @dim; border: none; border-bottom: 1px solid @line; padding: 0px 4px 0px 12px; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 8px; height: 8px; }
QScrollBar:vertical { background: transparent; width: 9px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: 9px; margin: 0px; }
QScrollBar::handle { background: @line; border-radius: 4px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @dim; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent; width: 0px; height: 0px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QDialog, QMessageBox { background: @panel; }
)");
    const std::pair<const char*, QColor> colours[] = {{"@background", background},
                                                      {"@panel", panel},
                                                      {"@raised", raised},
                                                      {"@line", line},
                                                      {"@text", text},
                                                      {"@dim", dim},
                                                      {"@green", green},
                                                      {"@amber", amber},
                                                      {"@red", red},
                                                      {"@gold", gold},
                                                      {"@blue", blue},
                                                      {"@faint", faint},
                                                      {"@field", isDark ? background : panel},
                                                      {"@tag", mix(raised, line, 0.6)},
                                                      {"@selection", mix(panel, blue, 0.35)},
                                                      {"@onAccent", onFill}};
    QString filled = sheet;
    filled.replace(QStringLiteral("@theme"), isDark ? QStringLiteral("dark") : QStringLiteral("light"));
    // The longer names first, so that @text is not taken for the beginning of another.
    for (const auto& [name, colour] : colours) filled.replace(QLatin1String(name), colour.name());
    return filled;
}

QFont interfaceFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (QFontDatabase::hasFamily(QStringLiteral("Inter")))
        font.setFamilies({QStringLiteral("Inter"), font.family()});
    font.setPixelSize(kTextPixels);
    return font;
}

QFont fixedFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(kFixedPixels);
    return font;
}

void applyLook(bool isDark) {
    loadArrows();
    darkInUse = isDark;
    const Look& look = Look::now();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(interfaceFont());
    QApplication::setPalette(widgets::Palette::of(isDark).forQt());
    qApp->setStyleSheet(look.styleSheet());
}

}  // namespace app
