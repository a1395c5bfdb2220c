#include "broker/checking/mutant.h"

#include <algorithm>
#include <array>

#include "broker/groups/mutant.h"
#include "broker/log/mutant.h"
#include "broker/quorum/quorum.h"
#include "broker/replication/mutant.h"

namespace broker::checking {
namespace {

using Groups = groups::Mutant;
using Log = log::Mutant;
using Quorum = quorum::Mutant;
using Replication = replication::Mutant;

constexpr auto kMutants = std::to_array<NamedMutant>({
    {.name = "truncate-to-own-high-watermark",
     .mutants = {.replication = Replication::kTruncateToOwnHighWatermark},
     .meaning = "a new follower cuts its log to its own high watermark (before KIP-101)",
     .leastReplicas = 3},
    {.name = "epoch-end-without-epoch",
     .mutants = {.replication = Replication::kEpochEndWithoutEpoch},
     .meaning = "where an epoch ended is told without telling which epoch (before KIP-279)",
     .leastReplicas = 3,
     .isRare = true},
    {.name = "join-before-epoch-start",
     .mutants = {.replication = Replication::kJoinBeforeEpochStart},
     .meaning = "a follower joins the ISR before it reached the leader's epoch start (KIP-320, first try)",
     .leastReplicas = 3,
     .isRare = true},
    {.name = "no-maximal-isr",
     .mutants = {.replication = Replication::kNoMaximalIsr},
     .meaning = "the leader waits for the old ISR only while a growth is under way (before KIP-497)",
     .leastReplicas = 3},
    {.name = "ignore-min-insync",
     .mutants = {.replication = Replication::kIgnoreMinInSync},
     .meaning = "the high watermark moves below min.insync.replicas (before KIP-966)",
     .leastReplicas = 3},
    {.name = "commit-older-epochs",
     .mutants = {.quorum = Quorum::kCommitOlderEpochs},
     .meaning = "the quorum's high watermark moves past records of older epochs alone",
     .leastVoters = 3},
    {.name = "quorum-truncate-to-high-watermark",
     .mutants = {.quorum = Quorum::kTruncateToHighWatermark},
     .meaning = "a voter that diverges cuts back to its own high watermark",
     .leastVoters = 3},
    {.name = "forget-vote",
     .mutants = {.quorum = Quorum::kForgetVote},
     .meaning = "a voter votes for a second candidate of an epoch",
     .leastVoters = 3},
    {.name = "vote-for-shorter-logs",
     .mutants = {.quorum = Quorum::kVoteForShorterLogs},
     .meaning = "a vote is given without comparing the logs",
     .leastVoters = 3},
    {.name = "fetch-before-sync",
     .mutants = {.quorum = Quorum::kFetchBeforeSync},
     .meaning = "a voter asks for more before it has synced what it has",
     .leastVoters = 3},
    {.name = "vote-before-durable",
     .mutants = {.quorum = Quorum::kVoteBeforeDurable},
     .meaning = "a vote is told before it is durable",
     .leastVoters = 3},
    {.name = "pre-vote-raises-epoch",
     .mutants = {.quorum = Quorum::kPreVoteRaisesEpoch},
     .meaning = "whoever asks for a pre-vote begins another epoch (before KIP-996)",
     .leastVoters = 3},
    {.name = "ack-before-append",
     .mutants = {.replication = Replication::kAckBeforeAppend},
     .meaning = "a batch is acknowledged although the log did not take it in",
     .leastReplicas = 3},
    {.name = "keep-assignments",
     .mutants = {.groups = Groups::kKeepAssignments},
     .meaning = "a member keeps what it had in the next generation, whatever the group's leader assigns",
     .hasGroups = true},
    {.name = "accept-strangers",
     .mutants = {.groups = Groups::kAcceptStrangers},
     .meaning = "offsets are taken from whoever commits, of whatever generation",
     .hasGroups = true},
    {.name = "answer-before-committed",
     .mutants = {.groups = Groups::kAnswerBeforeCommitted},
     .meaning = "a group coordinator answers before what it saw is committed",
     .leastReplicas = 3,
     .hasGroups = true},
    {.name = "load-first-values",
     .mutants = {.groups = Groups::kLoadFirstValues},
     .meaning = "a group coordinator loads the first value of each offset in its log",
     .hasGroups = true},
    {.name = "rebalance-for-returning",
     .mutants = {.groups = Groups::kRebalanceForReturning},
     .meaning = "a static member that comes back makes its group rebalance (before KIP-345)",
     .hasGroups = true},
    {.name = "drop-latest-values",
     .mutants = {.log = Log::kDropLatestValues},
     .meaning = "compaction removes the last value of a key as well",
     .hasGroups = true},
    {.name = "swap-before-durable",
     .mutants = {.log = Log::kSwapBeforeDurable},
     .meaning = "a compacted segment takes the place of others before it is durable",
     .leastReplicas = 3,
     .hasGroups = true},
});

}  // namespace

std::span<const NamedMutant> allMutants() { return kMutants; }

const NamedMutant* findMutant(std::string_view name) {
    const auto found = std::ranges::find(kMutants, name, &NamedMutant::name);
    return found == kMutants.end() ? nullptr : &*found;
}

}  // namespace broker::checking
