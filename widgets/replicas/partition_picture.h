#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QString>

#include "broker/base/ids.h"

namespace widgets {

/// What was cut from the end of a replica's log a little while ago: the offsets from `to` up to `from`.
struct ReplicaCut {
    broker::Offset to{0};
    broker::Offset from{0};
    bool isLoss = false;  ///< some of them had been committed
    QString label;        ///< "64 records cut"

    friend bool operator==(const ReplicaCut&, const ReplicaCut&) = default;
};

/// Where a leader epoch ends and the next one begins.
struct EpochBoundary {
    broker::Offset at{0};
    QString before;  ///< "epoch 6"
    QString after;   ///< "7 from 46,152"

    friend bool operator==(const EpochBoundary&, const EpochBoundary&) = default;
};

/// One replica's log.
struct ReplicaPicture {
    enum class State : std::uint8_t { kLeader, kInSync, kOutOfSync, kEligible, kOffline };
    enum class Tone : std::uint8_t { kDim, kPlain, kWarning, kBad };

    broker::BrokerId broker = broker::kNoBroker;
    State state = State::kInSync;
    bool isDown = false;  ///< its broker cannot serve it
    bool isKnown = true;  ///< false: nobody has told how its log is, and no bar is drawn
    broker::Offset start{0};
    broker::Offset end{0};
    std::optional<ReplicaCut> cut;
    QString title;      ///< "broker 1"
    QString stateWord;  ///< "in sync"
    QString endText;    ///< "50,377"
    QString why;        ///< "6 behind for 0.4 s of 30 s"
    Tone tone = Tone::kDim;

    friend bool operator==(const ReplicaPicture&, const ReplicaPicture&) = default;
};

/// A partition's replicas on one axis of offsets, in the window's language.
struct PartitionPicture {
    broker::TopicPartition id;
    QString title;     ///< "orders-1"
    QString subtitle;  ///< "leader epoch 7 · in-sync replicas 2, 1 · 2 of 3"
    ReplicaPicture::Tone tone = ReplicaPicture::Tone::kDim;  ///< of the subtitle
    std::vector<ReplicaPicture> replicas;                    ///< the leader first
    std::optional<broker::Offset> highWatermark;
    QString watermarkLabel;  ///< "HW 50,343"
    std::optional<EpochBoundary> boundary;

    /// Where the longest log ends.
    broker::Offset end() const {
        broker::Offset last{0};
        for (const ReplicaPicture& replica : replicas)
            if (replica.isKnown && replica.end > last) last = replica.end;
        return last;
    }

    friend bool operator==(const PartitionPicture&, const PartitionPicture&) = default;
};

/// The picture on the way from one state of a partition to the next, `share` from 0 to 1: log ends and the
/// watermark move, words are those of `to` at once.
PartitionPicture between(const PartitionPicture& from, const PartitionPicture& to, double share);

}  // namespace widgets
