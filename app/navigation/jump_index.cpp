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

enum Order { kPage, kBroker, kTopic, kGroup, kPartition, kClient };

/// 0: the name itself, 1: it begins so, 2: it contains it, -1: not found.
int match(const QString& name, const QString& text) {
    const qsizetype at = name.indexOf(text);
    if (at < 0) return -1;
    if (at > 0) return 2;
    return name.size() == text.size() ? 0 : 1;
}

}  // namespace

void JumpIndex::show(const std::shared_ptr<const broker::observe::ClusterSnapshot>& snapshot) {
    if (snapshot == m_snapshot) return;
    m_snapshot = snapshot;
    std::vector<std::string> clients = clientNames(*snapshot);
    std::vector<std::string> groups = groupIds(*snapshot);
    if (m_metadata == snapshot->metadata.get() && clients == m_clients && groups == m_groups &&
        m_brokers == snapshot->brokers.size())
        return;
    m_metadata = snapshot->metadata.get();
    m_brokers = snapshot->brokers.size();
    m_clients = std::move(clients);
    m_groups = std::move(groups);
    build();
}

void JumpIndex::forget() {
    if (m_snapshot) build();
}

void JumpIndex::add(int order, QString text, QString detail, Place place, Subject subject) {
    QString name = text.toLower();
    m_entries.push_back(
        {std::move(name), order, {std::move(text), std::move(detail), std::move(place), std::move(subject)}});
}

void JumpIndex::build() {
    m_entries.clear();
    Place page;
    add(kPage, JumpWords::overview(), JumpWords::page(), page, ClusterSubject{});
    page.page = PageId::kBrokers;
    add(kPage, JumpWords::brokers(), JumpWords::page(), page, ClusterSubject{});
    page.page = PageId::kTopics;
    add(kPage, JumpWords::topics(), JumpWords::page(), page, ClusterSubject{});
    add(kPage, JumpWords::groups(), JumpWords::page(), groupPlace(), ClusterSubject{});
    add(kPage, JumpWords::quorum(), JumpWords::page(), quorumPlace(), ClusterSubject{});
    for (const auto& member : m_snapshot->brokers)
        add(kBroker, JumpWords::broker(member->id.value()), JumpWords::brokerDetail(),
            brokerPlace(member->id), BrokerSubject{member->id});
    for (const auto& topic : m_snapshot->metadata->topics) {
        const QString name = QString::fromStdString(topic->name);
        add(kTopic, name, JumpWords::topic(static_cast<int>(topic->partitions.size())),
            topicPlace(topic->name), TopicSubject{topic->name});
        for (const auto& partition : topic->partitions)
            add(kPartition, name + u'-' + QString::number(partition->index.value()),
                JumpWords::partition(name), topicPlace(topic->name, Tab::kPartitions),
                PartitionSubject{{topic->name, partition->index}});
    }
    for (const std::string& group : m_groups)
        add(kGroup, QString::fromStdString(group), JumpWords::group(), groupPlace(group),
            GroupSubject{group});
    for (const std::string& client : m_clients)
        add(kClient, QString::fromStdString(client), JumpWords::client(), overview(), ClientSubject{client});
}

std::vector<JumpTarget> JumpIndex::find(const QString& text) const {
    const QString wanted = text.trimmed().toLower();
    struct Found {
        int quality;
        const Entry* entry;
    };
    std::vector<Found> found;
    for (const Entry& entry : m_entries) {
        if (wanted.isEmpty() && entry.order > kBroker) break;
        const int quality = match(entry.name, wanted);
        if (quality >= 0) found.push_back({quality, &entry});
    }
    const auto better = [](const Found& a, const Found& b) {
        return std::tie(a.quality, a.entry->order, a.entry) < std::tie(b.quality, b.entry->order, b.entry);
    };
    // Entries of one kind stand in their natural order.
    std::ranges::sort(found, better);
    if (found.size() > kMaxFound) found.resize(kMaxFound);
    std::vector<JumpTarget> targets;
    targets.reserve(found.size());
    for (const Found& one : found) targets.push_back(one.entry->target);
    return targets;
}

}  // namespace app
