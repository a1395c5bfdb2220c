#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/node/delayed_operations.h"
#include "broker/node/partitions.h"
#include "broker/wire/record.h"
#include "broker/world/world.h"

namespace broker::node {

/// A record that a coordinator writes.
struct CoordinatorRecord {
    Bytes key;
    std::optional<Bytes> value;  ///< none: a tombstone
};

/// One partition of an internal topic for as long as this broker leads it without a break: what its
/// coordinator reads at first, appends to, and waits for. Once another broker has led it, everything here is
/// refused for ever, also when it comes back: then there is another one of these.
class CoordinatorLog {
public:
    struct Context {
        world::World& world;
        Partitions& partitions;
        DelayedOperations& delayed;
    };
    /// `led` is led by this broker.
    CoordinatorLog(Context context, const HostedPartition& led);

    const TopicPartition& partition() const { return m_led.name; }
    /// The first leader epoch of this leadership.
    LeaderEpoch ledSince() const { return m_led.since; }
    bool isLed() const { return findLed(m_context.partitions, m_led) != nullptr; }
    /// Where the log ended when the leadership began.
    Offset endAtBeginning() const { return m_endAtBeginning; }

    using Replay = std::function<Result<void>(const wire::RecordView& record, Offset offset)>;
    struct Step {
        Offset next{0};  ///< the first offset that was not read
        std::uint64_t records = 0;
    };
    /// Reads some batches between the offsets and hands on their records, control records left out. Bounded
    /// in bytes, so that a loop can do other things between two steps. `next` is `to` at the end.
    /// NOT_COORDINATOR: the partition is led no longer. Else what reading and `replay` give.
    Result<Step> readOn(Offset from, Offset to, const Replay& replay) const;

    using Accepted = std::function<void(std::size_t index, Offset offset)>;
    /// Appends records and says of each one that the log took where it lies. `isAtomic`: as one batch; else
    /// as many as are needed, and after an error the first ones may be in the log all the same.
    /// NOT_COORDINATOR, NOT_ENOUGH_REPLICAS, RECORD_LIST_TOO_LARGE, KAFKA_STORAGE_ERROR.
    Result<void> append(std::span<const CoordinatorRecord> records, bool isAtomic, const Accepted& accepted);

    /// Calls back when everything before `required` is committed, perhaps at once. NOT_COORDINATOR: it is led
    /// no longer; REQUEST_TIMED_OUT. May outlive this object.
    void whenCommitted(Offset required, world::Duration patience, world::Completion<Result<void>> done) const;

private:
    struct Leadership {
        TopicPartition name;
        DelayedOperations::Key key = 0;  ///< another one after the topic was deleted and made again
        LeaderEpoch since;
    };
    static HostedPartition* findLed(Partitions& partitions, const Leadership& led);
    /// Nothing: not yet.
    static std::optional<Result<void>> isCommitted(Partitions& partitions, const Leadership& led,
                                                   Offset required);
    Result<HostedPartition*> find() const;
    Result<void> appendBatch(std::span<const CoordinatorRecord> records, std::size_t firstIndex,
                             const Accepted& accepted);

    Context m_context;
    Leadership m_led;
    Offset m_endAtBeginning;
};

}  // namespace broker::node
