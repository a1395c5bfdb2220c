#pragma once

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "broker/observe/event.h"
#include "broker/quorum/quorum.h"
#include "broker/world/world.h"

namespace broker::node {

/// Tells an election as it happens: who asks whom in which epoch, and who answers what and why. Each voter
/// tells its own part, so what it says is what it did, whether or not the others heard it.
///
/// A voter that nobody elects asks again and again; the same is not told twice within `kRepeatAfter`.
class ElectionTeller {
public:
    static constexpr world::Duration kRepeatAfter = std::chrono::seconds(30);

    /// All outlive the teller.
    ElectionTeller(BrokerId self, const quorum::Quorum& quorum, const world::Clock& clock,
                   observe::EventSink& events);

    /// What was found on the disk is no news.
    void begin(BrokerId leader, LeaderEpoch epoch);
    void noteLeader(BrokerId leader, LeaderEpoch epoch);
    /// The leader said goodbye.
    void noteFarewell(BrokerId leader);
    void noteRequest(const quorum::SendVote& request);
    /// The answer that is about to leave.
    void noteAnswer(const quorum::VoteRequest& request, const quorum::ElectionAnswer& answer);

private:
    using Key = std::tuple<observe::EventKind, BrokerId, LeaderEpoch>;

    bool isNews(const Key& key, const std::string& detail);
    std::string whyItStands() const;
    void tell(observe::EventKind kind, std::vector<observe::EventArgument> arguments);

    const BrokerId m_self;
    const quorum::Quorum& m_quorum;
    const world::Clock& m_clock;
    observe::EventSink& m_events;
    std::pair<BrokerId, LeaderEpoch> m_followed{kNoBroker, kNoLeaderEpoch};
    BrokerId m_gone = kNoBroker;  ///< the leader that said goodbye
    std::uint64_t m_round = 0;
    struct Told {
        std::string detail;
        world::Moment at;
    };
    std::map<Key, Told> m_told;
};

}  // namespace broker::node
