#pragma once

#include <array>
#include <cstdint>

#include <QString>

namespace tests::conformance {

/// What is done to a broker.
enum class Harm : std::uint8_t {
    kKill,       ///< no goodbye; it returns once its place is taken
    kPowerLoss,  ///< the same, and what was not synced is gone
    kFreeze,     ///< it stands still with open connections, then goes on as if nothing had been
    kCut,        ///< nothing arrives from it nor at it, then everything does again
    kShutdown,   ///< it says goodbye; it returns once it is gone
    kRestart,    ///< no goodbye, and back at once, before anybody has missed it
};
inline constexpr std::array kHarms{Harm::kKill,     Harm::kFreeze,  Harm::kCut,
                                   Harm::kShutdown, Harm::kRestart, Harm::kPowerLoss};
QString nameOf(Harm harm);

/// A running cluster whose brokers, numbered from 1, can be harmed. It can be anybody's: what is asked of it
/// goes over the wire.
class HurtCluster {
public:
    virtual ~HurtCluster() = default;

    virtual QString name() const = 0;
    virtual int brokers() const = 0;
    virtual QString bootstrapServers() const = 0;
    virtual std::uint16_t port(int broker) const = 0;
    /// Where the broker's partitions lie.
    virtual QString folder(int broker) const = 0;

    virtual bool can(Harm harm) const = 0;
    /// Each returns what went wrong; empty if it was done.
    virtual QString harm(int broker, Harm harm) = 0;
    /// What brings it back; nothing for kRestart, which brings itself back.
    virtual QString mend(int broker, Harm harm) = 0;
    /// Stops all brokers cleanly.
    virtual QString stop() = 0;
};

}  // namespace tests::conformance
