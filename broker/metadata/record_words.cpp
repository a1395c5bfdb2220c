#include "broker/metadata/record_words.h"

#include <type_traits>
#include <vector>

#include <fmt/format.h>

namespace broker::metadata {
namespace {

using Line = observe::MetadataLine;

std::string listed(const std::vector<BrokerId>& ids) {
    return ids.empty() ? "none" : fmt::format("{}", fmt::join(ids, ", "));
}

std::string subjectOf(BrokerId broker) { return fmt::format("broker {}", broker); }

class Describer {
public:
    explicit Describer(const TopicNames& names)
        : m_names(names) {}

    void operator()(const RegisterBrokerRecord& r) {
        m_line.subject = subjectOf(r.broker);
        say("broker epoch {}", r.epoch);
        for (const Endpoint& endpoint : r.endpoints) say("{}:{}", endpoint.host, endpoint.port);
        if (r.rack) say("rack {}", *r.rack);
        if (r.fenced) say("fenced");
        if (r.inControlledShutdown) say("in controlled shutdown");
    }
    void operator()(const UnregisterBrokerRecord& r) { uptime(r); }
    void operator()(const FenceBrokerRecord& r) { uptime(r); }
    void operator()(const UnfenceBrokerRecord& r) { uptime(r); }
    void operator()(const BrokerRegistrationChangeRecord& r) {
        using R = BrokerRegistrationChangeRecord;
        m_line.subject = subjectOf(r.broker);
        if (r.fencing == R::Fencing::kFence) say("fenced");
        if (r.fencing == R::Fencing::kUnfence) say("unfenced");
        if (r.shutdown == R::Shutdown::kEntered) say("in controlled shutdown");
        say("broker epoch {}", r.epoch);
    }
    void operator()(const TopicRecord& r) {
        m_line.subject = r.name;
        say("id {}", r.id);
    }
    void operator()(const RemoveTopicRecord& r) {
        m_line.subject = topic(r.id);
        say("with all its partitions and settings");
    }
    void operator()(const PartitionRecord& r) {
        m_line.subject = fmt::format("{}-{}", topic(r.topicId), r.partition);
        leader(r.leader);
        if (r.leaderEpoch > LeaderEpoch(0)) say("leader epoch {}", r.leaderEpoch);
        say("replicas {}", listed(r.replicas));
        say("ISR {}", listed(r.isr));
    }
    void operator()(const PartitionChangeRecord& r) {
        m_line.subject = fmt::format("{}-{}", topic(r.topicId), r.partition);
        if (r.leader != kLeaderUnchanged) leader(r.leader);
        if (r.isr) say("ISR {}", listed(*r.isr));
        if (r.replicas) say("replicas {}", listed(*r.replicas));
        if (r.adding) say("adding {}", listed(*r.adding));
        if (r.removing) say("removing {}", listed(*r.removing));
        if (r.elr) say("eligible {}", listed(*r.elr));
        if (r.lastKnownElr) say("last known leader {}", listed(*r.lastKnownElr));
        if (r.recovery == LeaderRecoveryState::kRecovering) say("recovering");
        if (r.recovery == LeaderRecoveryState::kRecovered) say("recovered");
    }
    void operator()(const ConfigRecord& r) {
        const bool isBroker = r.resourceType == static_cast<std::int8_t>(ResourceType::kBroker);
        m_line.subject = !isBroker                ? r.resourceName
                         : r.resourceName.empty() ? "all brokers"
                                                  : "broker " + r.resourceName;
        if (r.value)
            say("{} = {}", r.name, *r.value);
        else
            say("{} at its default", r.name);
    }
    void operator()(const ProducerIdsRecord& r) {
        m_line.subject = subjectOf(r.broker);
        say("producer ids before {}", r.next);
    }
    void operator()(const FeatureLevelRecord& r) {
        m_line.subject = r.name;
        say("level {}", r.level);
    }
    void operator()(const NoOpRecord&) {}
    void operator()(const ClearElrRecord& r) {
        m_line.subject = r.topicName.empty() ? "all topics" : r.topicName;
        say("nobody is eligible any more");
    }
    void operator()(const UnknownRecord& r) { say("{} bytes of a type unknown here", r.body.size()); }

    Line take() { return std::move(m_line); }

private:
    template <class... Args>
    void say(fmt::format_string<Args...> pattern, Args&&... args) {
        m_line.says.push_back(fmt::format(pattern, std::forward<Args>(args)...));
    }
    void leader(BrokerId id) {
        if (id == kNoBroker)
            say("no leader");
        else
            say("leader {}", id);
    }
    template <class R>
    void uptime(const R& r) {
        m_line.subject = subjectOf(r.broker);
        say("broker epoch {}", r.epoch);
    }
    std::string topic(const Uuid& id) const {
        std::string name = m_names(id);
        return name.empty() ? id.text() : name;
    }

    const TopicNames& m_names;
    Line m_line;
};

}  // namespace

Line describe(const Record& record, const TopicNames& names) {
    Describer describer(names);
    std::visit(describer, record);
    Line line = describer.take();
    line.type = nameOf(record);
    if (!std::holds_alternative<UnknownRecord>(record)) line.type += "Record";
    return line;
}

Line describe(const wire::LeaderChangeMessage& message) {
    std::vector<BrokerId> granting;
    for (const auto& voter : message.grantingVoters) granting.push_back(voter.voterId);
    Line line;
    line.type = "LeaderChangeMessage";
    line.subject = subjectOf(message.leaderId);
    line.says = {"leads from here on", fmt::format("elected by {}", listed(granting))};
    return line;
}

}  // namespace broker::metadata
