#pragma once

#include <vector>

#include "broker/config/settings.h"
#include "broker/metadata/image.h"

namespace broker::metadata {

/// Changes of many partitions at once, after brokers came and went: who is in sync and who leads, each as
/// `decideChange` has it. A topic with unclean.leader.election.enable elects whoever is alive when nobody
/// better is left.
///
/// All functions append at most `limit` changes and say whether that was enough; if not, they are called
/// again once these have been replayed.
class Elections {
public:
    Elections(const MetadataImage& image, const config::Settings& settings)
        : m_image(image)
        , m_settings(settings) {}

    /// Takes the broker out of every ISR and gives its partitions to others. `isDistrusted`: it came back
    /// without a clean shutdown, so it leaves the ELR too.
    bool remove(BrokerId leaving, bool isDistrusted, std::size_t limit, std::vector<Record>& records) const;

    /// Elects leaders for partitions that have none, `returning` counting as active whatever the image says,
    /// and forgets who is eligible where enough are in sync, because min.insync.replicas has fallen: what is
    /// committed from then on they may lack (M2, M6).
    bool electMissing(BrokerId returning, std::size_t limit, std::vector<Record>& records) const;

    /// Gives partitions back to those preferred leaders that do not lead more than `percentage` of the
    /// partitions that prefer them and may.
    bool rebalance(std::int64_t percentage, std::size_t limit, std::vector<Record>& records) const;

private:
    template <class Decide>
    bool forEachPartition(std::size_t limit, std::vector<Record>& records, Decide&& decide) const;

    const MetadataImage& m_image;
    const config::Settings& m_settings;
};

bool leadsAny(const MetadataImage& image, BrokerId broker);

}  // namespace broker::metadata
