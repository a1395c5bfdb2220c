#include "broker/metadata/tell.h"

#include <algorithm>

#include <fmt/format.h>

namespace broker::metadata {
namespace {

using observe::Event;
using observe::EventArgument;
using observe::EventKind;

Event about(EventKind kind, BrokerId broker, std::vector<EventArgument> arguments) {
    Event event;
    event.kind = kind;
    event.broker = broker;
    event.arguments = std::move(arguments);
    return event;
}

template <class T>
EventArgument argument(std::string name, const T& value) {
    return {std::move(name), fmt::format("{}", value)};
}

void tellBroker(const ImageDelta::Broker& change, std::vector<Event>& events) {
    const BrokerImage* before = change.before.get();
    const BrokerImage* after = change.after.get();
    const bool isRegistered = after && (!before || before->epoch != after->epoch);
    if (before && !before->fenced && (!after || after->fenced)) {
        std::string reason = "the controller did not hear from it in time";
        if (before->inControlledShutdown || (after && after->inControlledShutdown)) reason = "it is stopping";
        if (!after) reason = "it was unregistered";
        if (isRegistered) reason = "it started again";
        events.push_back(about(EventKind::kBrokerFenced, change.id,
                               {argument("broker", change.id), argument("reason", reason)}));
    }
    if (isRegistered)
        events.push_back(about(EventKind::kBrokerRegistered, change.id,
                               {argument("broker", change.id), argument("epoch", after->epoch)}));
    if (after && !after->fenced && (isRegistered || before->fenced))
        events.push_back(about(EventKind::kBrokerUnfenced, change.id, {argument("broker", change.id)}));
}

void tellTopic(const ImageDelta::Topic& change, std::vector<Event>& events) {
    const TopicImage& topic = change.topic();
    if (change.before && change.after) {
        if (change.before->partitions.size() == topic.partitions.size()) return;
        events.push_back(
            about(EventKind::kTopicGrew, kNoBroker,
                  {argument("topic", topic.name), argument("partitions", topic.partitions.size()),
                   argument("before", change.before->partitions.size())}));
        events.back().partition = TopicPartition{topic.name, PartitionIndex{-1}};
        return;
    }
    std::vector<EventArgument> arguments{argument("topic", topic.name)};
    if (change.after) {
        const std::size_t factor = topic.partitions.empty() ? 0 : topic.partitions.front()->replicas.size();
        arguments.push_back(argument("partitions", topic.partitions.size()));
        arguments.push_back(argument("factor", factor));
    }
    Event event = about(change.after ? EventKind::kTopicCreated : EventKind::kTopicDeleted, kNoBroker,
                        std::move(arguments));
    event.partition = TopicPartition{topic.name, PartitionIndex{-1}};
    events.push_back(std::move(event));
}

std::string nameOf(const ConfigResource& resource) {
    if (resource.type == static_cast<std::int8_t>(ResourceType::kTopic))
        return fmt::format("topic {}", resource.name);
    if (resource.type != static_cast<std::int8_t>(ResourceType::kBroker)) return resource.name;
    return resource.name.empty() ? std::string("all brokers") : fmt::format("broker {}", resource.name);
}

/// What a setting was or is, in words.
std::string wordsOf(const ConfigValues& values, const std::string& name) {
    if (const auto set = values.find(name); set != values.end())
        return set->second.empty() ? std::string("empty") : set->second;
    return "not set";
}

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// The two images a change lies between, as far as it tells why.
struct Scene {
    const MetadataImage& after;
    const ImageDelta& delta;

