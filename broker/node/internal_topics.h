#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "broker/config/settings.h"
#include "broker/node/controller_channel.h"
#include "broker/node/node_observer.h"
#include "broker/wire/messages/create_topics.h"

namespace broker::node {

inline constexpr std::string_view kOffsetsTopic = "__consumer_offsets";

/// Topics that the cluster keeps its own records in. They come into being when somebody first needs them.
///
/// On the node's loop.
class InternalTopics {
public:
    struct Context {
        const config::Settings& settings;
        ControllerChannel& controller;
        NodeObserver& observer;
    };
    explicit InternalTopics(Context context)
        : m_context(context) {}

    /// How such a topic is made; nothing for names that are made like any other.
    std::optional<wire::CreateTopicsRequest::Topic> creationOf(std::string_view name) const;
    /// Asks the controller for it, unless that is being asked already. What comes of it the metadata tells.
    void create(std::string_view name);

private:
    Context m_context;
    std::set<std::string, std::less<>> m_asked;
};

}  // namespace broker::node
