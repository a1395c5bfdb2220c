#include <memory>

#include <QCoreApplication>
#include <QTemporaryDir>

#include "app/desktop/preferences.h"
#include "app/pages/overview_page.h"
#include "app/pages/topics_page.h"
#include "app/session/recorded_session.h"
#include "tests/benchmark/machine.h"
#include "tests/benchmark/measures.h"
#include "tests/benchmark/sample_snapshots.h"

namespace tests::benchmark {
namespace {

constexpr QSize kPageSize(1180, 760);

/// A page of a window that is open, and what it takes to show the next snapshot on it.
class ShownPage {
public:
    ShownPage(app::RecordedSession& session, std::unique_ptr<app::Page> page)
        : m_session(session)
        , m_page(std::move(page)) {
        m_page->resize(kPageSize);
        m_page->open({});
        m_page->show();
        QCoreApplication::processEvents();
    }

    void showNext() {
        m_milliseconds.add(1e3 * threadSecondsOf([&] {
                               m_session.pull();
                               m_page->refresh();
                           }));
        QCoreApplication::processEvents();  // painting is the window's own time
    }
    const Samples& milliseconds() const { return m_milliseconds; }

private:
    app::RecordedSession& m_session;
    std::unique_ptr<app::Page> m_page;
    Samples m_milliseconds;
};

Samples showOn(int snapshots, const std::function<std::unique_ptr<app::Page>(app::RecordedSession&)>& make) {
    app::RecordedSession session;
    auto snapshot = largeCluster();
    session.show(snapshot);
    session.pull();
    ShownPage page(session, make(session));
    for (int round = 0; round < snapshots; ++round) {
        snapshot = afterTraffic(*snapshot, round);
        session.show(snapshot);
        session.advance(std::chrono::milliseconds(100));
        page.showNext();
    }
    return page.milliseconds();
}

}  // namespace

void measurePages(const Plan& plan, Table& table) {
    const QTemporaryDir folder;
    app::Preferences preferences(folder.filePath(QStringLiteral("preferences")));
    const Samples overview =
        showOn(plan.snapshots, [](auto& session) { return std::make_unique<app::OverviewPage>(session); });
    const Samples topics = showOn(plan.snapshots, [&](auto& session) {
        return std::make_unique<app::TopicsPage>(session, preferences);
    });
    table.add(
        {.name = "the Overview page shows", .unit = Unit::kMilliseconds, .ours = overview, .atMost = 1});
    table.add({.name = "the Topics page shows", .unit = Unit::kMilliseconds, .ours = topics, .atMost = 1});
}

}  // namespace tests::benchmark