    /// Whether the broker began another uptime within the change.
    bool hasRestarted(BrokerId id) const {
        const auto at =
            std::lower_bound(delta.brokers.begin(), delta.brokers.end(), id,
                             [](const auto& change, BrokerId wanted) { return change.id < wanted; });
        return at != delta.brokers.end() && at->id == id && at->before && at->after &&
               at->before->epoch != at->after->epoch;
    }
};

/// What became of a broker, as the reason for what followed from it.
std::string fateOf(BrokerId id, const Scene& scene) {
    const BrokerImage* broker = scene.after.broker(id);
    if (!broker) return fmt::format("broker {} is not registered", id);
    if (scene.hasRestarted(id)) return fmt::format("broker {} started again", id);
    if (broker->inControlledShutdown) return fmt::format("broker {} is stopping", id);
    if (broker->fenced) return fmt::format("broker {} is fenced", id);
    return fmt::format("broker {} is there", id);
}

/// Whether the leader was chosen though it was not known to have everything. The change may span several
/// decisions.
bool isUnclean(const PartitionImage& before, const PartitionImage& after, const Scene& scene) {
    if (after.leader == kNoBroker || after.leaderEpoch == before.leaderEpoch ||
        after.recovery != LeaderRecoveryState::kRecovering)
        return false;
    const bool wasKnown = contains(before.isr, after.leader) || contains(before.elr, after.leader);
    return before.recovery != LeaderRecoveryState::kRecovering || !wasKnown ||
           scene.hasRestarted(after.leader);
}

std::string uncleanReason(const PartitionImage& before, const PartitionImage& after) {
    std::vector<BrokerId> others = before.isr;
    others.insert(others.end(), before.elr.begin(), before.elr.end());
    if (others.empty()) others = before.lastKnownElr;
    std::erase(others, after.leader);
    if (others.empty())
        return fmt::format(
            "broker {} led last and came back without a clean shutdown, so that what had not reached its "
            "disk "
            "is lost",
            after.leader);
    return fmt::format(
        "no replica known to have everything is alive, so that what only broker {} has is lost",
        fmt::join(others, ", "));
}

/// Those a topic was created with, or that went with it, go without saying.
void tellSettings(const ImageDelta::Config& change, const ImageDelta& delta, std::vector<Event>& events) {
    const bool isTopic = change.resource.type == static_cast<std::int8_t>(ResourceType::kTopic);
    if (isTopic && std::ranges::any_of(delta.topics, [&](const ImageDelta::Topic& topic) {
            return topic.topic().name == change.resource.name && !(topic.before && topic.after);
        }))
        return;
    static const ConfigValues kNone;
    const ConfigValues& before = change.before ? *change.before : kNone;
    const ConfigValues& after = change.after ? *change.after : kNone;
    const auto add = [&](EventKind kind, const std::string& setting) {
        events.push_back(about(
            kind, kNoBroker,
            {argument("setting", setting), argument("resource", nameOf(change.resource)),
             argument("before", wordsOf(before, setting)), argument("value", wordsOf(after, setting))}));
        if (isTopic) events.back().partition = TopicPartition{change.resource.name, PartitionIndex{-1}};
    };
    for (const auto& [setting, value] : before)
        if (!after.contains(setting)) add(EventKind::kSettingRemoved, setting);
    for (const auto& [setting, value] : after)
        if (const auto was = before.find(setting); was == before.end() || was->second != value)
            add(EventKind::kSettingChanged, setting);
}

std::string electionReason(const PartitionImage* before, const PartitionImage& after, const Scene& scene) {
    if (!before) return "the partition is new";
    if (before->leader == kNoBroker) return fmt::format("broker {} is back", after.leader);
    const BrokerImage* old = scene.after.broker(before->leader);
    if (old && old->isActive() && !scene.hasRestarted(before->leader) && !after.replicas.empty() &&
        after.leader == after.replicas.front())
        return "it is the preferred leader";
    return fateOf(before->leader, scene);
}

/// Why a replica is no longer in sync: what became of its broker, or what the leader said of it.
std::string shrinkReason(BrokerId gone, const Scene& scene) {
    const BrokerImage* broker = scene.after.broker(gone);
    if (broker && broker->isActive() && !scene.hasRestarted(gone))
        return fmt::format("broker {} fell behind", gone);
    return fateOf(gone, scene);
}

class PartitionTeller {
public:
    PartitionTeller(const std::string& topic, const ImageDelta::Partition& change, const Scene& scene,
                    std::vector<Event>& events)
        : m_partition{topic, change.index}
        , m_before(change.before.get())
        , m_after(*change.after)
        , m_scene(scene)
        , m_events(events) {}

    void tell() {
        if (m_before && m_before->isr != m_after.isr && !speaksForItself()) tellIsr();
        tellLeader();
    }

private:
    void add(EventKind kind, BrokerId broker, std::vector<EventArgument> arguments) {
        arguments.push_back(argument("partition", m_partition));
        m_events.push_back(about(kind, broker, std::move(arguments)));
        m_events.back().partition = m_partition;
    }

    /// That nobody is left in sync is told by the partition's being offline, and that its leader is alone by
    /// its election, if it comes from outside.
    bool speaksForItself() const {
        return m_after.isr.empty() || (isNewLeader() && m_after.isr == std::vector{m_after.leader} &&
                                       !contains(m_before->isr, m_after.leader));
    }

    void tellIsr() {
        const std::string isr = fmt::format("{}", fmt::join(m_after.isr, ", "));
        for (const BrokerId id : m_before->isr)
            if (!contains(m_after.isr, id))
                add(EventKind::kIsrShrank, id,
                    {argument("isr", isr), argument("reason", shrinkReason(id, m_scene))});
        for (const BrokerId id : m_after.isr)
            if (!contains(m_before->isr, id))
                add(EventKind::kIsrGrew, id,
                    {argument("isr", isr), argument("reason", fmt::format("broker {} caught up", id))});
    }

    void tellLeader() {
        const bool ledBefore = m_before && m_before->leader != kNoBroker;
        if (m_after.leader == kNoBroker) {
            if (!ledBefore && m_before) return;
            const BrokerId last = ledBefore ? m_before->leader : kNoBroker;
            return add(EventKind::kPartitionOffline, last, {argument("reason", fateOf(last, m_scene))});
        }
        if (!isNewLeader()) return;
        const bool unclean = m_before && isUnclean(*m_before, m_after, m_scene);
        add(unclean ? EventKind::kUncleanElection : EventKind::kLeaderElected, m_after.leader,
            {argument("broker", m_after.leader), argument("epoch", m_after.leaderEpoch),
             argument("reason", unclean ? uncleanReason(*m_before, m_after)
                                        : electionReason(m_before, m_after, m_scene))});
    }

    bool isNewLeader() const { return !m_before || m_before->leaderEpoch != m_after.leaderEpoch; }

    TopicPartition m_partition;
    const PartitionImage* m_before;
    const PartitionImage& m_after;
    const Scene& m_scene;
    std::vector<Event>& m_events;
};

}  // namespace

std::vector<Event> tellChanges(const MetadataImage& after, const ImageDelta& delta) {
    std::vector<Event> events;
    const Scene scene{after, delta};
    for (const ImageDelta::Broker& change : delta.brokers) tellBroker(change, events);
    for (const ImageDelta::Config& change : delta.configs) tellSettings(change, delta, events);
    for (const ImageDelta::Topic& change : delta.topics) {
        tellTopic(change, events);
        // The leaders of fresh partitions go without saying.
        for (const ImageDelta::Partition& partition : change.partitions)
            if (partition.after && (partition.before || partition.after->leader == kNoBroker))
                PartitionTeller(change.topic().name, partition, scene, events).tell();
    }
    return events;
}

}  // namespace broker::metadata
