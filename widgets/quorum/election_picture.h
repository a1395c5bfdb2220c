#pragma once

#include <cstdint>
#include <vector>

#include <QString>

#include "broker/base/ids.h"

namespace widgets {

/// What one voter said or did in an election.
struct ElectionStep {
    enum class Kind : std::uint8_t {
        kPreVote,  ///< asks who would vote for it
        kVote,     ///< stands, and asks for votes
        kYes,
        kNo,
        kElected,
        kFollows,
    };
    struct Target {
        std::size_t lane = 0;
        bool isAnswered = true;

        friend bool operator==(const Target&, const Target&) = default;
    };

    std::uint64_t number = 0;  ///< of the event
    Kind kind = Kind::kPreVote;
    bool isPreVote = false;       ///< of an answer: it binds nobody
    std::size_t lane = 0;         ///< whose it is
    std::vector<Target> targets;  ///< whom it goes to
    QString time;                 ///< "+12 ms"
    QString label;                ///< "epoch 6?"
    QString words;                ///< what the lines do not tell already
    QString sentence;             ///< the whole of it, for the tip

    friend bool operator==(const ElectionStep&, const ElectionStep&) = default;
};

/// An election as it happened: a lane for each voter, time goes downwards. In the window's language.
struct ElectionPicture {
    struct Lane {
        broker::BrokerId broker = broker::kNoBroker;
        QString name;
        bool isDown = false;
        bool isWinner = false;

        friend bool operator==(const Lane&, const Lane&) = default;
    };
    std::vector<Lane> lanes;
    std::vector<ElectionStep> steps;

    friend bool operator==(const ElectionPicture&, const ElectionPicture&) = default;
};

}  // namespace widgets
