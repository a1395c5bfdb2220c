#include "app/navigation/jump_index.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <QCoreApplication>

namespace app {
namespace {

class JumpWords {
    Q_DECLARE_TR_FUNCTIONS(JumpWords)
public:
    static QString page() { return tr("page"); }
    static QString overview() { return tr("Overview"); }
    static QString brokers() { return tr("Brokers"); }
    static QString topics() { return tr("Topics"); }
    static QString quorum() { return tr("Quorum"); }
    static QString broker(int id) { return tr("Broker %1").arg(id); }
    static QString brokerDetail() { return tr("broker"); }
    static QString topic(int partitions) { return tr("topic, %n partition(s)", nullptr, partitions); }
    static QString partition(const QString& topic) { return tr("partition of %1").arg(topic); }
    static QString groups() { return tr("Consumer groups"); }
    static QString group() { return tr("consumer group"); }
    static QString client() { return tr("client"); }
};

std::vector<std::string> clientNames(const broker::observe::ClusterSnapshot& snapshot) {
    std::vector<std::string> names;
    for (const auto& member : snapshot.brokers)
        for (const auto& client : member->clients)
            if (!client->isBroker && !client->clientId.empty()) names.push_back(client->clientId);
    std::ranges::sort(names);
    const auto rest = std::ranges::unique(names);
    names.erase(rest.begin(), rest.end());
    return names;
}

std::vector<std::string> groupIds(const broker::observe::ClusterSnapshot& snapshot) {
    std::vector<std::string> ids;
    for (const auto& group : snapshot.groups()) ids.push_back(group->id);
    return ids;
}

/// 0: the name itself, 1: it begins so, 2: it contains it, -1: not found.
int match(const QString& name, const QString& text) {
    const qsizetype at = name.indexOf(text);
    if (at < 0) return -1;
    if (at > 0) return 2;
    return name.size() == text.size() ? 0 : 1;
}

}  // namespace

void JumpIndex::addPages() {
    Place brokers;
    brokers.page = PageId::kBrokers;
    Place topics;
    topics.page = PageId::kTopics;
    m_pages = {{JumpWords::overview(), JumpWords::page(), overview()},
               {JumpWords::brokers(), JumpWords::page(), brokers},
               {JumpWords::topics(), JumpWords::page(), topics},
               {JumpWords::groups(), JumpWords::page(), groupPlace()},
               {JumpWords::quorum(), JumpWords::page(), quorumPlace()}};
    for (std::size_t i = 0; i < m_pages.size(); ++i)
        m_entries.push_back({m_pages[i].text.toLower(), Kind::kPage, i});
}

void JumpIndex::build() {
    if (m_built == m_snapshot) return;
    m_built = m_snapshot;
    m_clients = clientNames(*m_built);
    m_groups = groupIds(*m_built);
    m_entries.clear();
    addPages();
    for (std::size_t i = 0; i < m_built->brokers.size(); ++i)
        m_entries.push_back({JumpWords::broker(m_built->brokers[i]->id.value()).toLower(), Kind::kBroker, i});
    const auto& topics = m_built->metadata->topics;
    for (std::size_t i = 0; i < topics.size(); ++i) {
        const QString name = QString::fromStdString(topics[i]->name).toLower();
        m_entries.push_back({name, Kind::kTopic, i});
        for (const auto& partition : topics[i]->partitions) {
            const int index = partition->index.value();
            m_entries.push_back({name + u'-' + QString::number(index), Kind::kPartition, i, index});
        }
    }
    for (std::size_t i = 0; i < m_groups.size(); ++i)
        m_entries.push_back({QString::fromStdString(m_groups[i]).toLower(), Kind::kGroup, i});
    for (std::size_t i = 0; i < m_clients.size(); ++i)
        m_entries.push_back({QString::fromStdString(m_clients[i]).toLower(), Kind::kClient, i});
}

JumpTarget JumpIndex::targetOf(const Entry& entry) const {
    switch (entry.kind) {
        case Kind::kPage:
            return m_pages[entry.at];
        case Kind::kBroker: {
            const broker::BrokerId id = m_built->brokers[entry.at]->id;
            return {JumpWords::broker(id.value()), JumpWords::brokerDetail(), brokerPlace(id),
                    BrokerSubject{id}};
        }
        case Kind::kTopic: {
            const auto& topic = *m_built->metadata->topics[entry.at];
            return {QString::fromStdString(topic.name),
                    JumpWords::topic(static_cast<int>(topic.partitions.size())), topicPlace(topic.name),
                    TopicSubject{topic.name}};
        }
        case Kind::kPartition: {
            const std::string& topic = m_built->metadata->topics[entry.at]->name;
            const QString name = QString::fromStdString(topic);
            return {name + u'-' + QString::number(entry.partition), JumpWords::partition(name),
                    topicPlace(topic, Tab::kPartitions),
                    PartitionSubject{{topic, broker::PartitionIndex(entry.partition)}}};
        }
        case Kind::kGroup: {
            const std::string& group = m_groups[entry.at];
            return {QString::fromStdString(group), JumpWords::group(), groupPlace(group),
                    GroupSubject{group}};
        }
        case Kind::kClient: {
            const std::string& client = m_clients[entry.at];
            return {QString::fromStdString(client), JumpWords::client(), overview(), ClientSubject{client}};
        }
    }
    return {};
}

std::vector<JumpTarget> JumpIndex::find(const QString& text) {
    if (!m_snapshot) return {};
    build();
    const QString wanted = text.trimmed().toLower();
    struct Found {
        int quality;
        const Entry* entry;
    };
    std::vector<Found> found;
    for (const Entry& entry : m_entries) {
        if (wanted.isEmpty() && entry.kind > Kind::kBroker) break;
        const int quality = match(entry.name, wanted);
        if (quality >= 0) found.push_back({quality, &entry});
    }
    const auto better = [](const Found& a, const Found& b) {
        return std::tie(a.quality, a.entry->kind, a.entry) < std::tie(b.quality, b.entry->kind, b.entry);
    };
    // Entries of one kind stand in their natural order.
    std::ranges::sort(found, better);
    if (found.size() > kMaxFound) found.resize(kMaxFound);
    std::vector<JumpTarget> targets;
    targets.reserve(found.size());
    for (const Found& one : found) targets.push_back(targetOf(*one.entry));
    return targets;
}

}  // namespace app
