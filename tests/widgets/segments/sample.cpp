#include "tests/widgets/segments/sample.h"

#include <algorithm>

#include <fmt/core.h>

#include "broker/base/check.h"
#include "broker/wire/record_reader.h"

namespace sample {

using namespace broker;  // a sample speaks the engine's words
using wire::BatchBuilder;

namespace {

constexpr std::int64_t kNow = 1'763'633'721'700;

std::string order(std::int64_t number, std::size_t bytes) {
    std::string text = fmt::format(
        R"({{"order":"A-{}","customer":"c-{}","total":412.35,"currency":"EUR","lines":[{{"sku":"K-1","n":1}},{{"sku":"K-7","n":3}}],"ship":{{"city":"Bern","zip":"3011"}},"note":")",
        number, number % 977);
    while (text.size() + 2 < bytes) text += "as ordered, ";
    return text + "\"}";
}

std::shared_ptr<const log::RecordList> listOf(ByteView batch) {
    auto list = std::make_shared<log::RecordList>();
    list->batch = toBytes(batch);
    const auto view = wire::parseBatch(list->batch);
    CHECK(view.has_value());
    list->header = view->header;
    auto codec = view->header.codec();
    ByteView records = view->records();
    if (codec && *codec != wire::Codec::kNone) {
        auto plain = wire::decompress(*codec, records, 64 << 20);
        CHECK(plain.has_value());
        list->records = std::move(*plain);
        records = list->records;
    }
    std::uint64_t position = 0;
    for (std::int32_t i = 0; i < view->header.recordCount; ++i) {
        wire::RecordView record;
        const auto size = wire::parseRecord(records.subspan(position), record);
        CHECK(size.has_value());
        list->infos.push_back({view->header.baseOffset + record.offsetDelta,
                               view->header.timestampOf(record.timestampDelta), record, position});
        position += *size;
    }
    return list;
}

}  // namespace

void Segment::append(const BatchSpec& spec) {
    BatchBuilder builder({.baseOffset = next,
                          .leaderEpoch = LeaderEpoch(7),
                          .codec = spec.codec,
                          .producerId = ProducerId(4000),
                          .producerEpoch = ProducerEpoch(0),
                          .baseSequence = Sequence(static_cast<std::int32_t>(next.value()))});
    for (int i = 0; i < spec.records; ++i) {
        const std::int64_t number = next.value() + i;
        const std::string key = fmt::format("c-{}", number % 977);
        const std::string value =
            order(number, spec.valueBytes + static_cast<std::size_t>(number * 37 % 200));
        const wire::RecordHeader header{asBytes("trace-id"), asBytes("{\x91\xc0N\xe2]J\x07\xa3\xf8\x1b"
                                                                     "f \xd9\\\xe4")};
        builder.append({.timestamp = Timestamp(kNow + number * 5),
                        .key = asBytes(key),
                        .value = asBytes(value),
                        .headers = std::span(&header, 1)});
    }
    const auto built = builder.build();
    CHECK(built.has_value());
    const auto header = wire::BatchHeader::parse(*built);
    CHECK(header.has_value());
    const std::uint64_t position = bytes.size();
    if (sinceEntry > 4096) {
        index.push_back({header->lastOffset(), static_cast<std::uint32_t>(position)});
        sinceEntry = 0;
    }
    sinceEntry += built->size();
    bytes.insert(bytes.end(), built->begin(), built->end());
    infos.push_back({*header, position, true});
    next = header->nextOffset();
}

void Segment::damage(std::size_t row) {
    bytes[infos[row].position + infos[row].header.size() - 1] ^= 1;
    const auto batch = ByteView(bytes).subspan(infos[row].position, infos[row].header.size());
    infos[row].crcIsRight = wire::checkCrc(batch).has_value();
}

