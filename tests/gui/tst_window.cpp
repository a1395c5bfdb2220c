#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

#include "app/desktop/language.h"
#include "app/desktop/preferences.h"
#include "app/desktop/system_theme.h"
#include "app/session/local_session.h"
#include "app/window/main_window.h"
#include "tests/support/test_registry.h"
#include "widgets/empty_cluster_panel.h"
#include "widgets/segments/segments_view.h"

using namespace app;
using broker::BrokerId;
using broker::observe::BrokerState;

/// The window over a real cluster: brokers on threads, sockets and files.
class TestWindow : public QObject {
    Q_OBJECT
    static constexpr int kPatience = 15'000;

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Languages> m_languages;
    std::unique_ptr<SystemTheme> m_systemTheme;
    std::unique_ptr<LocalSession> m_session;
    std::unique_ptr<MainWindow> m_window;

    BrokerState stateOf(int id) const {
        const auto* broker = m_session->snapshot()->broker(BrokerId(id));
        return broker ? broker->state : BrokerState::kStarting;
    }
    std::int64_t recordsOf(const std::string& name) const {
        const auto* topic = m_session->snapshot()->topic(name);
        if (!topic) return -1;
        std::int64_t records = 0;
        for (const auto& partition : topic->partitions)
            if (const auto* leader =
                    m_session->snapshot()->replica({name, partition->index}, partition->leader))
                records += leader->logEnd - leader->logStart;
        return records;
    }
    /// Keys go to the active window, and a dialog may have been that.
    void press(int key) {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), static_cast<Qt::Key>(key));
    }
    QPushButton* visibleButton(QWidget* in, const QString& role) const {
        for (QPushButton* button : in->findChildren<QPushButton*>())
            if (button->isVisible() && button->property("role") == role) return button;
        return nullptr;
    }

private slots:
    void initTestCase() {
        auto cluster = broker::cluster::LocalCluster::start({.brokers = 3, .port = 0, .timing = "classroom"});
        QVERIFY2(cluster.has_value(), cluster ? "" : cluster.error().detail.c_str());
        m_preferences = std::make_unique<Preferences>(m_folder.filePath("preferences.ini"));
        m_languages = std::make_unique<Languages>();
        m_languages->use(Language::kEnglish);
        m_systemTheme = std::make_unique<SystemTheme>();
        m_session = std::make_unique<LocalSession>(std::move(*cluster));
        m_window =
            std::make_unique<MainWindow>(*m_session, Desktop{*m_preferences, *m_languages, *m_systemTheme});
        m_window->show();
        for (int id = 1; id <= 3; ++id)
            QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), BrokerState::kRunning, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->snapshot()->activeController != broker::kNoBroker, kPatience);
    }

    void anEmptyClusterOffersItsFirstTopicAndFillsIt() {
        auto* panel = m_window->findChild<widgets::EmptyClusterPanel*>();
        QVERIFY(panel && panel->isVisible());
        QPushButton* send = visibleButton(panel, "primary");
        QVERIFY(send);
        QTRY_VERIFY_WITH_TIMEOUT(send->isEnabled(), kPatience);
        QTest::mouseClick(send, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(recordsOf("hello") > 0, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!panel->isVisible(), kPatience);
    }

    void theSegmentOfASentRecordIsReadFromItsFile() {
        const auto* topic = m_session->snapshot()->topic("hello");
        QVERIFY(topic);
        const auto filled = std::ranges::find_if(topic->partitions, [this](const auto& partition) {
            const auto* leader =
                m_session->snapshot()->replica({"hello", partition->index}, partition->leader);
            return leader && leader->logEnd > broker::Offset(0);
        });
        QVERIFY(filled != topic->partitions.end());
        m_window->go(segmentsPlace({"hello", (*filled)->index}, (*filled)->leader));
        auto* view = m_window->findChild<widgets::SegmentsView*>();
        QTRY_VERIFY_WITH_TIMEOUT(!view->segmentMap().batches().empty(), kPatience);
        QVERIFY(view->segmentMap().batches().front().crcIsRight);
    }

    void aTopicIsMadeInTheDialogAfterTheClusterAgreed() {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        auto* dialog = m_window->findChild<QDialog*>("createTopicDialog");
        QVERIFY(dialog);
        auto* name = dialog->findChild<QLineEdit*>("topicName");
        auto* create = dialog->findChild<QPushButton*>("primary");
        QTest::keyClicks(name, "not allowed!");
        auto* answer = dialog->findChild<QLabel*>("answer");
        QTRY_VERIFY_WITH_TIMEOUT(answer->property("tone") == "bad", kPatience);
        QVERIFY(!create->isEnabled());
        name->selectAll();
        QTest::keyClicks(name, "orders");
        QTRY_VERIFY_WITH_TIMEOUT(create->isEnabled(), kPatience);
        QTest::mouseClick(create, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->snapshot()->topic("orders"), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->place().topic, std::string("orders"), kPatience);
    }

    void aBrokerIsKilledAndRestartedByKeys() {
        m_window->go(overview());
        m_window->select(BrokerSubject{BrokerId(2)});
        press(Qt::Key_K);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(2), BrokerState::kDead, kPatience);
        QVERIFY(!m_session->whyNot(broker::cluster::KillBroker{BrokerId(2)}).isEmpty());
        press(Qt::Key_R);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(2), BrokerState::kRunning, kPatience);
    }

    void whatHappenedStandsInTheTimeline() {
        using broker::observe::EventKind;
        const auto happened = [this](EventKind kind) {
            return std::ranges::any_of(m_session->events().events(),
                                       [kind](const auto& event) { return event.kind == kind; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(happened(EventKind::kBrokerKilled), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(happened(EventKind::kTopicCreated), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(happened(EventKind::kPersonActed), kPatience);
    }

    void aTopicIsDeletedWithOneKey() {
        m_window->go(topicPlace("orders"));
        m_window->select(TopicSubject{"orders"});
        press(Qt::Key_Delete);
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->snapshot()->topic("orders"), kPatience);
    }

    void cleanupTestCase() {
        m_window.reset();
        m_session.reset();
    }
};

BROKERSCOPE_TEST(TestWindow)
#include "tst_window.moc"
