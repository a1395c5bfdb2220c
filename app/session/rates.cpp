#include "app/session/rates.h"

#include "app/session/changed_replicas.h"

namespace app {
namespace {

using broker::observe::BrokerSnapshot;
using broker::observe::ClientSnapshot;
using broker::observe::ClusterSnapshot;
using broker::observe::ReplicaSnapshot;
using broker::observe::TrafficCounters;

double growth(std::uint64_t before, std::uint64_t after) {
    return after > before ? static_cast<double>(after - before) : 0;
}

void addGrowth(TrafficRate& sum, const TrafficCounters& before, const TrafficCounters& after,
               double seconds) {
    sum.recordsIn += growth(before.recordsIn, after.recordsIn) / seconds;
    sum.bytesIn += growth(before.bytesIn, after.bytesIn) / seconds;
    sum.bytesOut += growth(before.bytesOut, after.bytesOut) / seconds;
    sum.batchesIn += growth(before.batchesIn, after.batchesIn) / seconds;
    sum.fetches += growth(before.fetches, after.fetches) / seconds;
}

const ClientSnapshot* findClient(const ClusterSnapshot& snapshot, broker::BrokerId id,
                                 std::uint64_t connection) {
    const BrokerSnapshot* holder = snapshot.broker(id);
    if (!holder) return nullptr;
    for (const auto& client : holder->clients)
        if (client->connection == connection) return client.get();
    return nullptr;
}

std::uint64_t valueOf(const std::map<std::string, std::uint64_t>& bytes, const std::string& topic) {
    const auto found = bytes.find(topic);
    return found == bytes.end() ? 0 : found->second;
}

}  // namespace

void Rates::add(SnapshotPointer snapshot, Time now) {
    m_topics.reset();
    if (!m_samples.empty() && m_samples.back().time == now)
        m_samples.back().snapshot = std::move(snapshot);
    else
        m_samples.push_back({std::move(snapshot), now});
    while (m_samples.size() > 2 && now - m_samples[1].time >= kWindow) m_samples.pop_front();
}

double Rates::seconds() const {
    if (m_samples.size() < 2) return 0;
    return static_cast<double>((m_samples.back().time - m_samples.front().time).count()) / 1000.0;
}

TrafficRate Rates::broker(broker::BrokerId id) const {
    TrafficRate rate;
    const double span = seconds();
    if (span <= 0) return rate;
    const BrokerSnapshot* before = m_samples.front().snapshot->broker(id);
    const BrokerSnapshot* after = m_samples.back().snapshot->broker(id);
    if (after && before != after)
        addGrowth(rate, before ? before->traffic : TrafficCounters{}, after->traffic, span);
    return rate;
}

TrafficRate Rates::cluster() const {
    TrafficRate sum;
    if (m_samples.empty()) return sum;
    for (const auto& member : m_samples.back().snapshot->brokers) {
        const TrafficRate rate = broker(member->id);
        sum.recordsIn += rate.recordsIn;
        sum.bytesIn += rate.bytesIn;
        sum.bytesOut += rate.bytesOut;
        sum.batchesIn += rate.batchesIn;
        sum.fetches += rate.fetches;
    }
    return sum;
}

TrafficRate Rates::replica(const broker::TopicPartition& partition, broker::BrokerId id) const {
    TrafficRate rate;
    const double span = seconds();
    if (span <= 0) return rate;
    const auto* before = m_samples.front().snapshot->replica(partition, id);
    const auto* after = m_samples.back().snapshot->replica(partition, id);
    if (after && before != after)
        addGrowth(rate, before ? before->traffic : TrafficCounters{}, after->traffic, span);
    return rate;
}

TrafficRate Rates::topic(std::string_view name) const {
    if (!m_topics) m_topics = addUpTopics();
    const auto found = m_topics->find(name);
    return found == m_topics->end() ? TrafficRate{} : found->second;
}

Rates::ByTopic Rates::addUpTopics() const {
    ByTopic sums;
    const double span = seconds();
    if (span <= 0) return sums;
    const ClusterSnapshot& last = *m_samples.front().snapshot;
    for (const auto& after : m_samples.back().snapshot->brokers) {
        auto sum = sums.end();
        forEachChangedReplica(
            last.broker(after->id), *after, [&](const ReplicaSnapshot* before, const ReplicaSnapshot* now) {
                if (!now) return;
                const std::string& topic = now->partition.topic;
                if (sum == sums.end() || sum->first != topic) sum = sums.try_emplace(topic).first;
                addGrowth(sum->second, before ? before->traffic : TrafficCounters{}, now->traffic, span);
            });
    }
    return sums;
}

double Rates::produced(broker::BrokerId id, std::uint64_t connection, const std::string& topic) const {
    const double span = seconds();
    if (span <= 0) return 0;
    const ClientSnapshot* before = findClient(*m_samples.front().snapshot, id, connection);
    const ClientSnapshot* after = findClient(*m_samples.back().snapshot, id, connection);
    if (!after || after == before) return 0;
    return growth(before ? valueOf(before->producedTo, topic) : 0, valueOf(after->producedTo, topic)) / span;
}

double Rates::consumed(broker::BrokerId id, std::uint64_t connection, const std::string& topic) const {
    const double span = seconds();
    if (span <= 0) return 0;
    const ClientSnapshot* before = findClient(*m_samples.front().snapshot, id, connection);
    const ClientSnapshot* after = findClient(*m_samples.back().snapshot, id, connection);
    if (!after || after == before) return 0;
    return growth(before ? valueOf(before->consumedFrom, topic) : 0, valueOf(after->consumedFrom, topic)) /
           span;
}

}  // namespace app
