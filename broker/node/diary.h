#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "broker/base/ids.h"
#include "broker/metadata/delta.h"
#include "broker/node/node_observer.h"

namespace broker::node {

/// Writes one line of the diagnostic log if anyone wants it; nothing is put into words otherwise.
template <class... Args>
void diagnose(observe::DiagnosticSink& sink, observe::Level level, fmt::format_string<Args...> pattern,
              Args&&... args) {
    if (sink.wants(level)) sink.write(level, fmt::format(pattern, std::forward<Args>(args)...));
}

/// What one broker writes in the diagnostic log: stands between a node and its observer, puts the broker in
/// front of every line, and notes every event that the node reports, so that the log tells the whole story by
/// itself: at level info, however bad they are, for events reach whoever looks by their own way. Names that
/// clients choose cannot break a line.
class Diary final : public NodeObserver {
public:
    /// The observer outlives the diary.
    Diary(NodeObserver& observer, BrokerId broker);

    void report(observe::Event event) override;
    void publishBroker(std::shared_ptr<const observe::BrokerSnapshot> snapshot) override;
    void publishMetadata(BrokerId publisher,
                         std::shared_ptr<const observe::MetadataSnapshot> snapshot) override;
    void reportMetadata(Offset end, std::vector<observe::Event> events) override;
    void failed(BrokerId broker, const Error& reason) override;
    observe::DiagnosticSink& diagnostics() override { return m_sink; }

    template <class... Args>
    void info(fmt::format_string<Args...> pattern, Args&&... args) {
        diagnose(m_sink, observe::Level::kInfo, pattern, std::forward<Args>(args)...);
    }
    template <class... Args>
    void warning(fmt::format_string<Args...> pattern, Args&&... args) {
        diagnose(m_sink, observe::Level::kWarning, pattern, std::forward<Args>(args)...);
    }
    /// Which partitions this broker leads from now on, and which no longer.
    void noteLeadership(const metadata::ImageDelta& delta);

private:
    class Sink final : public observe::DiagnosticSink {
    public:
        Sink(NodeObserver& observer, BrokerId broker)
            : m_observer(observer)
            , m_broker(broker) {}
        bool wants(observe::Level level) const override { return m_observer.diagnostics().wants(level); }
        void write(observe::Level level, std::string_view line) override;

    private:
        NodeObserver& m_observer;
        BrokerId m_broker;
    };

    NodeObserver& m_observer;
    BrokerId m_broker;
    Sink m_sink;
};

}  // namespace broker::node
