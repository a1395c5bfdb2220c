#pragma once

#include <memory>
#include <vector>

#include "broker/base/result.h"
#include "broker/observe/diagnostic.h"
#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"

namespace broker::node {

/// Where a node publishes what it is and what happened to it. Called on the node's loop; must be quick and
/// must not call back into the node. Outlives the node.
class NodeObserver : public observe::EventSink {
public:
    /// A whole new broker snapshot; leaves that did not change are the same pointers as before.
    virtual void publishBroker(std::shared_ptr<const observe::BrokerSnapshot> snapshot) = 0;
    virtual void publishMetadata(BrokerId publisher,
                                 std::shared_ptr<const observe::MetadataSnapshot> snapshot) = 0;
    /// What the committed metadata records up to `end` mean. Every node tells the same ones, so a collector
    /// keeps those whose `end` is beyond what it has heard already.
    virtual void reportMetadata(Offset end, std::vector<observe::Event> events) = 0;
    /// The node cannot go on and serves nobody any more; it is to be destroyed, but not inside this call.
    virtual void failed(BrokerId broker, const Error& reason) = 0;
    virtual observe::DiagnosticSink& diagnostics() = 0;
};

}  // namespace broker::node
