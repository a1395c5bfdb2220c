#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QString>

#include "broker/base/ids.h"

namespace widgets {

/// One copy of the metadata log and who keeps it.
struct QuorumRow {
    enum class State : std::uint8_t { kController, kFollower, kStanding, kLost, kObserver, kDown };
    enum class Tone : std::uint8_t { kDim, kPlain, kGood, kWarning, kBad };

    broker::BrokerId broker = broker::kNoBroker;
    bool isVoter = true;
    State state = State::kFollower;
    bool isKnown = true;  ///< false: it has not told how its log is, and no bar is drawn
    broker::Offset start{0};
    broker::Offset committed{0};  ///< as it knows it: its own high watermark
    broker::Offset synced{0};     ///< up to here it survives a power cut
    broker::Offset end{0};
    std::optional<broker::Offset> snapshot;  ///< everything before it is in a snapshot
    QString title;                           ///< "broker 1"
    QString stateWord;                       ///< "follower"
    QString endText;                         ///< "134"
    QString why;                             ///< "has all of it · fetched 0.2 s ago"
    Tone tone = Tone::kDim;

    friend bool operator==(const QuorumRow&, const QuorumRow&) = default;
};

/// The copies of the metadata log on one axis of offsets, in the window's language.
struct QuorumPicture {
    QString title;                                 ///< "The metadata log of each broker"
    QString subtitle;                              ///< "3 voters: 2 are a majority; 2 are up"
    QuorumRow::Tone tone = QuorumRow::Tone::kDim;  ///< of the subtitle
    std::vector<QuorumRow> rows;                   ///< voters first, then observers, each by id
    std::optional<broker::Offset> highWatermark;
    QString watermarkLabel;  ///< "HW 134"
    QString observersTitle;  ///< "observers"

    friend bool operator==(const QuorumPicture&, const QuorumPicture&) = default;
};

/// The picture on the way from one to the next, `share` from 0 to 1: log ends and watermark move, words are
/// those of `to` at once.
QuorumPicture between(const QuorumPicture& from, const QuorumPicture& to, double share);

}  // namespace widgets
