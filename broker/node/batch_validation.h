#pragma once

#include <cstddef>
#include <deque>
#include <expected>
#include <memory>
#include <optional>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/wire/record_batch_validation.h"
#include "broker/world/work.h"

namespace broker::node {

/// One batch of a produce request and what validation says of it.
struct BatchToValidate {
    using Verdict = std::expected<wire::ProducedBatch, wire::ProduceRejection>;

    ByteView records;  ///< as the request holds them
    wire::ProduceRules rules;
    /// What is appended instead, where the topic wants another codec; a good verdict then speaks of it.
    std::optional<Bytes> recompressed;
    std::optional<Verdict> verdict;  ///< set from the start for a batch that is refused unseen
};

/// Validates what clients produce. Plain batches and small compressed ones take a moment and are looked at
/// where they arrive; what may take long, because it is large or turns out to unpack to much, is validated as
/// Work, so that no bomb holds up heartbeats. One request is away at a time, in the order of arrival: that
/// bounds the memory that unpacking takes and leaves Work to others in between. What is to be recompressed
/// always goes away.
///
/// Lives on one loop. Destroying it forgets all that is away or waits; nobody is called any more.
class BatchValidation {
public:
    /// A compressed batch up to this size is tried on the loop,
    static constexpr std::size_t kQuickBytes = std::size_t{64} * 1024;
    /// and goes away when the compressed batches of its request have unpacked to this much: a millisecond
    /// or so.
    static constexpr std::size_t kQuickOutput = std::size_t{256} * 1024;

    /// Requests that wait or are away may hold so much together, whether their senders are still there or
    /// not; a single one always has room.
    static constexpr std::size_t kMostBytesHeld = std::size_t{256} * 1024 * 1024;

    explicit BatchValidation(world::Work& work, std::size_t mostBytesHeld = kMostBytesHeld);

    /// Gives a verdict to every batch that takes a moment only. True: to all of them.
    static bool validateQuickOnes(std::vector<BatchToValidate>& batches);
    /// Whether another request may be given to `validateAway`.
    bool hasRoomFor(const Bytes& frame) const;
    /// The verdict where there is no room: REQUEST_TIMED_OUT, so that clients try again.
    static void refuseRest(std::vector<BatchToValidate>& batches);
    /// Gives a verdict to the others as Work, then calls back. `frame` holds the bytes of the batches; nobody
    /// changes them until then.
    void validateAway(std::shared_ptr<const Bytes> frame, std::vector<BatchToValidate> batches,
                      world::Completion<std::vector<BatchToValidate>> done);

private:
    struct Job {
        std::shared_ptr<const Bytes> frame;
        std::vector<BatchToValidate> batches;
        world::Completion<std::vector<BatchToValidate>> done;
    };

    void begin();

    world::Work& m_work;
    const std::size_t m_mostBytesHeld;
    std::size_t m_bytesHeld = 0;
    std::deque<Job> m_waiting;
    bool m_isBusy = false;
    world::Call m_running;
};

}  // namespace broker::node
