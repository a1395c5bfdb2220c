#include "app/inspect/fault_acts.h"
#include "app/inspect/fault_facts.h"
#include "app/inspect/inspection.h"
#include "app/map/map_picture.h"
#include "app/session/recorded_session.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/app/sample/sample_faults.h"
#include "tests/support/test_registry.h"

using namespace app;
using broker::BrokerId;
using broker::cluster::SetLink;
using broker::faults::kClients;
using broker::faults::LinkTrouble;
using widgets::MapPicture;

namespace {

const FaultAct& actOf(const FaultActs& acts, const QString& text) {
    for (const FaultAct& act : acts)
        if (act.text == text) return act;
    static const FaultAct none{.text = {}, .act = {}, .whyNot = "there is no such act"};
    return none;
}

std::size_t commandsOf(const FaultAct& act) { return std::get<FaultAct::Commands>(act.act).size(); }

QString valueOf(const Inspection& inspection, const QString& label) {
    for (const auto& section : inspection.sections)
        for (const auto& row : section.rows)
            if (row.label == label) return row.value;
    return {};
}

}  // namespace

/// What can be broken, what is broken, and how it is told.
class TestFaults : public QObject {
    Q_OBJECT
    RecordedSession m_session;
    MapGroups m_groups;

    void show(const sample::Options& options) {
        m_session.show(sample::cluster(options));
        m_session.pull();
    }

private slots:
    void initTestCase() {
        m_session.add(sample::events());
        m_session.add(sample::faultEvents(sample::events().back().number + 1));
    }

    void whatIsPossibleWithALivingBrokerIsNotWithADeadOne() {
        show({.second = 60, .brokerThreeDead = true});
        const FaultActs living = brokerActs(m_session, BrokerId(1));
        const FaultActs dead = brokerActs(m_session, BrokerId(3));
        for (const std::size_t one :
             {BrokerActs::kKill, BrokerActs::kCutPower, BrokerActs::kStop, BrokerActs::kFreeze}) {
            QVERIFY(living[one].whyNot.isEmpty());
            QVERIFY(!dead[one].whyNot.isEmpty());
        }
        QVERIFY(living[BrokerActs::kRestart].whyNot.contains("alive"));
        QVERIFY(living[BrokerActs::kThaw].whyNot.contains("not frozen"));
        QVERIFY(dead[BrokerActs::kRestart].whyNot.isEmpty());
    }

    void aFrozenBrokerCanBeThawedAndNotStopped() {
        show({.second = 60, .hasFaults = true});
        const FaultActs acts = brokerActs(m_session, BrokerId(3));
        QVERIFY(acts[BrokerActs::kThaw].whyNot.isEmpty());
        QVERIFY(acts[BrokerActs::kKill].whyNot.isEmpty());
        QVERIFY(acts[BrokerActs::kStop].whyNot.contains("frozen"));
        QVERIFY(acts[BrokerActs::kFreeze].whyNot.contains("frozen"));
    }

    void cuttingABrokerOffCutsWhatIsNotCutYet() {
        show({.second = 60});
        QCOMPARE(commandsOf(cutOffAct(m_session, BrokerId(1))), std::size_t{3});
        QVERIFY(!reconnectAct(m_session, BrokerId(1)).whyNot.isEmpty());
        show({.second = 60, .hasFaults = true});
        const FaultAct act = cutOffAct(m_session, BrokerId(1));
        QCOMPARE(commandsOf(act), std::size_t{2});
        for (const auto& command : std::get<FaultAct::Commands>(act.act)) {
            const auto& link = std::get<SetLink>(command);
            QVERIFY(link.from == BrokerId(1) && link.bothWays);
            QVERIFY(link.to == BrokerId(2) || link.to == kClients);
            QVERIFY(link.fault.trouble == LinkTrouble::kCut);
        }
        QCOMPARE(commandsOf(reconnectAct(m_session, BrokerId(1))), std::size_t{3});
    }

    void onlyWhatItReceivesIsCutTowardsTheBroker() {
        show({.second = 60});
        const FaultActs acts = cutOffActs(m_session, BrokerId(2));
        for (const auto& command : std::get<FaultAct::Commands>(actOf(acts, "Only what it receives").act)) {
            const auto& link = std::get<SetLink>(command);
            QVERIFY(link.to == BrokerId(2) && !link.bothWays);
        }
    }

    void aLinkThatIsCutCanBeHealedAndNotCutAgain() {
        show({.second = 60, .hasFaults = true});
        QVERIFY(cutAct(m_session, BrokerId(1), BrokerId(3)).whyNot.contains("cut already"));
        QVERIFY(healAct(m_session, BrokerId(1), BrokerId(3)).whyNot.isEmpty());
        QVERIFY(cutAct(m_session, BrokerId(2), BrokerId(3)).whyNot.isEmpty());
        QVERIFY(healAct(m_session, BrokerId(2), BrokerId(3)).whyNot.contains("Nothing is wrong"));
        QVERIFY(healAllAct(m_session).whyNot.isEmpty());
    }

