#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

#include "app/desktop/language.h"
#include "app/desktop/preferences.h"
#include "app/desktop/system_theme.h"
#include "app/dialogs/fault_dialog.h"
#include "app/session/recorded_session.h"
#include "app/window/main_window.h"
#include "app/window/top_bar.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/app/sample/sample_faults.h"
#include "tests/gui/layout_check.h"
#include "tests/support/test_registry.h"
#include "widgets/map/map_view.h"

using namespace app;
using broker::BrokerId;
using namespace broker::cluster;
using broker::faults::DiskTrouble;
using broker::faults::kClients;
using broker::faults::LinkTrouble;

/// Breaking things from the window: each act leads to its command, from the menus, the keys, the inspector
/// and the map, and only where it is possible.
class TestBreaking : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    Languages m_languages;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<SystemTheme> m_systemTheme;
    std::unique_ptr<RecordedSession> m_session;
    std::unique_ptr<MainWindow> m_window;

    void open(const sample::Options& options) {
        m_window.reset();
        m_session = std::make_unique<RecordedSession>();
        m_session->add(sample::events());
        m_session->add(sample::faultEvents(sample::events().back().number + 1));
        m_session->show(sample::cluster(options));
        m_session->pull();
        m_window =
            std::make_unique<MainWindow>(*m_session, Desktop{*m_preferences, m_languages, *m_systemTheme});
        m_window->resize(1440, 900);
        m_window->show();
        m_window->go(overview());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    QMenu* breakMenu() {
        QMenu* menu = m_window->findChild<TopBar*>()->breakMenu();
        emit menu->aboutToShow();
        return menu;
    }
    /// By the titles on the way there.
    static QAction* find(QMenu* menu, const QStringList& way) {
        for (QAction* action : menu->actions()) {
            if (action->text().section(u'\t', 0, 0) != way.front()) continue;
            if (way.size() == 1) return action;
            if (action->menu()) return find(action->menu(), way.mid(1));
        }
        return nullptr;
    }
    template <typename C>
    C only() {
        const auto& commands = m_session->commands();
        return commands.size() == 1 && std::holds_alternative<C>(commands[0]) ? std::get<C>(commands[0])
                                                                              : C{};
    }
    /// Into the folder BROKERSCOPE_PICTURES, if there is one.
    static void save(QWidget& widget, const QString& name) {
        const QString folder = qEnvironmentVariable("BROKERSCOPE_PICTURES");
        if (folder.isEmpty()) return;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(widget.grab().save(QString("%1/%2-%3.png").arg(folder, name, QTest::currentDataTag())));
    }
    widgets::MapView* map() { return m_window->findChild<widgets::MapView*>(); }
    QLabel* notice() { return m_window->findChild<QLabel*>("notice"); }
    QDialog* dialog() { return m_window->findChild<QDialog*>("faultDialog"); }

private slots:
    void initTestCase() {
        m_preferences = std::make_unique<Preferences>(m_folder.filePath("preferences.ini"));
        m_preferences->setMovement(false);
        m_systemTheme = std::make_unique<SystemTheme>();
        m_languages.use(Language::kEnglish);
    }
    void cleanupTestCase() { m_window.reset(); }

    void theBreakMenuLeadsToTheCommandOfEachAct() {
        open({.second = 60});
        QAction* kill = find(breakMenu(), {"Broker 2", "Kill broker 2"});
        QVERIFY(kill && kill->isEnabled());
        kill->trigger();
        QVERIFY(only<KillBroker>().broker == BrokerId(2));
        m_session->answer({});
        find(breakMenu(), {"Broker 1", "Freeze broker 1"})->trigger();
        QVERIFY(only<FreezeBroker>().broker == BrokerId(1));
        m_session->answer({});
        find(breakMenu(), {"Links", QString::fromUtf8("Broker 2 – broker 3"), "Cut both ways"})->trigger();
        const auto link = only<SetLink>();
        QVERIFY(link.from == BrokerId(2) && link.to == BrokerId(3) && link.bothWays);
        QVERIFY(link.fault.trouble == LinkTrouble::kCut);
    }

    void whatIsImpossibleIsGreyAndSaysWhy() {
        open({.second = 60, .brokerThreeDead = true});
        QAction* kill = find(breakMenu(), {"Broker 3", "Kill broker 3"});
        QVERIFY(kill && !kill->isEnabled());
        QVERIFY(kill->toolTip().contains("already down"));
        QVERIFY(find(breakMenu(), {"Broker 3", "Restart broker 3"})->isEnabled());
        QAction* heal = find(breakMenu(), {"Heal all links"});
        QVERIFY(!heal->isEnabled() && heal->toolTip().contains("Nothing is wrong"));
    }

    void keysBreakWhatIsSelected() {
        open({.second = 60});
        m_window->select(BrokerSubject{BrokerId(2)});
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ShiftModifier);
        QVERIFY(only<CutPower>().broker == BrokerId(2));
        m_session->answer({});
        QTest::keyClick(m_window.get(), Qt::Key_F);
        QVERIFY(only<FreezeBroker>().broker == BrokerId(2));
        m_session->answer({});
        QTest::keyClick(m_window.get(), Qt::Key_S);
        QVERIFY(only<StopBroker>().broker == BrokerId(2));
        m_session->answer({});
        m_window->select(LinkSubject{BrokerId(1), kClients});
        QTest::keyClick(m_window.get(), Qt::Key_X);
        QVERIFY(only<SetLink>().from == BrokerId(1) && only<SetLink>().to == kClients);
        m_session->answer({});
        m_window->select(BrokerSubject{BrokerId(3)});
        QTest::keyClick(m_window.get(), Qt::Key_X);
        QCOMPARE(m_session->commands().size(), std::size_t{3});
    }

    void aKeyForWhatIsImpossibleTellsWhyAndDoesNothing() {
        open({.second = 60});
        m_window->select(BrokerSubject{BrokerId(2)});
        QTest::keyClick(m_window.get(), Qt::Key_R);
        QVERIFY(m_session->commands().empty());
        QVERIFY(notice()->isVisible());
        QVERIFY2(notice()->text().contains("Broker 2 is alive"), qPrintable(notice()->text()));
    }

    void aRefusalIsToldInBothLanguages() {
        for (const Language language : {Language::kEnglish, Language::kChinese}) {
            m_languages.use(language);
            open({.second = 60, .brokerThreeDead = true});
            m_window->select(BrokerSubject{BrokerId(3)});
            QTest::keyClick(m_window.get(), Qt::Key_R);
            QVERIFY(only<RestartBroker>().broker == BrokerId(3));
            m_session->answer({.code = broker::ErrorCode::kNone,
                               .sentence = "Restarted broker 3. The controller refuses it until its old "
                                           "session ends, within 600 ms.",
                               .settings = {}});
            m_session->pull();
            const QString told = notice()->text();
            QVERIFY2(told.contains("600"), qPrintable(told));
            QVERIFY(told.contains("old session") == (language == Language::kEnglish));
        }
        m_languages.use(Language::kEnglish);
    }

    void theInspectorOfALinkHealsIt() {
        open({.second = 60, .hasFaults = true});
        m_window->select(LinkSubject{BrokerId(1), BrokerId(3)});
        QPushButton* heal = nullptr;
        for (QPushButton* button : m_window->findChildren<QPushButton*>())
            if (button->text() == "Heal") heal = button;
        QVERIFY(heal && heal->isEnabled());
        heal->click();
        QVERIFY(only<SetLink>().fault.trouble == LinkTrouble::kNone);
    }

    void theMapCutsThawsAndOffersMenus() {
        open({.second = 60, .hasFaults = true});
        const auto& geometry = map()->geometryNow();
        const auto drag = [&](QPointF to) {
            QTest::mousePress(map(), Qt::LeftButton, {}, geometry.cutTool.center().toPoint());
            QTest::mouseMove(map(), to.toPoint());
            QTest::mouseRelease(map(), Qt::LeftButton, {}, to.toPoint());
        };
        drag(geometry.middleOf(2));
        QVERIFY(only<SetLink>().from == BrokerId(2) && only<SetLink>().to == BrokerId(3));
        QVERIFY(m_window->subject() == Subject(LinkSubject{BrokerId(2), BrokerId(3)}));
        m_session->answer({});
        QTest::mouseClick(map(), Qt::LeftButton, {}, geometry.brokers[2].button.center().toPoint());
        QVERIFY(only<ThawBroker>().broker == BrokerId(3));
        m_session->answer({});
        const QPoint badge = geometry.badges[0].center().toPoint();
        QContextMenuEvent event(QContextMenuEvent::Mouse, badge, map()->mapToGlobal(badge));
        QCoreApplication::sendEvent(map(), &event);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        find(menu, {"Heal"})->trigger();
        QVERIFY(only<SetLink>().fault.trouble == LinkTrouble::kNone);
        menu->close();
    }

    void theDialogOfALinkAsksHowSlowAndWhichWay() {
        open({.second = 60});
        find(breakMenu(), {"Links", QString::fromUtf8("Broker 1 – clients"), QString::fromUtf8("Slow…")})
            ->trigger();
        QVERIFY(dialog());
        auto* delay = dialog()->findChild<QSpinBox*>("delay");
        auto* pace = dialog()->findChild<QSpinBox*>("pace");
        auto* perform = dialog()->findChild<QPushButton*>("primary");
        QCOMPARE(delay->maximum(), 86'400'000);
        delay->setValue(0);
        QVERIFY(!perform->isEnabled());
        delay->setValue(350);
        pace->setValue(20'000);
        dialog()->findChild<QComboBox*>("way")->setCurrentIndex(2);
        QVERIFY(!dialog()->findChild<QSpinBox*>("after")->isVisible());
        perform->click();
        const auto link = only<SetLink>();
        QVERIFY(link.from == kClients && link.to == BrokerId(1) && !link.bothWays);
        QVERIFY(link.fault.trouble == LinkTrouble::kSlow);
        QVERIFY(link.fault.delay == std::chrono::milliseconds(350));
        QCOMPARE(link.fault.bytesPerSecond, std::uint64_t{20'000});
    }

    void theDialogOfADiskAsksWhatFails() {
        open({.second = 60});
        find(breakMenu(), {"Broker 2", "Disk", QString::fromUtf8("Failing…")})->trigger();
        QVERIFY(dialog());
        auto* perform = dialog()->findChild<QPushButton*>("primary");
        for (const char* name : {"reads", "writes", "syncs"})
            dialog()->findChild<QAbstractButton*>(name)->setChecked(false);
        QVERIFY(!perform->isEnabled());
        dialog()->findChild<QAbstractButton*>("syncs")->setChecked(true);
        perform->click();
        const auto disk = only<SetDisk>();
        QVERIFY(disk.broker == BrokerId(2) && disk.fault.trouble == DiskTrouble::kFailing);
        QVERIFY(disk.fault.failsSyncs && !disk.fault.failsReads && !disk.fault.failsWrites);
    }

    void dialogsAndMenusFitInBothThemesAndLanguages_data() {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<bool>("isChinese");
        for (const bool isDark : {true, false})
            for (const bool isChinese : {false, true})
                QTest::newRow(
                    qPrintable(QString("%1-%2").arg(isDark ? "dark" : "light", isChinese ? "zh" : "en")))
                    << isDark << isChinese;
    }

    void dialogsAndMenusFitInBothThemesAndLanguages() {
        QFETCH(bool, isDark);
        QFETCH(bool, isChinese);
        m_preferences->setTheme(isDark ? ThemeChoice::kDark : ThemeChoice::kLight);
        m_languages.use(isChinese ? Language::kChinese : Language::kEnglish);
        open({.second = 60, .hasFaults = true});
        const std::pair<QString, FaultForm> forms[] = {
            {"link-slow", LinkForm{BrokerId(1), BrokerId(2), LinkTrouble::kSlow}},
            {"link-resetting", LinkForm{BrokerId(1), kClients, LinkTrouble::kResetting}},
            {"disk-full", DiskForm{BrokerId(1), DiskTrouble::kFull}},
            {"disk-failing", DiskForm{BrokerId(2), DiskTrouble::kFailing}}};
        for (const auto& [name, form] : forms) {
            const std::unique_ptr<FaultDialog> shown(FaultDialog::make(*m_session, form, nullptr));
            shown->show();
            QApplication::processEvents();
            save(*shown, "dialog-" + name);
            const QStringList problems = layout::overflows(*shown);
            QVERIFY2(problems.isEmpty(), qPrintable(problems.join("\n")));
        }
        QMenu* menu = breakMenu();
        save(*menu, "menu-break");
        save(*menu->actions().front()->menu(), "menu-broker");
        for (QAction* action : breakMenu()->actions())
            if (action->menu() && action->menu()->actions().front()->menu())
                save(*action->menu()->actions().front()->menu(), "menu-link");
        m_languages.use(Language::kEnglish);
    }
};

BROKERSCOPE_TEST(TestBreaking)
#include "tst_breaking.moc"
