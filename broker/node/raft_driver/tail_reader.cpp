#include "broker/node/raft_driver/tail_reader.h"

#include <algorithm>
#include <utility>

#include "broker/metadata/record_words.h"
#include "broker/node/raft_driver/log_reading.h"
#include "broker/wire/message.h"
#include "broker/wire/record_control.h"
#include "broker/wire/record_reader.h"

namespace broker::node {
namespace {

/// Topics that were named in the records and may not be in an image yet; more are not kept.
constexpr std::size_t kMostNamed = 2 * observe::kMetadataTailSize;

observe::MetadataLine controlLine(const wire::RecordView& record) {
    const Result<wire::ControlRecordType> type = wire::controlTypeOf(record);
    if (type && *type == wire::ControlRecordType::kLeaderChange) {
        const auto message =
            wire::decodeMessage<wire::LeaderChangeMessage>(record.value.value_or(ByteView{}), 0);
        if (message) return metadata::describe(*message);
    }
    observe::MetadataLine line;
    line.type = "control record";
    return line;
}

}  // namespace

void TailReader::truncate(Offset end) {
    m_next = std::min(m_next, end);
    if (m_tail->empty() || m_tail->back()->offset < end) return;
    auto kept = std::make_shared<observe::MetadataTail>(*m_tail);
    std::erase_if(*kept, [end](const auto& line) { return line->offset >= end; });
    m_tail = std::move(kept);
}

void TailReader::clear() {
    m_next = Offset(0);
    m_tail = std::make_shared<const observe::MetadataTail>();
}

std::shared_ptr<const observe::MetadataTail> TailReader::read(const log::PartitionLog& log,
                                                              const metadata::ImagePointer& image) {
    if (image != m_image) m_imageBefore = std::exchange(m_image, image);
    const Offset end = log.end();
    if (m_next >= end) return m_tail;
    const Offset first = std::max({m_next, log.start(), end - std::int64_t{observe::kMetadataTailSize}});
    auto lines = std::make_shared<observe::MetadataTail>(*m_tail);
    const std::size_t before = lines->size();
    const Result<void> isRead = readUpTo(log, first, end, *lines);
    if (!isRead && lines->size() == before) return m_tail;
    m_next = isRead ? end : lines->back()->offset + 1;
    if (lines->size() > observe::kMetadataTailSize)
        lines->erase(lines->begin(), lines->end() - static_cast<std::ptrdiff_t>(observe::kMetadataTailSize));
    if (m_named.size() > kMostNamed) m_named.clear();
    m_tail = std::move(lines);
    return m_tail;
}

Result<void> TailReader::readUpTo(const log::PartitionLog& log, Offset first, Offset end,
                                  observe::MetadataTail& lines) {
    for (Offset next = first; next < end;) {
        ASSIGN_OR_RETURN(const Bytes bytes, readBatches(log, next, end));
        const Offset before = next;
        wire::BatchCursor cursor(bytes);
        for (;;) {
            ASSIGN_OR_RETURN(const std::optional<wire::BatchView> batch, cursor.next());
            if (!batch) break;
            RETURN_IF_ERROR(takeBatch(*batch, first, lines));
            next = batch->header.nextOffset();
        }
        if (next == before) return {};
    }
    return {};
}

Result<void> TailReader::takeBatch(const wire::BatchView& batch, Offset first, observe::MetadataTail& lines) {
    ASSIGN_OR_RETURN(wire::RecordReader reader, wire::RecordReader::open(batch));
    wire::RecordView record;
    for (;;) {
        ASSIGN_OR_RETURN(const bool more, reader.next(record));
        if (!more) return {};
        const Offset offset = batch.header.baseOffset + record.offsetDelta;
        if (offset < first) continue;
        observe::MetadataLine line = lineOf(batch, record);
        line.offset = offset;
        line.epoch = batch.header.leaderEpoch;
        line.time = Timestamp(batch.header.baseTimestamp.value() + record.timestampDelta);
        lines.push_back(std::make_shared<const observe::MetadataLine>(std::move(line)));
    }
}

observe::MetadataLine TailReader::lineOf(const wire::BatchView& batch, const wire::RecordView& record) {
    if (batch.header.isControl()) return controlLine(record);
    const Result<metadata::Record> decoded = metadata::decode(record.value.value_or(ByteView{}));
    if (!decoded) {
        observe::MetadataLine line;
        line.type = "unreadable record";
        line.says = {decoded.error().detail};
        return line;
    }
    if (const auto* topic = std::get_if<metadata::TopicRecord>(&*decoded)) m_named[topic->id] = topic->name;
    return metadata::describe(*decoded, [this](const Uuid& topic) { return nameOf(topic); });
}

std::string TailReader::nameOf(const Uuid& topic) const {
    for (const metadata::ImagePointer& image : {m_image, m_imageBefore})
        if (const metadata::TopicImage* found = image ? image->topic(topic) : nullptr) return found->name;
    const auto named = m_named.find(topic);
    return named == m_named.end() ? std::string() : named->second;
}

}  // namespace broker::node
