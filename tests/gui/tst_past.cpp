#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "app/desktop/language.h"
#include "app/desktop/preferences.h"
#include "app/desktop/system_theme.h"
#include "app/session/recorded_session.h"
#include "app/window/main_window.h"
#include "app/window/past_bar.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/support/test_registry.h"
#include "widgets/timeline/timeline_view.h"

using namespace app;
using namespace std::chrono_literals;

/// Somebody drags the timeline: every page shows that moment until they come back.
class TestPast : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    Languages m_languages;
    SystemTheme m_systemTheme;
    std::unique_ptr<RecordedSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    widgets::TimelineView* m_timeline = nullptr;
    PastBar* m_bar = nullptr;

    static void drag(QWidget* widget, int pixels) {
        const QPoint from(widget->width() / 2, 20);
        QTest::mousePress(widget, Qt::LeftButton, {}, from);
        QTest::mouseMove(widget, from + QPoint(pixels / 2, 0));
        QTest::mouseMove(widget, from + QPoint(pixels, 0));
        QTest::mouseRelease(widget, Qt::LeftButton, {}, from + QPoint(pixels, 0));
    }

private slots:
    void init() {
        m_preferences = std::make_unique<Preferences>(m_folder.filePath("preferences.ini"));
        m_preferences->setMovement(false);
        m_languages.use(Language::kEnglish);
        m_session = std::make_unique<RecordedSession>();
        for (int second = 0; second <= 60; ++second) {
            m_session->show(sample::cluster({.second = second, .brokerThreeDead = second >= 40}));
            m_session->pull();
            m_session->advance(1s);
        }
        m_window =
            std::make_unique<MainWindow>(*m_session, Desktop{*m_preferences, m_languages, m_systemTheme});
        m_window->resize(1440, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_timeline = m_window->findChild<widgets::TimelineView*>();
        m_bar = m_window->findChild<PastBar*>();
        QVERIFY(m_timeline && m_bar);
    }

    void draggingShowsWhatWas() {
        QVERIFY(!m_bar->isVisible());
        QCOMPARE(m_session->snapshot()->broker(broker::BrokerId(3))->state,
                 broker::observe::BrokerState::kDead);
        const double millisPerPixel =
            static_cast<double>(m_timeline->to() - m_timeline->from()) / (m_timeline->width() - 110);
        drag(m_timeline, static_cast<int>(30'000 / millisPerPixel));
        QVERIFY(m_session->moment());
        QVERIFY(m_bar->isVisible());
        QVERIFY(std::abs(*m_session->moment() - (sample::start() + 30'000)) < 3000);
        QCOMPARE(m_session->snapshot()->broker(broker::BrokerId(3))->state,
                 broker::observe::BrokerState::kRunning);
        QVERIFY(!m_session->whyNot(broker::cluster::KillBroker{broker::BrokerId(1)}).isEmpty());
    }

    void aButtonEscapeAndEndLeadBackToNow() {
        for (int way = 0; way < 3; ++way) {
            drag(m_timeline, 300);
            QVERIFY(m_session->moment());
            if (way == 0) QTest::mouseClick(m_bar->findChild<QPushButton*>(), Qt::LeftButton);
            if (way == 1) QTest::keyClick(m_window.get(), Qt::Key_Escape);
            if (way == 2) QTest::keyClick(m_timeline, Qt::Key_End);
            QVERIFY2(!m_session->moment(), qPrintable(QString::number(way)));
            QVERIFY(!m_bar->isVisible());
            QVERIFY(m_timeline->isFollowing());
        }
    }
};

BROKERSCOPE_TEST(TestPast)
#include "tst_past.moc"
