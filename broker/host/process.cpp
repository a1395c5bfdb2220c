#include "broker/host/process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <random>

#include <sys/random.h>
#include <sys/resource.h>
#include <unistd.h>
#include <asio/signal_set.hpp>

#include "broker/base/check.h"
#include "broker/host/loop_core.h"
#include "broker/host/socket_address.h"

namespace broker::host {
namespace {

/// Shared with asio's callback, which may come once more after the handle is gone.
struct SignalState : std::enable_shared_from_this<SignalState> {
    explicit SignalState(LoopCore& loop)
        : signals(loop.io()) {}

    void wait() {
        signals.async_wait([self = shared_from_this()](const asio::error_code& error, int signal) {
            if (error || !self->onSignal) return;
            self->wait();
            // Moved out while it runs, so that it may destroy the handle.
            auto callback = std::exchange(self->onSignal, nullptr);
            callback(signal);
            if (!self->isOver) self->onSignal = std::move(callback);
        });
    }

    asio::signal_set signals;
    std::move_only_function<void(int)> onSignal;
    bool isOver = false;
};

class SignalWatch final : public world::Operation {
public:
    explicit SignalWatch(std::shared_ptr<SignalState> state)
        : m_state(std::move(state)) {}
    ~SignalWatch() override {
        m_state->isOver = true;
        asio::error_code ignored;
        m_state->signals.clear(ignored);
        m_state->signals.cancel(ignored);
        const auto dropped = std::exchange(m_state->onSignal, nullptr);
    }

private:
    std::shared_ptr<SignalState> m_state;
};

}  // namespace

Result<std::string> resolveHost(const std::string& host) {
    if (parseNumeric({.host = host})) return host;
    ASSIGN_OR_RETURN(const std::vector<SocketAddress> found, resolve({.host = host}));
    // Of several the IPv4 one, which every client on this machine can reach.
    const auto isV4 = [](const SocketAddress& one) { return one.storage.ss_family == AF_INET; };
    const auto chosen = std::ranges::find_if(found, isV4);
    return (chosen != found.end() ? *chosen : found.front()).toAddress().host;
}

std::uint64_t residentBytes() {
    // The second number of statm is the resident set, in pages.
    std::FILE* file = std::fopen("/proc/self/statm", "re");
    if (file == nullptr) return 0;
    unsigned long long total = 0;
    unsigned long long resident = 0;
    const int count = std::fscanf(file, "%llu %llu", &total, &resident);
    std::fclose(file);
    return count == 2 ? resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

std::uint64_t raiseDescriptorLimit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    const rlimit raised{limit.rlim_max, limit.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) return raised.rlim_cur;
    return limit.rlim_cur;
}

std::uint64_t randomSeed() {
    std::uint64_t seed = 0;
    while (seed == 0) {
        if (::getrandom(&seed, sizeof(seed), 0) == sizeof(seed) || errno == EINTR) continue;
        std::random_device device;
        seed = static_cast<std::uint64_t>(device()) << 32 | device();
    }
    return seed;
}

Result<std::unique_ptr<world::Operation>> watchSignals(HostLoop& loop,
                                                       std::move_only_function<void(int signal)> onSignal) {
    CHECK(loop.isOnLoop());
    auto state = std::make_shared<SignalState>(loop.core());
    asio::error_code error;
    for (const int number : {SIGINT, SIGTERM}) {
        state->signals.add(number, error);
        if (error) return failure(ErrorCode::kInputOutput, "watching signal {}: {}", number, error.message());
    }
    state->onSignal = std::move(onSignal);
    state->wait();
    return std::make_unique<SignalWatch>(std::move(state));
}

}  // namespace broker::host