std::shared_ptr<widgets::SegmentContents> Segment::contents() const {
    auto contents = std::make_shared<widgets::SegmentContents>();
    contents->base = base;
    contents->segmentBytes = bytes.size();
    contents->batches.batches = infos;
    contents->batches.nextPosition = bytes.size();
    contents->index = index;
    return contents;
}

std::shared_ptr<const log::RecordList> Segment::records(std::size_t row) const {
    return listOf(ByteView(bytes).subspan(infos[row].position, infos[row].header.size()));
}

std::shared_ptr<widgets::BatchContents> Segment::batch(std::size_t row) const {
    auto contents = std::make_shared<widgets::BatchContents>();
    contents->segment = base;
    contents->position = infos[row].position;
    contents->list = records(row);
    return contents;
}

std::shared_ptr<const log::OffsetSearch> Segment::search(Offset wanted, std::vector<Offset> bases) const {
    auto search = std::make_shared<log::OffsetSearch>();
    search->wanted = wanted;
    search->segments = std::move(bases);
    const auto after = std::ranges::upper_bound(search->segments, wanted);
    if (after == search->segments.begin()) return search;
    search->segment = static_cast<std::size_t>(after - search->segments.begin() - 1);
    search->indexEntries = index.size();
    for (const auto& entry : index) {
        if (entry.offset > wanted) break;
        search->entry = entry;
    }
    search->indexLooks = {index.size() / 2, index.size() / 4};
    search->seekPosition = search->entry ? search->entry->position : 0;
    for (const auto& info : infos) {
        if (info.position < search->seekPosition) continue;
        search->scanned.push_back(info);
        if (info.header.lastOffset() < wanted) continue;
        search->found = true;
        break;
    }
    search->logBytesRead = 8300;
    return search;
}

Segment orders(int batches) {
    using wire::Codec;
    Segment segment(Offset(35'094));
    for (int i = 0; i < batches; ++i) {
        const Codec codec = i < 8    ? Codec::kSnappy
                            : i < 25 ? Codec::kNone
                            : i < 31 ? Codec::kZstd
                                     : Codec::kLz4;
        segment.append({.codec = codec,
                        .records = 2 + i % 3,
                        .valueBytes = std::size_t{500} + static_cast<std::size_t>(i % 5) * 90});
    }
    return segment;
}

std::shared_ptr<widgets::FolderContents> folder(const Segment& last) {
    auto folder = std::make_shared<widgets::FolderContents>();
    folder->path = QStringLiteral("/data/broker-2/orders-1");
    for (const std::int64_t base : {std::int64_t{0}, std::int64_t{17'548}, last.base.value()}) {
        const bool isLast = base == last.base.value();
        const std::uint64_t size = isLast ? last.bytes.size() : 16'774'913;
        folder->files.push_back({fmt::format("{:020}.index", base), isLast ? 10'485'760U : 25'320U});
        folder->files.push_back({fmt::format("{:020}.log", base), size});
        if (base > 0) folder->files.push_back({fmt::format("{:020}.snapshot", base), 56});
        folder->files.push_back({fmt::format("{:020}.timeindex", base), isLast ? 10'485'756U : 37'992U});
        folder->segments.push_back({.baseOffset = Offset(base),
                                    .bytes = size,
                                    .indexEntries = 3165,
                                    .timeIndexEntries = 3166,
                                    .hasIndex = true,
                                    .hasTimeIndex = true});
    }
    folder->files.push_back({"leader-epoch-checkpoint", 63});
    folder->files.push_back({"partition.metadata", 43});
    return folder;
}

std::shared_ptr<const log::RecordList> oneRecord(std::string_view key, Bytes value) {
    BatchBuilder builder({.baseOffset = Offset(5)});
    builder.append(
        {.timestamp = Timestamp(kNow), .key = asBytes(key), .value = ByteView(value), .headers = {}});
    const auto built = builder.build();
    CHECK(built.has_value());
    return listOf(*built);
}

}  // namespace sample
