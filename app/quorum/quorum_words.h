#pragma once

#include <QString>

#include "app/inspect/inspection.h"
#include "app/quorum/elections.h"
#include "app/quorum/quorum_facts.h"

/// What the window says of the metadata quorum.
namespace app {

/// "leader", "follower", "candidate" … as Kafka calls it; "down" and "frozen" of who is.
QString quorumRole(const broker::observe::ClusterSnapshot& snapshot, broker::BrokerId id);

/// "3 voters: 2 are a majority; 2 are up." and whether that is well.
struct ToldTone {
    QString text;
    Tone tone = Tone::kPlain;
};
ToldTone majorityWords(const broker::observe::ClusterSnapshot& snapshot);

/// How one copy of the metadata log stands, in half a line.
ToldTone copyWords(const broker::observe::ClusterSnapshot& snapshot, broker::BrokerId id,
                   broker::Timestamp now);
/// *In words*: what this broker is to the quorum.
QString voterWords(const broker::observe::ClusterSnapshot& snapshot, broker::BrokerId id);

/// "Epoch 6: broker 2, by the votes of 2 and 3, after 340 ms".
QString electionWords(const Election& election);

/// What a record of this type is for.
QString recordMeaning(const std::string& type);
/// What it says, in the window's language: "leader 2 · ISR 2, 3".
QString recordWords(const broker::observe::MetadataLine& line);

}  // namespace app
