#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/wire/header.h"
#include "broker/world/network.h"
#include "broker/world/time.h"

namespace broker::rpc {

using namespace std::chrono_literals;

/// Virtual time: timers run, in order, when the test moves it.
class FakeTimers final : public world::Timers {
public:
    [[nodiscard]] world::Timer after(world::Duration delay, world::Callback callback) override;
    /// Runs everything due within `duration`, one after another.
    void run(world::Duration duration = 0us);
    world::Duration now() const { return m_queue->now; }
    std::size_t pending() const { return m_queue->entries.size(); }

private:
    using Key = std::pair<world::Duration, std::uint64_t>;
    struct Queue {
        world::Duration now{0};
        std::uint64_t sequence = 0;
        std::map<Key, world::Callback> entries;
    };
    class Entry;

    std::shared_ptr<Queue> m_queue = std::make_shared<Queue>();
};

/// The other end of a connection, in the hands of the test. Outlives the connection.
class FakeLine {
public:
    explicit FakeLine(FakeTimers& timers)
        : m_timers(timers) {}

    /// Requests that came and were not taken yet.
    bool hasRequest() const { return !m_sent.empty(); }
    std::size_t requests() const { return m_sent.size(); }
    Bytes takeRequest();
    /// Delivered in the next turn of the loop.
    void answer(Bytes frame);
    void close(ErrorCode code = ErrorCode::kConnectionClosed);
    bool isOpen() const { return m_observer != nullptr; }

    void congest(bool congested);

private:
    friend class FakeConnection;

    FakeTimers& m_timers;
    world::Connection::Observer* m_observer = nullptr;
    std::vector<Bytes> m_sent;
    std::vector<world::Timer> m_deliveries;
    bool m_congested = false;
};

/// Connects in the next turn of the loop, or refuses, or never answers.
class FakeNetwork final : public world::Network {
public:
    enum class Mode : std::uint8_t { kAccept, kRefuse, kSilent };

    explicit FakeNetwork(FakeTimers& timers)
        : m_timers(timers) {}

    Result<std::unique_ptr<world::Listener>> listen(const world::Address&, const world::ConnectionLimits&,
                                                    world::ListenerObserver&) override;
    [[nodiscard]] world::Call connect(
        const world::Address& address, const world::ConnectionLimits& limits,
        world::Completion<Result<std::unique_ptr<world::Connection>>> done) override;

    Mode mode = Mode::kAccept;
    /// Every connection ever made, in order, and when each attempt began.
    std::vector<std::shared_ptr<FakeLine>> lines;
    std::vector<world::Duration> attempts;

private:
    FakeTimers& m_timers;
};

}  // namespace broker::rpc
