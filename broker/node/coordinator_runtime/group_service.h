#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "broker/config/settings.h"
#include "broker/metadata/delta.h"
#include "broker/metadata/image.h"
#include "broker/node/coordinator_runtime/coordinator_runtime.h"
#include "broker/node/coordinator_runtime/gathering.h"
#include "broker/node/coordinator_runtime/group_shard.h"
#include "broker/node/internal_topics.h"

namespace broker::node {

/// The group coordinators of this broker, one for each partition of `__consumer_offsets` that it leads, and
/// the way of a request to the one that has its group.
///
/// On the node's loop.
class GroupService {
public:
    struct Context {
        BrokerId self;
        const config::Settings& settings;
        world::World& world;
        Partitions& partitions;
        DelayedOperations& delayed;
        NodeObserver& observer;
        InternalTopics& internalTopics;
        const metadata::ImagePointer& image;
        std::function<void()> onChanged;
        groups::Mutant mutant = groups::Mutant::kNone;  ///< for checking
    };
    explicit GroupService(Context context);

    void roleChanged(const TopicPartition& partition) { m_runtime.roleChanged(partition); }
    /// What was committed for topics that are gone goes too.
    void onImage(const metadata::ImageDelta& delta);
    /// The broker stops: whoever waits is told NOT_COORDINATOR.
    void close() { m_runtime.close(); }

    /// Which partition has the group. COORDINATOR_NOT_AVAILABLE where the topic does not exist; it is asked
    /// for then.
    Result<PartitionIndex> partitionOf(std::string_view group);

    /// Runs `command(GroupCoordinator&, Ticket, Now)` at the group's coordinator; `done` gets its response,
    /// an `R`, now or later. Errors are those a client is told: COORDINATOR_NOT_AVAILABLE,
    /// COORDINATOR_LOAD_IN_PROGRESS, NOT_COORDINATOR.
    template <class R, class Command>
    void ask(std::string_view group, Command command, world::Completion<Result<R>> done) {
        const Result<GroupShard*> shard = find(group);
        if (!shard) return done(failure(shard.error()));
        (*shard)->ask(std::move(command), typed<R>(std::move(done)));
    }
    /// The same at every coordinator of this broker; `done` gets what those answered that are still its own
    /// by then, by partition. COORDINATOR_LOAD_IN_PROGRESS if one of them is loading.
    template <class R, class Command>
    void askAll(const Command& command, world::Completion<Result<std::vector<R>>> done) {
        if (m_runtime.isLoading())
            return done(failure(ErrorCode::kCoordinatorLoadInProgress, "groups are still being loaded"));
        const std::vector<CoordinatorState*> all = m_runtime.active();
        if (all.empty()) return done(std::vector<R>());
        const auto gathered = std::make_shared<Gathering<std::optional<Result<R>>>>(
            all.size(), [done = std::move(done)](std::vector<std::optional<Result<R>>> answers) mutable {
                done(oneOf(std::move(answers)));
            });
        for (std::size_t i = 0; i < all.size(); ++i)
            asGroups(*all[i]).ask(
                command, typed<R>([gathered, i](Result<R> answer) { gathered->put(i, std::move(answer)); }));
    }

    struct Shown {
        GroupShard::Groups groups;  ///< by id
        std::vector<observe::CoordinatorShardSnapshot> shards;
    };
    /// What there is to see. Its cost follows what changed since it was asked for last.
    const Shown& show();

    /// A coordinator that serves, as checkers look at it.
    struct Serving {
        PartitionIndex partition;
        const groups::GroupCoordinator& coordinator;
    };
    std::vector<Serving> serving() const;

private:
    template <class R>
    static Result<std::vector<R>> oneOf(std::vector<std::optional<Result<R>>> answers) {
        std::vector<R> all;
        for (std::optional<Result<R>>& answer : answers) {
            if (*answer)
                all.push_back(std::move(**answer));
            else if (answer->error().code != ErrorCode::kNotCoordinator)
                return failure(std::move(answer->error()));
        }
        return all;
    }
    template <class R>
    static GroupShard::Answer typed(world::Completion<Result<R>> done) {
        return [done = std::move(done)](Result<groups::Response> answer) mutable {
            if (!answer) return done(failure(toClient(std::move(answer.error()))));
            done(std::get<R>(std::move(*answer)));
        };
    }
    /// What waited too long for the replicas is told as Kafka does.
    static Error toClient(Error error);
    static GroupShard& asGroups(CoordinatorState& state) { return static_cast<GroupShard&>(state); }
    Result<GroupShard*> find(std::string_view group);
    std::unique_ptr<CoordinatorState> begin(CoordinatorLog log);
    groups::GroupCoordinator::Options optionsFor(PartitionIndex partition) const;

    Context m_context;
    Shown m_shown;
    CoordinatorRuntime m_runtime;
};

}  // namespace broker::node
