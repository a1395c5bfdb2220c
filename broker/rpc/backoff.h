#pragma once

#include <cstdint>

#include "broker/base/random.h"
#include "broker/world/time.h"

namespace broker::rpc {

using namespace std::chrono_literals;

struct BackoffOptions {
    world::Duration first = 50ms;  ///< `reconnect.backoff.ms`
    world::Duration most = 1s;     ///< `reconnect.backoff.max.ms`
    int jitterPercent = 20;        ///< each pause is drawn from ± this much of its size
};

/// Pauses between attempts that fail one after another: they double from `first` up to `most`, each with
/// jitter, so that peers which failed together do not return together.
class Backoff {
public:
    Backoff(BackoffOptions options, Random& random)
        : m_options(options)
        , m_random(random) {}

    /// The pause after one more failure, at least 1 µs.
    world::Duration next();
    void reset() { m_failures = 0; }
    std::uint32_t failures() const { return m_failures; }

private:
    BackoffOptions m_options;
    Random& m_random;
    std::uint32_t m_failures = 0;
};

}  // namespace broker::rpc
