#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "broker/node/api_table.h"
#include "broker/node/node_observer.h"
#include "broker/world/network.h"
#include "broker/world/time.h"

namespace broker::node {

class Session;

/// Time and outcomes of the requests of one API.
struct ApiCounters {
    std::uint64_t count = 0;
    std::uint64_t errors = 0;
    world::Duration total{};
    world::Duration worst{};
};

/// All connections of one listener: reads requests, hands each to its API's handler and sends the answers in
/// the order of the requests. One request of a connection is handled at a time, so that a client's pipelined
/// produce requests keep their order; but one that has appended its records and only waits for the replicas
/// in sync lets the next one begin, up to kMaxOwed of them. Up to kMaxQueued more wait, then reading pauses.
///
/// A frame that cannot be read, an unknown API or version costs its sender the connection and nobody else
/// anything; ApiVersions is answered whatever its version (KIP-511).
class Connections : public world::ListenerObserver {
public:
    static constexpr std::size_t kMaxQueued = 64;
    /// Requests that were handed over and are not answered yet.
    static constexpr std::size_t kMaxOwed = 64;
    static constexpr std::size_t kMaxQueuedBytes = std::size_t{16} * 1024 * 1024;

    struct Context {
        BrokerId broker;
        world::Clock& clock;
        NodeObserver& observer;
        ApiTable& apis;
        std::function<void()> onChanged;  ///< a snapshot would look different
        bool isInternal = false;          ///< the controller listener: other brokers, not clients
    };
    explicit Connections(Context context);
    ~Connections() override;

    /// Frames wait unread until then.
    void open();
    /// No new requests are taken; answers under way still leave.
    void close();

    void onAccepted(std::unique_ptr<world::Connection> connection) override;
    void onRefused(const world::Address& peer, const Error& reason) override;

    std::size_t size() const { return m_sessions.size(); }

    // Said by handlers of the connection's current request; a connection that is gone is ignored.

    /// The request has done whatever must not be overtaken, though its answer has to wait: the next one may
    /// begin, at once, inside this call. Answers keep their order.
    void letNextBegin(std::uint64_t connection);
    void noteSoftware(std::uint64_t connection, std::string software);
    void noteProduced(std::uint64_t connection, const std::string& topic, std::uint64_t bytes);
    void noteConsumed(std::uint64_t connection, const std::string& topic, std::uint64_t bytes);
    /// What a follower took to copy it.
    void noteCopied(std::uint64_t connection, BrokerId follower, const std::string& topic,
                    std::uint64_t bytes);

    /// Connections that have sent a request, by number; unchanged ones are the same pointers as last time.
    std::vector<std::shared_ptr<const observe::ClientSnapshot>> snapshots();
    /// By API; `worst` starts anew.
    std::vector<observe::RequestCounters> takeRequestCounters();

private:
    friend class Session;

    void count(wire::ApiKey api, world::Duration taken, bool isError);
    void drop(std::uint64_t id, const Error& reason);
    void reportRefused(const world::Address& peer, const std::string& reason);

    Context m_context;
    bool m_isOpen = false;
    std::uint64_t m_nextId = 1;
    std::map<std::uint64_t, std::unique_ptr<Session>> m_sessions;
    std::map<wire::ApiKey, ApiCounters> m_counters;
};

}  // namespace broker::node
