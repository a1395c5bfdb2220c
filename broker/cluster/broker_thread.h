#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "broker/faults/faults.h"
#include "broker/host/host_loop.h"
#include "broker/node/node.h"

namespace broker::cluster {

/// A broker's place in the process: its thread and what is wrong with its world, which outlive the node, and
/// the node while it lives. The thread's control mailbox is served whatever the node does, frozen or not.
/// Used from the cluster's threads; the node and its faults are touched on their own only.
class BrokerThread {
public:
    /// The book is the cluster's and outlives this.
    static Result<std::unique_ptr<BrokerThread>> start(node::NodeOptions options,
                                                       node::NodeObserver& observer,
                                                       faults::AddressBook& book, std::uint64_t seed);
    /// Destroys the node without goodbye if it still lives, and joins.
    ~BrokerThread();

    BrokerId id() const { return m_options.id; }
    const world::Address& clientAddress() const { return m_options.listen; }
    const world::Address& controllerAddress() const { return m_options.controllerListen; }

    /// Makes the node and binds its ports, which are the same from then on. Blocks for a moment.
    Result<void> bind();
    /// Makes the node if there is none, and starts it; `done` runs on the broker's thread.
    void start(std::vector<node::Voter> voters, std::move_only_function<void(Result<void>)> done);
    /// Destroys the node, thaws the thread; then `done`, on the broker's thread.
    void kill(std::move_only_function<void()> done);
    /// The same, and what was not synced is taken back; peers hear nothing until the next start.
    void losePower(std::move_only_function<void(Result<void>)> done);
    /// Says goodbye and destroys the node; then `done`, on the broker's thread.
    void stop(std::move_only_function<void()> done);

    /// A frozen node makes no step. Takes effect in the order of the other calls.
    void setFrozen(bool frozen) { m_loop->setFrozen(frozen); }
    /// Changes what is wrong with the broker's world, frozen or not; then `done`, on the broker's thread.
    void change(std::move_only_function<void(faults::Faults&)> act, std::move_only_function<void()> done);

private:
    BrokerThread(node::NodeOptions options, node::NodeObserver& observer);
    Result<void> makeNode();

    node::NodeOptions m_options;
    node::NodeObserver& m_observer;
    std::unique_ptr<host::HostLoop> m_loop;
    // On the loop's thread.
    std::unique_ptr<faults::Faults> m_faults;
    std::unique_ptr<node::Node> m_node;
    world::Call m_losingPower;
};

}  // namespace broker::cluster
