#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/client/admin.h"
#include "broker/client/group_offsets.h"
#include "broker/client/offset_lookup.h"

namespace broker::client {

/// What is to be moved, and how.
struct OffsetResetPlan {
    std::string group;
    /// None: everything for which the group has committed.
    std::vector<TopicPartition> partitions;
    OffsetRule rule;
    bool previewOnly = false;  ///< tells what would be, commits nothing
};

/// Moves a group's committed offsets by a rule, as an administrator does: asks for what is committed and for
/// the ends of the logs, and commits as nobody's member. A coordinator takes that only while the group has no
/// members and answers kUnknownMemberId otherwise. One for each reset, on one loop; the world outlives it.
/// Destroying it cancels, though what was sent may still happen.
class OffsetReset {
public:
    /// A row for each partition, ascending: with its own error where the rule cannot be followed or the
    /// coordinator did not take it, while others may be done.
    using Rows = std::vector<OffsetResetRow>;

    /// `done` runs from the loop, once; it may destroy this. Fails as a whole where nothing can be told of
    /// any partition, or nothing was committed because the group has members.
    OffsetReset(ClientOptions options, const world::World& world, OffsetResetPlan plan,
                world::Completion<Result<Rows>> done);

private:
    void onCommitted(Result<std::vector<GroupOffset>> offsets);
    void askForEnds();
    void onEnds(OffsetAnswers answers);
    void followRule(OffsetResetRow& row, const Result<Offset>* atTime) const;
    void commit();
    void onReset(Result<std::vector<GroupOffset>> taken);
    void finish(Result<Rows> outcome);

    ClientOptions m_options;
    world::World m_world;
    OffsetResetPlan m_plan;
    world::Completion<Result<Rows>> m_done;
    Admin m_admin;
    Rows m_rows;
    std::optional<OffsetLookup> m_lookup;
    world::Call m_call;
};

}  // namespace broker::client
