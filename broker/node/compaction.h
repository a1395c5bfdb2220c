#pragma once

#include <map>
#include <optional>

#include "broker/node/partitions.h"

namespace broker::node {

/// Compacts the logs of one broker, one at a time, the one with the greatest share of dirty bytes first
/// (KIP-58). A log whose compaction fails is left alone until it is opened anew, as by the next start; others
/// go on.
///
/// On the node's loop, beside which the work is done.
class Compaction {
public:
    struct Context {
        const config::Settings& settings;
        world::World& world;
        Partitions& partitions;
    };
    explicit Compaction(Context context)
        : m_context(context) {}

    /// Looks for work every log.cleaner.backoff.ms and after each round that found some.
    void start();
    /// To be called before the logs are closed.
    void stop() { m_timer = nullptr; }

private:
    struct Running {
        TopicPartition name;
        Uuid topicId;
    };

    void look();
    HostedPartition* dirtiest();
    HostedPartition* running();
    void onDone(const Result<log::CleanReport>& result);

    Context m_context;
    std::optional<Running> m_running;
    std::map<TopicPartition, Uuid> m_uncleanable;
    world::Timer m_timer;
};

}  // namespace broker::node