    void theMapShowsEachFaultWhereItIs() {
        show({.second = 59, .hasFaults = true});
        m_session.advance(std::chrono::seconds(1));
        show({.second = 60, .hasFaults = true});
        const MapPicture picture = mapPicture(m_session, m_groups);
        QCOMPARE(picture.links.size(), std::size_t{3});
        QVERIFY(picture.links[0].forward == MapPicture::LinkTrouble::kSlow);
        QVERIFY(picture.links[0].backward == MapPicture::LinkTrouble::kNone);
        QCOMPARE(picture.links[0].badge, QString::fromUtf8("1→2 200 ms"));
        QVERIFY(picture.links[0].bytesPerSecond > 0);
        QVERIFY(picture.links[0].forwardBytes > 0 && picture.links[0].backwardBytes > 0);
        QCOMPARE(picture.links[1].badge, QString("cut"));
        QVERIFY(picture.links[2].badge.isEmpty());
        QVERIFY(picture.brokers[0].fromClients == MapPicture::LinkTrouble::kResetting);
        QCOMPARE(picture.brokers[0].clients, QString("from clients: resets"));
        QCOMPARE(picture.brokers[1].disk, QString("full"));
        QVERIFY(picture.brokers[2].isFrozen);
        QCOMPARE(picture.brokers[2].subtitle, QString("frozen 11 s ago"));
    }

    void aDeadBrokersCardSaysSinceWhenAndWhy() {
        show({.second = 60, .brokerThreeDead = true});
        const MapPicture picture = mapPicture(m_session, m_groups);
        QCOMPARE(picture.brokers[2].subtitle, QString("killed 40 s ago"));
        QCOMPARE(picture.brokers[2].why, QString("killed"));
        QVERIFY(picture.links[1].isBroken && picture.links[2].isBroken && !picture.links[0].isBroken);
        for (const auto& group : picture.brokers[2].groups)
            for (const auto& cell : group->cells) QVERIFY(cell.kind == MapPicture::CellKind::kOffline);
    }

    void aBrokerWithoutALinkThatIsWellIsCutOff() {
        auto snapshot = std::make_shared<broker::observe::ClusterSnapshot>(*sample::cluster({.second = 60}));
        QVERIFY(!isCutOff(*snapshot, BrokerId(1)));
        for (const int other : {2, 3})
            for (const auto& [from, to] : {std::pair(1, other), std::pair(other, 1)})
                snapshot->faults.links.push_back({.from = BrokerId(from), .to = BrokerId(to)});
        std::ranges::sort(snapshot->faults.links, {}, [](const auto& l) { return std::pair(l.from, l.to); });
        QVERIFY(isCutOff(*snapshot, BrokerId(1)));
        QVERIFY(!isCutOff(*snapshot, BrokerId(2)));
        m_session.show(snapshot);
        m_session.pull();
        const MapPicture picture = mapPicture(m_session, m_groups);
        QVERIFY2(picture.brokers[0].subtitle.startsWith("cut off"), qPrintable(picture.brokers[0].subtitle));
        QVERIFY(inspect(m_session, BrokerSubject{BrokerId(1)}).words.contains("cut off"));
    }

    void whoCameBackTooEarlySaysSo() {
        auto snapshot = std::make_shared<broker::observe::ClusterSnapshot>(*sample::cluster({.second = 60}));
        auto early = std::make_shared<broker::observe::BrokerSnapshot>(*snapshot->brokers[2]);
        early->state = broker::observe::BrokerState::kStarting;
        early->epoch = broker::kNoBrokerEpoch;
        snapshot->brokers[2] = early;
        QVERIFY(isRefused(*snapshot, *early));
        QVERIFY(!isRefused(*snapshot, *snapshot->brokers[1]));
        m_session.show(snapshot);
        m_session.pull();
        QCOMPARE(mapPicture(m_session, m_groups).brokers[2].subtitle, QString("old session still open"));
        QVERIFY(inspect(m_session, BrokerSubject{BrokerId(3)}).words.contains("refused until then"));
    }

    void aLinksInspectionTellsBothWaysAndWhatFollows() {
        show({.second = 60, .hasFaults = true});
        const Inspection slow = inspect(m_session, LinkSubject{BrokerId(1), BrokerId(2)});
        QCOMPARE(valueOf(slow, QString::fromUtf8("broker 1 → broker 2")), QString("200 ms late"));
        QCOMPARE(valueOf(slow, QString::fromUtf8("broker 2 → broker 1")), QString("well"));
        QVERIFY(slow.words.contains("200 ms late"));
        const Inspection cut = inspect(m_session, LinkSubject{BrokerId(1), BrokerId(3)});
        QVERIFY(cut.words.contains("high watermark waits"));
        QVERIFY2(cut.words.contains("active controller"), qPrintable(cut.words));
        const Inspection clients = inspect(m_session, LinkSubject{BrokerId(1), broker::kNoBroker});
        QVERIFY(clients.title.contains("clients"));
        QCOMPARE(valueOf(clients, QString::fromUtf8("clients → broker 1")), QString("resets after 65.5 kB"));
        for (const Inspection& one : {slow, cut, clients}) {
            QVERIFY2(!one.words.contains('%'), qPrintable(one.words));
            QCOMPARE(one.acts.size(), std::size_t{6});
        }
        QVERIFY(inspect(m_session, LinkSubject{BrokerId(1), BrokerId(9)}).subtitle.contains("no longer"));
    }

    void theMapsSelectionAndTheSubjectAreTheSameLink() {
        show({.second = 60});
        const auto& snapshot = *m_session.snapshot();
        const Subject subject = LinkSubject{BrokerId(1), broker::kNoBroker};
        QVERIFY(subjectOf(snapshot, mapSelection(snapshot, subject)) == subject);
    }
};

BROKERSCOPE_TEST(TestFaults)
#include "tst_faults.moc"
