#pragma once

#include <memory>
#include <string>
#include <vector>

#include "broker/quorum/quorum.h"

namespace tests {

struct Line;

/// Drives one Quorum by the lines of a transcript and writes down what it answers, the way a log reads. After
/// every line it checks what must always hold and appends "BROKEN: …" where it does not.
///
///     new self=1 voters=1 epoch=3 voted=1 leader=1 end=120 epochs=1@0,3@100
///     tick +2000ms
///     persisted
///     appended 121            synced 121          appended 9 epochs=1@0
///     fetch replica=2 epoch=4 offset=0 last=-1 hw=5 cluster=other
///     response from=1 epoch=4 leader=1 hw=9 records | diverging=3@50 | error=74
///     failed    refused    resign    status
///     vote from=1 epoch=4 end=9 last=3 pre       begin leader=1 epoch=4    end leader=1 epoch=4
///     successors=2,3 said from=2 epoch=4 leader=1 granted       unanswered from=2         (to the newest
///     round) took 20-4    response … snapshot=20-4      part from=1 id=20-4 at=0 count=5 size=9 … written
///     installed 20-4                unfit                     read replica=2 epoch=4 id=20-4
class QuorumPlayer {
public:
    /// The answer to one line: lines of text.
    std::vector<std::string> play(const std::string& line);

private:
    bool playElection(const Line& line, std::vector<std::string>& out);
    bool playSnapshot(const Line& line, std::vector<std::string>& out);
    void note(const broker::quorum::Effects& effects, std::vector<std::string>& out);
    void check(std::vector<std::string>& out);

    std::unique_ptr<broker::quorum::Quorum> m_quorum;
    broker::world::Moment m_now;
    std::vector<std::uint64_t> m_unpersisted;
    std::uint64_t m_round = 0;
    std::uint64_t m_asked = 0;
    broker::LeaderEpoch m_lastEpoch{-1};
    broker::Offset m_lastHighWatermark{-1};
};

}  // namespace tests
