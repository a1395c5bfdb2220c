#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "broker/metadata/image.h"

namespace broker::metadata {

/// Who may lead in a decision: active brokers, as the image has them, but for those whose coming or going is
/// part of the same decision.
struct Liveness {
    const MetadataImage& image;
    BrokerId returning = kNoBroker;
    BrokerId leaving = kNoBroker;

    bool mayLead(BrokerId broker) const;
};

/// How a leader is chosen.
enum class Election : std::uint8_t {
    kOnline,     ///< the current leader if it may stay, else one of the ISR or, with KIP-966, of the ELR
    kPreferred,  ///< the same, but the preferred leader before the current one
    kUnclean,    ///< as kOnline; if nobody is left, any active replica, though it may lack records
};

struct PartitionRules {
    /// min.insync.replicas; a partition with fewer replicas needs all of them.
    std::size_t minIsr = 1;
    /// Whether eligible.leader.replicas.version is on: the ISR may become empty, and who left it below minIsr
    /// stays eligible. Without it the ISR keeps its last member, who alone may lead.
    bool hasElr = true;
};

/// What is to become of one partition.
struct PartitionWish {
    std::vector<BrokerId> isr;
    Election election = Election::kOnline;
    /// A broker that came back without a clean shutdown: it may have lost what it acknowledged, so it leaves
    /// the ISR and the ELR (INVARIANT M9).
    BrokerId distrusted = kNoBroker;
    LeaderRecoveryState recovery = LeaderRecoveryState::kUnchanged;
};

/// The record that fulfils the wish and elects a leader if one is needed (KIP-966, KIP-704); nothing if the
/// partition is as wished. Kept by it:
/// - ISR and ELR are disjoint, the leader is in the ISR, and with minIsr in sync the ELR is empty (M2).
/// - Whoever leaves the ISR when it falls below minIsr joins the ELR, except the distrusted: everything that
///   was committed had been acknowledged by each of them.
/// - A partition that loses its leader remembers it as the last known. It may return, with the loss of what
/// it
///   had not on disk, once ISR and ELR are empty (KIP-966's balanced recovery); an unclean election tries it
///   first (M10).
/// - After an election from outside ISR and ELR the leader is alone in the ISR and recovering.
std::optional<PartitionChangeRecord> decideChange(const PartitionImage& partition, const PartitionWish& wish,
                                                  const Liveness& liveness, const PartitionRules& rules);

}  // namespace broker::metadata
