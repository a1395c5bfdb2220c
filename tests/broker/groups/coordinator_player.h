#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/groups/group_coordinator.h"
#include "broker/groups/group_state.h"
#include "broker/wire/consumer_protocol.h"

namespace broker::groups {

/// A coordinator with a log that accepts at once what it is given, unless told otherwise, and a clock that
/// the test moves. Records go through their bytes, as in a real log.
class CoordinatorPlayer {
public:
    static constexpr std::int32_t kSession = 10'000;
    static constexpr std::int32_t kRebalance = 60'000;

    explicit CoordinatorPlayer(GroupCoordinator::Options options = defaults(), std::uint64_t seed = 1);

    /// Kafka's settings, but without the initial delay.
    static GroupCoordinator::Options defaults();

    GroupCoordinator& operator*() { return *m_coordinator; }
    GroupCoordinator* operator->() { return m_coordinator.get(); }

    // Time.
    Now now() const { return m_now; }
    /// Ticks at every deadline on the way, as a runtime does.
    void pass(std::int64_t milliseconds);

    // The log.
    std::vector<wire::GroupRecordBytes>& log() { return m_log; }
    /// The next outcome with records is refused with this.
    void refuseNext(ErrorCode error) { m_refuseNext = error; }
    /// The broker lost the partition and got it back, with the first `records` of the log, or all.
    void reload(std::optional<std::size_t> records = std::nullopt);
    std::vector<wire::GroupRecord> replayedState() const;

    /// Carries the outcome out; what follows from it too.
    void settle(Outcome outcome);

    // Requests. Each gives its ticket.
    struct Joining {
        std::string group = "demo";
        std::string client = "c0";
        std::string member;
        std::optional<std::string> instance;
        std::vector<std::string> protocols{"range"};
        std::vector<std::string> topics{"orders"};
        std::int16_t version = 9;
        std::int32_t session = kSession;
        std::int32_t rebalance = kRebalance;
        std::string type = "consumer";
        std::optional<std::string> reason;
    };
    Ticket join(const Joining& joining);
    Ticket sync(const std::string& member, std::int32_t generation,
                const std::map<std::string, std::vector<std::int32_t>>& assignment = {},
                const std::optional<std::string>& instance = std::nullopt, const std::string& group = "demo");
    ErrorCode heartbeat(const std::string& member, std::int32_t generation,
                        const std::optional<std::string>& instance = std::nullopt,
                        const std::string& group = "demo");
    wire::LeaveGroupResponse leave(std::vector<wire::LeaveGroupRequest::Member> members,
                                   std::int16_t version = 5, const std::string& group = "demo");
    struct Committing {
        std::string group = "demo";
        std::string member;
        std::int32_t generation = -1;
        std::optional<std::string> instance;
        std::string topic = "orders";
        std::int32_t partition = 0;
        std::int64_t offset = 0;
        std::string metadata;
        std::int64_t retentionMs = -1;
        std::int16_t version = 9;
        Uuid topicId;
    };
    ErrorCode commit(const Committing& committing);
    /// -1: nothing is committed.
    std::int64_t committed(const std::string& topic, std::int32_t partition,
                           const std::string& group = "demo", const Uuid& topicId = {});

    // Answers.
    template <class R>
    const R* reply(Ticket ticket) const {
        const auto found = m_replies.find(ticket);
        return found == m_replies.end() ? nullptr : &std::get<R>(found->second.response);
    }
    bool isAnswered(Ticket ticket) const { return m_replies.contains(ticket); }
    Offset waitsFor(Ticket ticket) const { return m_replies.at(ticket).waitsFor; }
    const wire::JoinGroupResponse& joined(Ticket ticket) const;
    const wire::SyncGroupResponse& synced(Ticket ticket) const;
    /// Partitions of "orders" that a sync brought.
    std::vector<std::int32_t> assigned(Ticket ticket) const;

    // Shorthands.
    /// A dynamic member that joined as new and came again with the id it was given; its ticket is parked.
    struct Member {
        std::string id;
        Ticket ticket;
    };
    Member joinWithId(Joining joining);
    /// Groups of these clients, stable; partition i of "orders" goes to client i. Gives their member ids.
    std::vector<std::string> stableGroup(const std::vector<std::string>& clients,
                                         const std::string& group = "demo");

    std::shared_ptr<const observe::GroupSnapshot> group(const std::string& id = "demo") const;
    GroupState state(const std::string& id = "demo") const;
    std::int32_t generation(const std::string& id = "demo") const;

    std::vector<observe::Event> events;
    std::size_t countOf(observe::EventKind kind) const;
    /// The last event of this kind in words; empty: there was none.
    std::string told(observe::EventKind kind) const;

    static Bytes subscription(const std::vector<std::string>& topics);
    static Bytes assignment(const std::vector<std::int32_t>& partitions, const std::string& topic = "orders");

private:
    Ticket next() { return Ticket{++m_lastTicket}; }
    std::unique_ptr<GroupCoordinator> make();

    GroupCoordinator::Options m_options;
    Random m_random;
    Now m_now{world::Moment{std::chrono::seconds(1)}, Timestamp{1'000'000'000}};
    std::vector<wire::GroupRecordBytes> m_log;
    std::unique_ptr<GroupCoordinator> m_coordinator;
    ErrorCode m_refuseNext = ErrorCode::kNone;
    std::uint64_t m_lastTicket = 0;
    std::map<Ticket, Reply> m_replies;
};

}  // namespace broker::groups
