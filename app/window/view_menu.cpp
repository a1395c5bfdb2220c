#include "app/window/view_menu.h"

#include <utility>

#include <QAction>
#include <QDockWidget>

namespace app {
namespace {

QAction* addChoice(QMenu* menu, const QString& text, bool isChosen) {
    QAction* action = menu->addAction(text);
    action->setCheckable(true);
    action->setChecked(isChosen);
    return action;
}

}  // namespace

ViewMenu::ViewMenu(const Preferences& preferences, std::vector<QDockWidget*> docks, QWidget* parent)
    : QMenu(parent)
    , m_preferences(preferences)
    , m_docks(std::move(docks)) {
    connect(this, &QMenu::aboutToShow, this, &ViewMenu::fill);
}

void ViewMenu::fill() {
    clear();
    addThemes();
    addLanguages();
    connect(addChoice(this, tr("Movement"), m_preferences.movement()), &QAction::triggered, this,
            &ViewMenu::movementChosen);
    addSeparator();
    for (const QDockWidget* dock : m_docks) addAction(dock->toggleViewAction());
    addAction(tr("Put the docks back"), this, &ViewMenu::docksWanted);
    addSeparator();
    addAction(tr("Save…") + QStringLiteral("\tCtrl+E"), this, &ViewMenu::saveRequested);
    addAction(tr("Keys") + QStringLiteral("\t?"), this, &ViewMenu::keysRequested);
}

void ViewMenu::addThemes() {
    QMenu* menu = addMenu(tr("Theme"));
    const auto add = [&](const QString& text, ThemeChoice theme) {
        connect(addChoice(menu, text, m_preferences.theme() == theme), &QAction::triggered, this,
                [this, theme] { emit themeChosen(theme); });
    };
    add(tr("As the system"), ThemeChoice::kSystem);
    add(tr("Light"), ThemeChoice::kLight);
    add(tr("Dark"), ThemeChoice::kDark);
}

void ViewMenu::addLanguages() {
    QMenu* menu = addMenu(tr("Language"));
    const auto add = [&](const QString& text, Language language) {
        connect(addChoice(menu, text, m_preferences.language() == language), &QAction::triggered, this,
                [this, language] { emit languageChosen(language); });
    };
    add(tr("As the system"), Language::kSystem);
    add(QStringLiteral("English"), Language::kEnglish);
    add(QStringLiteral("简体中文"), Language::kChinese);
}

}  // namespace app
