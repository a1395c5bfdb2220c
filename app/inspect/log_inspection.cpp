#include "app/inspect/log_inspection.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include "app/pages/state_words.h"
#include "app/words/amounts.h"
#include "app/words/event_words.h"
#include "broker/log/folder_reader.h"

namespace app {
namespace {

using broker::wire::BatchHeader;

class LogInspection {
    Q_DECLARE_TR_FUNCTIONS(LogInspection)
public:
    static Inspection batch(const broker::observe::ClusterSnapshot& snapshot, const BatchSubject& subject);
    static Inspection record(const broker::observe::ClusterSnapshot& snapshot, const RecordSubject& subject);

private:
    static QString codec(const BatchHeader& header);
    static QString committed(const broker::observe::ReplicaSnapshot* replica, broker::Offset last);
    static QString producer(const BatchHeader& header);
    static QString length(const std::optional<broker::ByteView>& bytes) {
        return bytes ? tr("%n byte(s)", nullptr, static_cast<int>(bytes->size())) : tr("null");
    }
    using Act = Inspection::Act;
    static Act segments(const BatchSubject& subject) {
        return {tr("Partition"),
                topicPlace(subject.partition.topic, Tab::kPartitions),
                {},
                false,
                PartitionSubject{subject.partition}};
    }
};

QString LogInspection::codec(const BatchHeader& header) {
    using broker::wire::Codec;
    const auto codec = header.codec();
    if (!codec) return tr("unknown");
    switch (*codec) {
        case Codec::kNone:
            return tr("none");
        case Codec::kGzip:
            return QStringLiteral("gzip");
        case Codec::kSnappy:
            return QStringLiteral("snappy");
        case Codec::kLz4:
            return QStringLiteral("lz4");
        case Codec::kZstd:
            return QStringLiteral("zstd");
    }
    return tr("unknown");
}

QString LogInspection::committed(const broker::observe::ReplicaSnapshot* replica, broker::Offset last) {
    if (!replica) return tr("Nobody knows its high watermark now.");
    const QString mark = wholeNumber(replica->highWatermark.value());
    return last < replica->highWatermark ? tr("Committed: the high watermark is %1.").arg(mark)
                                         : tr("Not committed yet: the high watermark is %1.").arg(mark);
}

QString LogInspection::producer(const BatchHeader& header) {
    if (!header.hasProducerId())
        return tr("The producer was not idempotent, so a batch sent twice would be written twice.");
    return tr("Producer %1 sent it as its records %2 to %3 of this partition: sent again, it would be "
              "recognized.")
        .arg(header.producerId.value())
        .arg(header.baseSequence.value())
        .arg(header.lastSequence().value());
}

Inspection LogInspection::batch(const broker::observe::ClusterSnapshot& snapshot,
                                const BatchSubject& subject) {
    const BatchHeader& header = subject.list->header;
    Inspection inspection;
    inspection.title = tr("Batch %1").arg(wholeNumber(header.baseOffset.value()));
    inspection.subtitle =
        tr("%1 on broker %2").arg(partitionName(subject.partition)).arg(subject.broker.value());
    QStringList words;
    words << committed(snapshot.replica(subject.partition, subject.broker), header.lastOffset());
    const auto packed = static_cast<double>(subject.list->batch.size());
    if (!subject.list->records.empty())
        words << tr("%1 packed its records from %2 to %3.")
                     .arg(codec(header), byteAmount(static_cast<double>(subject.list->records.size())),
                          byteAmount(packed));
    words << (header.isControl() ? tr("It is a control batch: the log's own mark, which no consumer sees.")
                                 : producer(header));
    inspection.words = words.join(u' ');

    Inspection::Section state{tr("State"), {}};
    state.rows.push_back({tr("Offsets"), wholeNumber(header.baseOffset.value()) + QStringLiteral(" – ") +
                                             wholeNumber(header.lastOffset().value())});
    state.rows.push_back({tr("Records"), wholeNumber(std::int64_t{header.recordCount})});
    state.rows.push_back({tr("Size"), tr("%n byte(s)", nullptr, static_cast<int>(header.size()))});
    state.rows.push_back(
        {tr("Position in the file"), wholeNumber(static_cast<std::int64_t>(subject.position))});
    state.rows.push_back({tr("Codec"), codec(header)});
    state.rows.push_back({tr("Leader epoch"), wholeNumber(std::int64_t{header.leaderEpoch.value()})});
    state.rows.push_back({tr("Timestamps"), preciseTime(header.baseTimestamp) + QStringLiteral(" – ") +
                                                preciseTime(header.maxTimestamp)});
    state.rows.push_back({tr("Producer id"), wholeNumber(header.producerId.value())});
    state.rows.push_back({tr("Producer epoch"), wholeNumber(std::int64_t{header.producerEpoch.value()})});
    state.rows.push_back({tr("Base sequence"), wholeNumber(std::int64_t{header.baseSequence.value()})});
    state.rows.push_back({tr("Transactional"), header.isTransactional() ? tr("yes") : tr("no")});
    inspection.sections.push_back(std::move(state));
    if (!subject.list->problem.empty())
        inspection.sections.push_back(
            {tr("Problem"), {{engineWords(subject.list->problem), {}, {}, Tone::kBad}}});
    inspection.acts.push_back(segments(subject));
    return inspection;
}

Inspection LogInspection::record(const broker::observe::ClusterSnapshot& snapshot,
                                 const RecordSubject& subject) {
    const auto& list = *subject.batch.list;
    const auto& info = list.infos[subject.index];
    Inspection inspection;
    inspection.title = tr("Record %1").arg(wholeNumber(info.offset.value()));
    inspection.subtitle = tr("number %1 of %2 in batch %3")
                              .arg(subject.index + 1)
                              .arg(list.header.recordCount)
                              .arg(wholeNumber(list.header.baseOffset.value()));
    QStringList words;
    words << committed(snapshot.replica(subject.batch.partition, subject.batch.broker), info.offset);
    if (!info.view.key)
        words << tr("It has no key, so the producer was free to choose the partition.");
    else
        words << tr(
            "Its key sends it to this partition, and later records with the same key stand behind it.");
    if (!info.view.value) words << tr("Its value is null: on a compacted topic that deletes the key.");
    inspection.words = words.join(u' ');

    Inspection::Section state{tr("State"), {}};
    const bool isAppendTime = list.header.timestampType() == broker::wire::TimestampType::kLogAppendTime;
    state.rows.push_back({tr("Timestamp"), preciseTime(info.timestamp),
                          isAppendTime ? QStringLiteral("LogAppendTime") : QStringLiteral("CreateTime")});
    state.rows.push_back({tr("Size"), tr("%n byte(s)", nullptr, static_cast<int>(info.view.bytes.size()))});
    state.rows.push_back({tr("Key"), length(info.view.key)});
    state.rows.push_back({tr("Value"), length(info.view.value)});
    state.rows.push_back({tr("Headers"), wholeNumber(static_cast<std::int64_t>(info.view.headers.size()))});
    state.rows.push_back({tr("Leader epoch"), wholeNumber(std::int64_t{list.header.leaderEpoch.value()})});
    inspection.sections.push_back(std::move(state));
    inspection.acts.push_back(segments(subject.batch));
    return inspection;
}

Inspection gone() {
    Inspection inspection;
    inspection.title = QStringLiteral("–");
    return inspection;
}

}  // namespace

Inspection inspectBatch(const broker::observe::ClusterSnapshot& snapshot, const BatchSubject& subject) {
    return subject.list ? LogInspection::batch(snapshot, subject) : gone();
}

Inspection inspectRecord(const broker::observe::ClusterSnapshot& snapshot, const RecordSubject& subject) {
    const bool exists = subject.batch.list && subject.index < subject.batch.list->infos.size();
    return exists ? LogInspection::record(snapshot, subject) : gone();
}

}  // namespace app
