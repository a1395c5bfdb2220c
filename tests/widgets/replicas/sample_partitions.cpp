#include "tests/widgets/replicas/sample_partitions.h"

#include <algorithm>
#include <memory>

#include <QLocale>

namespace sample {

using broker::BrokerId;
using broker::Offset;
using broker::PartitionIndex;
using widgets::PartitionPicture;
using widgets::ReplicaPicture;
using State = ReplicaPicture::State;
using Tone = ReplicaPicture::Tone;

ReplicaPicture replica(int broker, State state, std::int64_t end) {
    static const char* const kWords[] = {"leader", "in sync", "out of sync", "eligible", "offline"};
    ReplicaPicture picture;
    picture.broker = BrokerId(broker);
    picture.state = state;
    picture.end = Offset(end);
    picture.title = QStringLiteral("broker %1").arg(broker);
    picture.stateWord = QString::fromLatin1(kWords[static_cast<int>(state)]);
    picture.endText = QLocale(QLocale::English).toString(static_cast<qlonglong>(end));
    picture.why = state == State::kLeader ? QStringLiteral("leads since 10:38:01")
                                          : QStringLiteral("6 behind for 0.4 s of 10 s");
    return picture;
}

PartitionPicture partition(int index, std::int64_t watermark, const std::vector<std::int64_t>& ends) {
    PartitionPicture picture;
    picture.id = {"orders", PartitionIndex(index)};
    picture.title = QStringLiteral("orders-%1").arg(index);
    picture.subtitle = QStringLiteral("leader epoch 5 · in-sync replicas 1, 2, 3 · 3 of 3");
    picture.highWatermark = Offset(watermark);
    picture.watermarkLabel =
        QStringLiteral("HW ") + QLocale(QLocale::English).toString(static_cast<qlonglong>(watermark));
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const State state = i == 0                 ? State::kLeader
                            : ends[i] >= watermark ? State::kInSync
                                                   : State::kOutOfSync;
        picture.replicas.push_back(replica(static_cast<int>(i) + 1, state, ends[i]));
        if (state == State::kOutOfSync) {
            picture.replicas.back().tone = Tone::kWarning;
            picture.replicas.back().why =
                QStringLiteral("%1 behind for 20.3 s, limit 10 s").arg(ends.front() - ends[i]);
        }
    }
    return picture;
}

std::vector<PartitionPicture> everyState() {
    std::vector<PartitionPicture> all;
    all.push_back(partition(0, 50'343, {50'377, 50'371, 50'343}));
    PartitionPicture cut = partition(1, 50'206, {50'214, 50'206, 46'152});
    cut.replicas[2].cut = widgets::ReplicaCut{
        .to = Offset(46'152), .from = Offset(46'216), .label = QStringLiteral("64 records cut")};
    cut.replicas[2].why = QStringLiteral("was cut, 4,062 behind for 20.3 s");
    cut.boundary = widgets::EpochBoundary{.at = Offset(46'152),
                                          .before = QStringLiteral("epoch 6"),
                                          .after = QStringLiteral("epoch 7 from 46,152")};
    all.push_back(cut);
    all.push_back(partition(2, 49'961, {49'986, 49'961, 48'846}));
    PartitionPicture few = partition(3, 1'200, {1'260, 1'200, 1'200});
    few.replicas[1].state = State::kEligible;
    few.replicas[1].stateWord = QStringLiteral("eligible");
    few.replicas[1].why = QStringLiteral("may lead: 60 behind for 4 s, limit 10 s");
    few.replicas[1].tone = Tone::kWarning;
    few.replicas[2].state = State::kOffline;
    few.replicas[2].isDown = true;
    few.replicas[2].stateWord = QStringLiteral("offline");
    few.replicas[2].why = QStringLiteral("down since 10:41:02, 60 behind");
    few.replicas[2].tone = Tone::kBad;
    few.subtitle = QStringLiteral("leader epoch 9 · in-sync replicas 1 · 1 of 3 · under min ISR 2");
    few.tone = Tone::kWarning;
    all.push_back(few);
    PartitionPicture written = partition(4, 310, {330, 320, 300});
    written.replicas[2].cut = widgets::ReplicaCut{
        .to = Offset(280), .from = Offset(320), .isLoss = true, .label = QStringLiteral("40 records cut")};
    all.push_back(written);
    all.push_back(partition(5, 0, {0, 0, 0}));
    PartitionPicture unknown = partition(6, 88, {88, 88, 88});
    for (ReplicaPicture& one : unknown.replicas) {
        one.state = State::kOffline;
        one.isDown = true;
        one.stateWord = QStringLiteral("offline");
        one.tone = Tone::kBad;
    }
    unknown.replicas[2].isKnown = false;
    unknown.replicas[2].endText = QStringLiteral("–");
    unknown.tone = Tone::kBad;
    all.push_back(unknown);
    return all;
}

widgets::ReplicasContents contentsOf(std::vector<PartitionPicture> partitions) {
    const auto shared = std::make_shared<const std::vector<PartitionPicture>>(std::move(partitions));
    widgets::ReplicasContents contents;
    for (const PartitionPicture& picture : *shared) {
        contents.replicas.push_back(static_cast<int>(picture.replicas.size()));
        contents.largest = std::max(contents.largest, picture.end());
    }
    contents.picture = [shared](std::size_t index) { return (*shared)[index]; };
    contents.indexOf = [shared](const broker::TopicPartition& id) -> std::optional<std::size_t> {
        const auto found = std::ranges::find(*shared, id, &PartitionPicture::id);
        if (found == shared->end()) return std::nullopt;
        return static_cast<std::size_t>(found - shared->begin());
    };
    return contents;
}

}  // namespace sample
