#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "broker/wire/messages/fetch.h"

namespace broker::node {

/// A follower's half of a fetch session (KIP-227): what the leader knows already is not said again. The other
/// half is in `fetch_sessions.h`.
///
/// A plain value: it takes messages and does nothing by itself.
class FetcherSession {
public:
    /// `request` names all that is wanted, topics by id; afterwards only what the leader does not know yet,
    /// and what it is to forget. The answer, or its loss, must be told before the next one.
    void fill(wire::FetchRequest& request);
    /// False: the leader knows no such session any more. The next request names everything and begins
    /// another.
    bool onAnswer(const wire::FetchResponse& response);
    /// Whether the leader has heard the last request is not known, so the next one begins a new session.
    void restart();

private:
    using Key = std::pair<Uuid, PartitionIndex>;

    std::int32_t m_id = 0;
    std::int32_t m_epoch = 0;  ///< of the next request; 0: it begins a session
    std::map<Key, wire::FetchRequest::Partition> m_told;
};

}  // namespace broker::node
