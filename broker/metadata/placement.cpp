#include "broker/metadata/placement.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace broker::metadata {
namespace {

template <class T>
void shuffle(std::vector<T>& items, Random& random) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random.below(i)]);
}

/// The brokers of one rack, each kind in a drawn order that partitions walk round.
class Rack {
public:
    void add(const PlaceableBroker& broker) {
        (broker.fenced ? m_fenced : m_unfenced).brokers.push_back(broker.id);
    }
    void shuffleAll(Random& random) {
        shuffle(m_unfenced.brokers, random);
        shuffle(m_fenced.brokers, random);
    }
    bool hasUnfenced() const { return !m_unfenced.brokers.empty(); }

    /// The next partition begins one broker further than the last one that was here.
    void beginPartition() {
        m_unfenced.taken = 0;
        m_fenced.taken = 0;
    }
    /// The next broker that this partition has not taken here; kNoBroker if there is none of that kind.
    BrokerId take(bool fenced) { return (fenced ? m_fenced : m_unfenced).take(); }

private:
    struct Ring {
        std::vector<BrokerId> brokers;
        std::size_t start = 0;
        std::size_t taken = 0;

        BrokerId take() {
            if (taken == brokers.size()) return kNoBroker;
            if (taken == 0) start = (start + 1) % brokers.size();
            return brokers[(start + taken++) % brokers.size()];
        }
    };

    Ring m_unfenced;
    Ring m_fenced;
};

/// Racks with an unfenced broker come first, so that each partition finds its leader by walking round them.
struct Racks {
    std::vector<Rack> racks;
    std::size_t withUnfenced = 0;
    std::size_t next = 0;  ///< whose turn it is to give a partition its first replica
};

Racks makeRacks(std::span<const PlaceableBroker> brokers, Random& random) {
    std::map<std::string, Rack> byName;
    for (const PlaceableBroker& broker : brokers) byName[broker.rack].add(broker);
    Racks result;
    std::vector<Rack> allFenced;
    for (auto& [name, rack] : byName) {
        rack.shuffleAll(random);
        (rack.hasUnfenced() ? result.racks : allFenced).push_back(std::move(rack));
    }
    shuffle(result.racks, random);
    shuffle(allFenced, random);
    result.withUnfenced = result.racks.size();
    std::move(allFenced.begin(), allFenced.end(), std::back_inserter(result.racks));
    return result;
}

/// Takes one replica from each rack in turn, beginning at `next`: unfenced brokers until there are none left
/// anywhere, then fenced ones.
std::vector<BrokerId> placePartition(Racks& racks, std::size_t count) {
    std::vector<BrokerId> replicas;
    for (Rack& rack : racks.racks) rack.beginPartition();
    const std::size_t size = racks.racks.size();
    for (const bool fenced : {false, true}) {
        for (std::size_t i = 0, misses = 0; replicas.size() < count && misses < size; ++i) {
            const std::size_t at = (racks.next + i) % size;
            const BrokerId broker = racks.racks[at].take(fenced);
            misses = broker == kNoBroker ? misses + 1 : 0;
            if (broker != kNoBroker) replicas.push_back(broker);
        }
    }
    racks.next = (racks.next + 1) % racks.withUnfenced;
    return replicas;
}

}  // namespace

Result<std::vector<std::vector<BrokerId>>> placeReplicas(const PlacementRequest& request, Random& random) {
    const auto wanted = static_cast<std::size_t>(std::max<std::int16_t>(request.replicationFactor, 0));
    if (wanted == 0)
        return failure(ErrorCode::kInvalidReplicationFactor, "a partition needs at least one replica, not {}",
                       request.replicationFactor);
    if (wanted > request.brokers.size())
        return failure(ErrorCode::kInvalidReplicationFactor,
                       "{} replicas of a partition need as many brokers, and {} {} registered", wanted,
                       request.brokers.size(), request.brokers.size() == 1 ? "is" : "are");
    Racks racks = makeRacks(request.brokers, random);
    if (racks.withUnfenced == 0)
        return failure(ErrorCode::kInvalidReplicationFactor,
                       "all {} brokers are fenced, so that none can lead a partition",
                       request.brokers.size());
    std::vector<std::vector<BrokerId>> placed;
    placed.reserve(static_cast<std::size_t>(std::max(request.partitions, 0)));
    for (std::int32_t i = 0; i < request.partitions; ++i) placed.push_back(placePartition(racks, wanted));
    return placed;
}

}  // namespace broker::metadata
