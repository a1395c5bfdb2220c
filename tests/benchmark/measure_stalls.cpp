#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QTableView>
#include <QTemporaryDir>

#include "app/desktop/language.h"
#include "app/desktop/preferences.h"
#include "app/desktop/system_theme.h"
#include "app/session/recorded_session.h"
#include "app/window/main_window.h"
#include "tests/benchmark/machine.h"
#include "tests/benchmark/measures.h"
#include "tests/benchmark/sample_snapshots.h"

namespace tests::benchmark {
namespace {

constexpr QSize kWindowSize(1440, 900);
constexpr ClusterSize kThousands{.topics = 5'000, .partitions = 4, .groups = 2'000};

std::vector<std::pair<std::string, app::Place>> places() {
    using app::Tab;
    const broker::BrokerId broker(2);
    return {{"Overview", app::overview()},
            {"Brokers", app::brokerPlace(broker::kNoBroker)},
            {"a broker's replicas", app::brokerPlace(broker, Tab::kReplicas)},
            {"Topics", app::topicPlace({})},
            {"a topic's partitions", app::topicPlace("topic-0007", Tab::kPartitions)},
            {"a topic's replicas", app::topicPlace("topic-0007", Tab::kTopicReplicas)},
            {"Consumer groups", app::groupPlace()},
            {"a consumer group", app::groupPlace("group-0007")},
            {"Quorum", app::quorumPlace()}};
}

/// The whole window, painting and all that is done beside the page included: what a person would feel.
class Window {
public:
    Window()
        : m_preferences(m_folder.filePath(QStringLiteral("preferences")))
        , m_snapshot(largeCluster(kThousands)) {
        m_languages.use(app::Language::kEnglish);
        m_preferences.setMovement(false);
        m_session.show(m_snapshot);
        m_session.pull();
        m_window = std::make_unique<app::MainWindow>(m_session,
                                                     app::Desktop{m_preferences, m_languages, m_systemTheme});
        m_window->resize(kWindowSize);
        m_window->show();
        QCoreApplication::processEvents();
    }

    /// The worst of the turns of the event loop: going there, and some snapshots.
    double worstAt(const app::Place& place, int snapshots) {
        double worst = turn([&] { m_window->go(place); });
        for (int round = 0; round < snapshots; ++round) {
            m_snapshot = afterTraffic(*m_snapshot, m_round++, kLater);
            m_session.show(m_snapshot);
            m_session.advance(std::chrono::milliseconds(kLater));
            worst = std::max(worst, turn([&] { m_session.pull(); }));
        }
        return worst;
    }

    /// The turn that sorts the longest table there.
    double sortAt(const app::Place& place) {
        m_window->go(place);
        QCoreApplication::processEvents();
        QTableView* longest = nullptr;
        for (auto* table : m_window->findChildren<QTableView*>())
            if (table->isVisible() && (!longest || table->model()->rowCount() > longest->model()->rowCount()))
                longest = table;
        return longest ? turn([&] { longest->sortByColumn(kLogEnd, Qt::DescendingOrder); }) : 0;
    }

private:
    static constexpr std::int64_t kLater = 250;
    static constexpr int kLogEnd = 5;  ///< the column of a broker's replicas

    template <class Act>
    static double turn(const Act& act) {
        return 1e3 * threadSecondsOf([&] {
                   act();
                   QCoreApplication::processEvents();
               });
    }

    QTemporaryDir m_folder;
    app::Preferences m_preferences;
    app::Languages m_languages;
    app::SystemTheme m_systemTheme;
    app::RecordedSession m_session;
    std::shared_ptr<const broker::observe::ClusterSnapshot> m_snapshot;
    std::unique_ptr<app::MainWindow> m_window;
    int m_round = 0;
};

}  // namespace

void measureStalls(const Plan& plan, Table& table) {
    table.beginGroup(
        "The window with 5,000 topics, 20,000 partitions, 2,000 groups, 1 % of them changed four times a "
        "second: worst turn");
    Window window;
    const auto tell = [&table](const std::string& name, double worst) {
        Samples one;
        one.add(worst);
        table.add({.name = name, .unit = Unit::kMilliseconds, .ours = one, .atMost = 50});
    };
    for (const auto& [name, place] : places()) tell(name, window.worstAt(place, plan.snapshots));
    tell("sorting a broker's replicas",
         window.sortAt(app::brokerPlace(broker::BrokerId(2), app::Tab::kReplicas)));
    tell("another broker's, sorted",
         window.worstAt(app::brokerPlace(broker::BrokerId(3), app::Tab::kReplicas), plan.snapshots));
}

}  // namespace tests::benchmark
