#include "app/quorum/zookeeper_rows.h"

#include <algorithm>

#include <fmt/core.h>

#include <QCoreApplication>

#include "app/quorum/quorum_facts.h"
#include "app/words/amounts.h"

namespace app {
namespace {

using namespace broker::observe;
using broker::kNoBroker;

class ZookeeperWords {
    Q_DECLARE_TR_FUNCTIONS(ZookeeperWords)
public:
    explicit ZookeeperWords(const ClusterSnapshot& snapshot)
        : m_snapshot(snapshot)
        , m_facts(QuorumFacts::of(snapshot)) {}

    std::vector<TableRow> rows() {
        add("/brokers/ids", tr("A node for each living broker"), tr("RegisterBrokerRecord, heartbeats"),
            brokers());
        add("/brokers/topics", tr("Replicas, leader and ISR of each partition"),
            QStringLiteral("TopicRecord, PartitionRecord"), topics());
        add("/controller", tr("First to create it, first to lead"), tr("A majority of the voters elects"),
            controller());
        add("/controller_epoch", tr("A count of controllers"), tr("Epoch of the metadata log"),
            tr("epoch %1").arg(m_facts.epoch.value()));
        add("/config", tr("Settings of topics and brokers"), QStringLiteral("ConfigRecord"), settings());
        add("/admin/delete_topics", tr("Topics to be deleted"), QStringLiteral("RemoveTopicRecord"),
            QStringLiteral("–"));
        add("/isr_change_notification", tr("Leaders told of changed ISRs"), tr("AlterPartition request"),
            QStringLiteral("–"));
        add("/consumers", tr("Owners and offsets of partitions"), tr("Coordinator, __consumer_offsets"),
            QStringLiteral("–"));
        add(nullptr, tr("The controller told each broker"), tr("Each broker replays the log"), applied());
        return std::move(m_rows);
    }

private:
    void add(const char* node, const QString& content, const QString& keeper, const QString& here) {
        m_rows.push_back({fmt::format("{:02}", m_rows.size()),
                          ClusterSubject{},
                          {node ? fixedCell(QString::fromLatin1(node)) : textCell(tr("watches")),
                           textCell(content, Tone::kDim), textCell(keeper), textCell(here)}});
        for (const std::size_t cell : {1U, 2U, 3U})
            m_rows.back().cells[cell].tip = m_rows.back().cells[cell].text;
    }

    QString brokers() const {
        const auto registered = std::ranges::count_if(m_snapshot.metadata->brokers,
                                                      [](const auto& broker) { return !broker->isFenced; });
        return tr("%1 of %n broker(s) not fenced", nullptr,
                  static_cast<int>(m_snapshot.metadata->brokers.size()))
            .arg(registered);
    }
    QString topics() const {
        int partitions = 0;
        for (const auto& topic : m_snapshot.metadata->topics)
            partitions += static_cast<int>(topic->partitions.size());
        return tr("%n topic(s)", nullptr, static_cast<int>(m_snapshot.metadata->topics.size())) +
               QStringLiteral(", ") + tr("%n partition(s)", nullptr, partitions);
    }
    QString controller() const {
        return m_facts.controller == kNoBroker ? tr("none") : tr("broker %1").arg(m_facts.controller.value());
    }
    QString settings() const {
        std::size_t count = 0;
        for (const auto& topic : m_snapshot.metadata->topics) count += topic->settings.size();
        for (const auto& [resource, values] : m_snapshot.metadata->brokerSettings) count += values.size();
        return tr("%n setting(s)", nullptr, static_cast<int>(count));
    }
    QString applied() const {
        const auto all = std::ranges::count_if(m_snapshot.brokers, [this](const auto& broker) {
            return isUp(m_snapshot, broker->id) && broker->metadataEnd >= m_facts.highWatermark;
        });
        return tr("%n broker(s) are at %1", nullptr, static_cast<int>(all))
            .arg(wholeNumber(std::max<std::int64_t>(0, m_facts.highWatermark.value())));
    }

    const ClusterSnapshot& m_snapshot;
    const QuorumFacts m_facts;
    std::vector<TableRow> m_rows;
};

}  // namespace

std::vector<TableRow> zookeeperRows(const ClusterSnapshot& snapshot) {
    return ZookeeperWords(snapshot).rows();
}

}  // namespace app
