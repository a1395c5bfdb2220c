#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "broker/client/consumer.h"

/// What a Consumer is made of; for its own sources.
namespace broker::client {

struct Consumer::Partition {
    Partition(std::uint64_t theAssignment, StartAt theStart, rpc::Backoff theBackoff)
        : assignment(theAssignment)
        , start(theStart)
        , backoff(theBackoff) {}

    std::uint64_t assignment;  ///< tells an answer for an earlier assignment from one for this
    StartAt start;
    rpc::Backoff backoff;
    std::optional<Offset> position;
    bool paused = false;
    bool resting = false;  ///< had a problem
    bool isFinding = false;
    world::Moment notBefore;
    world::Call finding;
};

/// A fetch under way, and what it asked for.
struct Consumer::Fetching {
    std::map<TopicPartition, std::uint64_t> asked;  ///< with their assignments
    world::Call call;
};

/// Leaves out what aborted transactions wrote: told their beginnings, it follows the batches of one answer in
/// order (KIP-98).
class Consumer::AbortedFilter {
public:
    explicit AbortedFilter(const wire::FetchResponse::Partition& fetched) {
        if (fetched.abortedTransactions) m_waiting = *fetched.abortedTransactions;
        std::sort(m_waiting.begin(), m_waiting.end(),
                  [](const auto& a, const auto& b) { return a.firstOffset < b.firstOffset; });
    }

    /// Whether the batch's records are for the reader.
    bool passes(const wire::BatchHeader& batch) {
        for (; m_next < m_waiting.size() && m_waiting[m_next].firstOffset <= batch.lastOffset(); ++m_next)
            m_aborted.insert(m_waiting[m_next].producerId);
        if (batch.isControl()) {
            // The marker that ends the transaction; after a commit the producer is not in the set anyway.
            m_aborted.erase(batch.producerId);
            return false;
        }
        return !batch.isTransactional() || !m_aborted.contains(batch.producerId);
    }

private:
    std::vector<wire::FetchResponse::AbortedTransaction> m_waiting;
    std::size_t m_next = 0;
    std::set<ProducerId> m_aborted;
};

}  // namespace broker::client
