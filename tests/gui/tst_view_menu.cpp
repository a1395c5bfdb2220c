#include <QDockWidget>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>

#include "app/window/key_list.h"
#include "app/window/view_menu.h"
#include "tests/support/test_registry.h"

using namespace app;

/// What the View button offers.
class TestViewMenu : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static QAction* action(const QMenu& menu, const QString& text) {
        const auto actions = menu.actions();
        const auto found = std::ranges::find_if(
            actions, [&](const QAction* one) { return one->text().section('\t', 0, 0) == text; });
        return found == actions.end() ? nullptr : *found;
    }

private slots:
    void itShowsThePreferencesAndTellsWhatIsChosen() {
        Preferences preferences(m_folder.filePath("preferences.ini"));
        preferences.setTheme(ThemeChoice::kDark);
        preferences.setLanguage(Language::kChinese);
        preferences.setMovement(false);
        QDockWidget dock("Tree");
        ViewMenu menu(preferences, {&dock}, nullptr);
        emit menu.aboutToShow();
        QMenu* themes = action(menu, "Theme")->menu();
        QVERIFY(action(*themes, "Dark")->isChecked());
        QVERIFY(!action(*themes, "Light")->isChecked());
        QMenu* languages = action(menu, "Language")->menu();
        QVERIFY(action(*languages, "简体中文")->isChecked());
        QVERIFY(!action(menu, "Movement")->isChecked());
        QVERIFY(action(menu, "Tree"));

        QSignalSpy theme(&menu, &ViewMenu::themeChosen);
        QSignalSpy language(&menu, &ViewMenu::languageChosen);
        QSignalSpy movement(&menu, &ViewMenu::movementChosen);
        QSignalSpy keys(&menu, &ViewMenu::keysRequested);
        action(*themes, "Light")->trigger();
        action(*languages, "English")->trigger();
        action(menu, "Movement")->trigger();
        action(menu, "Keys")->trigger();
        QCOMPARE(theme.front().front().value<ThemeChoice>(), ThemeChoice::kLight);
        QCOMPARE(language.front().front().value<Language>(), Language::kEnglish);
        QCOMPARE(movement.front().front().toBool(), true);
        QCOMPARE(keys.size(), 1);
        // The next time it shows what is so then, and no dock is lost.
        preferences.setMovement(true);
        emit menu.aboutToShow();
        QVERIFY(action(menu, "Movement")->isChecked());
        QVERIFY(action(menu, "Tree"));
    }

    void theListOfKeysIsABoxOverTheWindow() {
        QWidget window;
        showKeyList(&window);
        auto* box = window.findChild<QMessageBox*>();
        QVERIFY(box && box->isVisible());
        QVERIFY(box->text().contains("Ctrl+K") && box->text().contains("Kill the selected broker"));
    }
};

BROKERSCOPE_TEST(TestViewMenu)
#include "tst_view_menu.moc"
