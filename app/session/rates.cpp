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

std::uint64_t grown(std::uint64_t before, std::uint64_t after) { return after > before ? after - before : 0; }

TrafficCounters grown(const TrafficCounters& before, const TrafficCounters& after) {
    return {.recordsIn = grown(before.recordsIn, after.recordsIn),
            .bytesIn = grown(before.bytesIn, after.bytesIn),
            .bytesOut = grown(before.bytesOut, after.bytesOut),
            .fetches = grown(before.fetches, after.fetches),
            .batchesIn = grown(before.batchesIn, after.batchesIn)};
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

/// What each topic's replicas counted between two snapshots; the topics may come more than once.
std::vector<std::pair<std::string, TrafficCounters>> growthOf(const ClusterSnapshot& before,
                                                              const ClusterSnapshot& after) {
    std::vector<std::pair<std::string, TrafficCounters>> sums;
    for (const auto& member : after.brokers)
        forEachChangedReplica(
            before.broker(member->id), *member, [&](const ReplicaSnapshot* last, const ReplicaSnapshot* now) {
                if (!now) return;
                const TrafficCounters more = grown(last ? last->traffic : TrafficCounters{}, now->traffic);
                if (more == TrafficCounters{}) return;
                const std::string& topic = now->partition.topic;
                if (sums.empty() || sums.back().first != topic) sums.emplace_back(topic, TrafficCounters{});
                sums.back().second += more;
            });
    return sums;
}

}  // namespace

void Rates::add(SnapshotPointer snapshot, Time now) {
    if (!m_samples.empty() && m_samples.back().time == now) {
        forget(m_samples.back());
        m_samples.back().snapshot = std::move(snapshot);
    } else {
        m_samples.push_back({std::move(snapshot), now, {}});
    }
    while (m_samples.size() > 2 && now - m_samples[1].time >= kWindow) {
        forget(m_samples[1]);
        m_samples.pop_front();
    }
}

void Rates::forget(Sample& sample) {
    if (!sample.growth) return;
    for (const auto& [topic, growth] : *sample.growth) {
        const auto sum = m_topics.find(topic);
        sum->second = sum->second - growth;
        if (sum->second == TrafficCounters{}) m_topics.erase(sum);
    }
    sample.growth.reset();
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
    if (m_samples.size() < 2) return {};
    return replica(m_samples.front().snapshot->replica(partition, id),
                   m_samples.back().snapshot->replica(partition, id));
}

TrafficRate Rates::replica(const ReplicaSnapshot* before, const ReplicaSnapshot* after) const {
    TrafficRate rate;
    const double span = seconds();
    if (span > 0 && after && before != after)
        addGrowth(rate, before ? before->traffic : TrafficCounters{}, after->traffic, span);
    return rate;
}

TrafficRate Rates::topic(std::string_view name) const {
    TrafficRate rate;
    const double span = seconds();
    if (span <= 0) return rate;
    addUpTopics();
    if (const auto found = m_topics.find(name); found != m_topics.end())
        addGrowth(rate, TrafficCounters{}, found->second, span);
    return rate;
}

void Rates::addUpTopics() const {
    for (std::size_t i = 1; i < m_samples.size(); ++i) {
        if (m_samples[i].growth) continue;
        m_samples[i].growth = growthOf(*m_samples[i - 1].snapshot, *m_samples[i].snapshot);
        for (const auto& [topic, growth] : *m_samples[i].growth) m_topics[topic] += growth;
    }
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
