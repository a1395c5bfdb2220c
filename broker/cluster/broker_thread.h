#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "broker/host/host_loop.h"
#include "broker/node/node.h"

namespace broker::cluster {

/// A broker's place in the process: its thread, which outlives the node, and the node while it lives. The
/// thread's control mailbox is served whatever the node does. Used from the cluster's threads; the node is
/// touched on its own only.
class BrokerThread {
public:
    static Result<std::unique_ptr<BrokerThread>> start(node::NodeOptions options,
                                                       node::NodeObserver& observer, std::uint64_t seed);
    /// Destroys the node without goodbye if it still lives, and joins.
    ~BrokerThread();

    BrokerId id() const { return m_options.id; }
    const world::Address& clientAddress() const { return m_options.listen; }
    const world::Address& controllerAddress() const { return m_options.controllerListen; }

    /// Makes the node and binds its ports, which are the same from then on. Blocks for a moment.
    Result<void> bind();
    /// Makes the node if there is none, and starts it; `done` runs on the broker's thread.
    void start(std::vector<node::Voter> voters, std::move_only_function<void(Result<void>)> done);
    /// Destroys the node; then `done`, on the broker's thread.
    void kill(std::move_only_function<void()> done);
    /// Says goodbye and destroys the node; then `done`, on the broker's thread.
    void stop(std::move_only_function<void()> done);

private:
    BrokerThread(node::NodeOptions options, node::NodeObserver& observer);
    Result<void> makeNode();

    node::NodeOptions m_options;
    node::NodeObserver& m_observer;
    std::unique_ptr<host::HostLoop> m_loop;
    std::unique_ptr<node::Node> m_node;  ///< on the loop's thread
};

}  // namespace broker::cluster
