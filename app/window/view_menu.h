#pragma once

#include <vector>

#include <QMenu>

#include "app/desktop/language.h"
#include "app/desktop/preferences.h"

class QDockWidget;

namespace app {

/// What the View button offers: theme, language, movement, the docks, saving and the keys. It shows what the
/// preferences say, and tells what is chosen.
class ViewMenu : public QMenu {
    Q_OBJECT
public:
    /// All outlive it.
    ViewMenu(const Preferences& preferences, std::vector<QDockWidget*> docks, QWidget* parent);

signals:
    void themeChosen(app::ThemeChoice choice);
    void languageChosen(app::Language language);
    void movementChosen(bool moves);
    void docksWanted();
    void saveRequested();
    void keysRequested();

private:
    /// Anew each time: words and choices may be others.
    void fill();
    void addThemes();
    void addLanguages();

    const Preferences& m_preferences;
    const std::vector<QDockWidget*> m_docks;
};

}  // namespace app
