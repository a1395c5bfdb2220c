#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/ids.h"
#include "broker/client/brokers.h"
#include "broker/wire/messages/list_offsets.h"

namespace broker::client {

/// Timestamps of ListOffsets that stand for an end of the log.
inline constexpr Timestamp kLatestOffset{-1};
inline constexpr Timestamp kEarliestOffset{-2};

/// Which offset of a partition: one of its ends, or that of the first record that is not older.
struct OffsetQuestion {
    TopicPartition partition;
    Timestamp at = kLatestOffset;
};
/// In the order of the questions. -1: no record is that young.
using OffsetAnswers = std::vector<Result<Offset>>;

/// Asks the leaders for offsets of many partitions at once and answers all of them together, at the latest
/// after `requestDeadline`: what has no answer by then says what stood in its way. On one loop; the world
/// outlives it. Destroying it cancels.
class OffsetLookup final : private Brokers::Observer {
public:
    /// `done` runs from the loop, once; it may destroy this.
    OffsetLookup(ClientOptions options, const world::World& world, std::vector<OffsetQuestion> questions,
                 world::Completion<OffsetAnswers> done);
    ~OffsetLookup() override;

private:
    struct Asking;
    using Answer = Result<rpc::Reply<wire::ListOffsetsRequest>>;

    void onMetadata() override { wake(); }
    /// Everything that changed is looked at in one turn, later in the loop.
    void wake();
    void turn();
    bool mayAsk(std::size_t question);
    void ask(BrokerId leader, Timestamp at, std::vector<std::size_t> questions);
    void onAnswer(std::uint64_t request, const Answer& answer);
    void settle(std::size_t question, Result<Offset> answer);
    void setBack(std::size_t question, const Error& error);
    void onDeadline();
    void finish();

    world::World m_world;
    std::vector<OffsetQuestion> m_questions;
    world::Completion<OffsetAnswers> m_done;
    Brokers m_brokers;
    rpc::Backoff m_backoff;
    std::vector<std::optional<Result<Offset>>> m_answers;
    std::vector<std::optional<Error>> m_lastErrors;
    std::vector<bool> m_isAsked;
    std::uint64_t m_nextRequest = 1;
    std::map<std::uint64_t, std::unique_ptr<Asking>> m_asking;
    world::Moment m_notBefore;
    std::size_t m_left = 0;
    bool m_turnIsDue = false;
    world::Timer m_turn;
    world::Timer m_retry;
    world::Timer m_deadline;
};

}  // namespace broker::client
