#pragma once

#include "widgets/quorum/election_layout.h"
#include "widgets/quorum/quorum_layout.h"

namespace sample {

inline widgets::QuorumRow row(int broker, int end, int committed, int synced) {
    widgets::QuorumRow row;
    row.broker = broker::BrokerId(broker);
    row.committed = broker::Offset(committed);
    row.synced = broker::Offset(synced);
    row.end = broker::Offset(end);
    row.title = QStringLiteral("broker %1").arg(broker);
    row.stateWord = QStringLiteral("follower");
    row.endText = QString::number(end);
    row.why = QStringLiteral("has all of it · fetched just now");
    return row;
}

/// Broker 2 leads with two records that are not committed; 3 lacks two, 4 observes and lacks four.
inline widgets::QuorumPicture logs() {
    using widgets::QuorumRow;
    widgets::QuorumPicture picture;
    picture.title = QStringLiteral("Metadata log");
    picture.subtitle = QStringLiteral("3 voters: 2 make a majority; 2 up.");
    picture.observersTitle = QStringLiteral("observers");
    picture.rows = {row(1, 48, 48, 48), row(2, 65, 63, 64), row(3, 63, 63, 63), row(4, 61, 60, 61)};
    picture.rows[0].state = QuorumRow::State::kDown;
    picture.rows[1].state = QuorumRow::State::kController;
    picture.rows[1].snapshot = broker::Offset(40);
    picture.rows[3].state = QuorumRow::State::kObserver;
    picture.rows[3].isVoter = false;
    picture.highWatermark = broker::Offset(63);
    picture.watermarkLabel = QStringLiteral("HW 63");
    return picture;
}

inline widgets::QuorumMeasures quorumMeasures() {
    return {.width = [](const QString& text) { return 6.5 * static_cast<double>(text.size()); },
            .boldWidth = [](const QString& text) { return 7.0 * static_cast<double>(text.size()); },
            .number = [](broker::Offset offset) { return QString::number(offset.value()); }};
}

/// Broker 2 asks 1, who is down, and 3, who would; then it wins.
inline widgets::ElectionPicture election() {
    using Kind = widgets::ElectionStep::Kind;
    widgets::ElectionPicture picture;
    for (const int id : {1, 2, 3})
        picture.lanes.push_back({.broker = broker::BrokerId(id),
                                 .name = QStringLiteral("broker %1").arg(id),
                                 .isDown = id == 1,
                                 .isWinner = id == 2});
    const auto step = [&picture](Kind kind, std::size_t lane, std::vector<widgets::ElectionStep::Target> to,
                                 const char* label) {
        widgets::ElectionStep made;
        made.number = picture.steps.size() + 1;
        made.kind = kind;
        made.lane = lane;
        made.targets = std::move(to);
        made.time = QStringLiteral("+%1 ms").arg(7 * picture.steps.size());
        made.label = QString::fromLatin1(label);
        made.words = made.sentence = QStringLiteral("what broker %1 did").arg(lane + 1);
        picture.steps.push_back(std::move(made));
    };
    step(Kind::kPreVote, 1, {{0, false}, {2, true}}, "epoch 5?");
    step(Kind::kYes, 2, {{1, true}}, "would");
    step(Kind::kVote, 1, {{0, false}, {2, true}}, "vote, epoch 5");
    step(Kind::kYes, 2, {{1, true}}, "yes");
    step(Kind::kElected, 1, {}, "controller, epoch 5");
    step(Kind::kFollows, 2, {{1, true}}, "follows");
    return picture;
}

inline widgets::ElectionMeasures electionMeasures() {
    return {.width = [](const QString& text) { return 6.5 * static_cast<double>(text.size()); },
            .boldWidth = [](const QString& text) { return 7.0 * static_cast<double>(text.size()); }};
}

}  // namespace sample
