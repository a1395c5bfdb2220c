#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "broker/base/result.h"
#include "broker/cluster/commands.h"
#include "broker/observe/diagnostic.h"
#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"
#include "broker/reading/source.h"

namespace broker::cluster {

inline constexpr int kMaxBrokers = 9;
inline constexpr std::uint16_t kDefaultPort = 9092;
/// Events kept for whoever asks; older ones are counted as dropped.
inline constexpr std::size_t kEventRing = 10'000;

/// How a local cluster is made. Defaults are those of `./run`.
struct ClusterOptions {
    std::string name = "local";
    int brokers = 3;                       ///< 1 to kMaxBrokers
    std::string listenHost = "127.0.0.1";  ///< the address to bind
    std::string advertisedHost;            ///< what clients are told; empty: listenHost
    /// First of a block of as many ports as brokers. None: kDefaultPort, or the next block that is free. 0:
    /// any free ports. Otherwise exactly these, or kAddressInUse.
    std::optional<std::uint16_t> port;
    /// Kept data; empty: a temporary folder, removed at the end.
    std::string dataFolder;
    std::string timing = "kafka";  ///< or "classroom"
    /// Kafka's broker settings by name, checked against the table of parameters.
    std::vector<std::pair<std::string, std::string>> settings;
    /// Where the diagnostic log goes; null: nowhere. Outlives the cluster.
    observe::DiagnosticSink* diagnostics = nullptr;
    std::uint64_t seed = 0;  ///< 0: from the operating system
};

/// N brokers on N threads of this process, with real sockets and files, and one thread for the cluster's own
/// client. Made, used and destroyed on the owner's thread; `snapshot`, `eventsAfter` and `submit` may be
/// called from any thread and never wait for a broker.
class LocalCluster {
public:
    /// Binds all ports, so that addresses are known when it returns, and lets the brokers come up on their
    /// own. kInvalidArgument (an option), kInvalidConfig (a setting), kAddressInUse, kInUse (the folder),
    /// kPermissionDenied, kNoSpace.
    static Result<std::unique_ptr<LocalCluster>> start(ClusterOptions options);
    /// Stops every living broker cleanly, then removes a temporary folder. Pending commands are answered
    /// kStopped.
    ~LocalCluster();

    /// The latest; equal pointers mean that nothing changed.
    std::shared_ptr<const observe::ClusterSnapshot> snapshot() const;
    /// Events with a greater number, oldest first, at most kEventRing.
    std::vector<observe::Event> eventsAfter(std::uint64_t number) const;
    /// Does it, then tells `done` what it came to: always, also when the broker is gone.
    void submit(Command command, OutcomeHandler done);
    /// Begins to read records over TCP, as any client would, on a thread of its own. The reading may outlive
    /// the cluster. kInputOutput if the system has no thread left.
    Result<std::unique_ptr<reading::Source>> read(reading::Plan plan) const;
    /// Blocks until all brokers are running (registered, unfenced and answering), or until the deadline.
    Result<void> waitUntilRunning(std::chrono::milliseconds deadline) const;

    const std::string& bootstrapServers() const;
    const std::string& folder() const;

private:
    class Impl;
    explicit LocalCluster(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

}  // namespace broker::cluster
