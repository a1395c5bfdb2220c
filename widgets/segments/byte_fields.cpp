#include "widgets/segments/byte_fields.h"

#include <QCoreApplication>
#include <QStringList>

#include "broker/wire/group_record.h"
#include "widgets/segments/codec_look.h"
#include "widgets/segments/json_outline.h"
#include "widgets/segments/look.h"
#include "widgets/segments/records_model.h"

namespace widgets {

using broker::ByteView;
using broker::log::RecordInfo;
using broker::log::RecordList;
using broker::wire::BatchHeader;
using broker::wire::ByteRange;
using broker::wire::RecordField;

namespace {

/// The context of the words.
struct ByteFields {
    Q_DECLARE_TR_FUNCTIONS(widgets::ByteFields)
};

QString whatIs(const std::optional<ByteView>& value) {
    if (!value) return ByteFields::tr("null");
    if (value->empty()) return ByteFields::tr("empty");
    if (value->size() <= 64) return onOneLine(*value, 40);
    if (JsonOutline::parse(*value)) return QStringLiteral("JSON");
    return onOneLine(*value, 40);
}

QString lengthText(const std::optional<ByteView>& bytes) {
    return bytes ? grouped(static_cast<std::int64_t>(bytes->size()))
                 : ByteFields::tr("%1: null").arg(grouped(-1));
}

QString headersText(const broker::wire::RecordHeaders& headers) {
    constexpr int kMaxNames = 4;
    QStringList names;
    for (const auto& header : headers) {
        if (names.size() == kMaxNames) {
            names.append(QStringLiteral("…"));
            break;
        }
        names.append(onOneLine(header.key, 24));
    }
    return names.join(QStringLiteral(", "));
}

QString decodedField(const RecordInfo& info, RecordField field) {
    const auto& view = info.view;
    switch (field) {
        case RecordField::kLength:
            return grouped(
                static_cast<std::int64_t>(view.bytes.size() - view.range(RecordField::kLength).size()));
        case RecordField::kAttributes:
            return QString::number(view.attributes);
        case RecordField::kTimestampDelta:
            return ByteFields::tr("%1 ms").arg(grouped(view.timestampDelta));
        case RecordField::kOffsetDelta:
            return grouped(view.offsetDelta);
        case RecordField::kKeyLength:
            return lengthText(view.key);
        case RecordField::kKey:
            return whatIs(view.key);
        case RecordField::kValueLength:
            return lengthText(view.value);
        case RecordField::kValue:
            return whatIs(view.value);
        case RecordField::kHeaderCount:
            return grouped(static_cast<std::int64_t>(view.headers.size()));
        case RecordField::kHeaders:
            return headersText(view.headers);
    }
    return {};
}

struct FieldLook {
    RecordField field;
    const char* name;
    FieldHue hue;
};
constexpr FieldLook kRecordLooks[] = {
    {RecordField::kLength, "length", FieldHue::kNeutral},
    {RecordField::kAttributes, "attributes", FieldHue::kDim},
    {RecordField::kTimestampDelta, "timestampDelta", FieldHue::kTeal},
    {RecordField::kOffsetDelta, "offsetDelta", FieldHue::kViolet},
    {RecordField::kKeyLength, "keyLength", FieldHue::kCoral},
    {RecordField::kKey, "key", FieldHue::kCoral},
    {RecordField::kValueLength, "valueLength", FieldHue::kBlue},
    {RecordField::kValue, "value", FieldHue::kBlue},
    {RecordField::kHeaderCount, "headersCount", FieldHue::kGold},
    {RecordField::kHeaders, "headers", FieldHue::kGold},
};

/// The innermost fields, one behind the other, with the names that lead to them. What an array has before its
/// elements is its count, and what a structure of flexible versions has behind its fields are tagged ones.
class Leaves {
public:
    Leaves(std::vector<ByteField>& fields, std::size_t shift, FieldHue hue)
        : m_fields(fields)
        , m_shift(shift)
        , m_hue(hue) {}

    void add(const broker::wire::InspectedField& field, const QString& path) {
        const QString value = QString::fromStdString(field.value);
        if (field.children.empty()) return addOne(path, value, field.begin, field.end);
        std::size_t at = field.begin;
        for (const auto& child : field.children) {
            addOne(path, value, at, child.begin);
            const QString name = QString::fromStdString(child.name);
            add(child, name.startsWith(u'[') ? path + name : path + u'.' + name);
            at = child.end;
        }
        addOne(path + QStringLiteral("._tagged_fields"), {}, at, field.end);
    }

private:
    void addOne(const QString& name, const QString& decoded, std::size_t begin, std::size_t end) {
        if (begin < end)
            m_fields.push_back(
                {.name = name, .decoded = decoded, .range = {begin + m_shift, end + m_shift}, .hue = m_hue});
    }

    std::vector<ByteField>& m_fields;
    const std::size_t m_shift;
    const FieldHue m_hue;
};

/// Puts the fields within key and value in their place. What can't be read stays whole.
void openGroupRecord(FieldedBytes& fielded, const RecordInfo& info) {
    const auto inspected = broker::wire::inspectGroupRecord(info.view.key, info.view.value);
    if (inspected.error) return;
    std::vector<ByteField> opened;
    for (ByteField& field : fielded.fields) {
        const bool isKey = field.name == QLatin1String("key");
        const bool isValue = field.name == QLatin1String("value");
        const auto& inside = isKey ? inspected.key : inspected.value;
        if ((isKey || isValue) && !inside.children.empty())
            Leaves(opened, field.range.begin, field.hue).add(inside, field.name);
        else
            opened.push_back(std::move(field));
    }
    fielded.fields = std::move(opened);
}

QString attributesText(const BatchHeader& header) {
    QStringList words{codecText(header.codec())};
    words.append(header.timestampType() == broker::wire::TimestampType::kLogAppendTime
                     ? QStringLiteral("LogAppendTime")
                     : QStringLiteral("CreateTime"));
    if (header.isTransactional()) words.append(ByteFields::tr("transactional"));
    if (header.isControl()) words.append(ByteFields::tr("control"));
    if (header.hasDeleteHorizon()) words.append(ByteFields::tr("delete horizon"));
    return words.join(QStringLiteral(", "));
}

QString timestampText(broker::Timestamp timestamp) {
    return timestamp == broker::kNoTimestamp ? ByteFields::tr("none") : dateTimeText(timestamp);
}

}  // namespace

FieldedBytes fieldsOfRecord(const std::shared_ptr<const RecordList>& list, std::size_t index,
                            RecordMeaning meaning) {
    if (!list || index >= list->infos.size()) return {};
    const RecordInfo& info = list->infos[index];
    FieldedBytes fielded{.owner = list, .bytes = info.view.bytes, .fields = {}};
    for (const FieldLook& look : kRecordLooks) {
        const ByteRange range = info.view.range(look.field);
        if (range.size() == 0) continue;
        fielded.fields.push_back({.name = QString::fromLatin1(look.name),
                                  .decoded = decodedField(info, look.field),
                                  .range = range,
                                  .hue = look.hue});
    }
    if (meaning == RecordMeaning::kGroups) openGroupRecord(fielded, info);
    return fielded;
}

FieldedBytes fieldsOfBatch(const std::shared_ptr<const RecordList>& list, bool crcIsRight) {
    if (!list || list->batch.size() < broker::wire::kBatchHeaderSize) return {};
    namespace at = broker::wire::batch_position;
    const BatchHeader& header = list->header;
    FieldedBytes fielded{.owner = list, .bytes = list->batch, .fields = {}};
    const auto add = [&](const char* name, std::size_t begin, std::size_t end, FieldHue hue,
                         QString decoded) {
        fielded.fields.push_back({.name = QString::fromLatin1(name),
                                  .decoded = std::move(decoded),
                                  .range = {begin, end},
                                  .hue = hue});
    };
    add("baseOffset", at::kBaseOffset, at::kBatchLength, FieldHue::kViolet, grouped(header.baseOffset));
    add("batchLength", at::kBatchLength, at::kLeaderEpoch, FieldHue::kNeutral, grouped(header.batchLength));
    add("partitionLeaderEpoch", at::kLeaderEpoch, at::kMagic, FieldHue::kGreen,
        grouped(header.leaderEpoch.value()));
    add("magic", at::kMagic, at::kCrc, FieldHue::kDim, QString::number(list->batch[at::kMagic]));
    add("crc", at::kCrc, at::kAttributes, crcIsRight ? FieldHue::kGreen : FieldHue::kRed,
        QStringLiteral("%1 %2")
            .arg(header.crc, 8, 16, QChar(u'0'))
            .arg(crcIsRight ? ByteFields::tr("✓ right") : ByteFields::tr("✗ wrong")));
    fielded.fields.back().isWrong = !crcIsRight;
    add("attributes", at::kAttributes, at::kLastOffsetDelta, FieldHue::kAmber, attributesText(header));
    add("lastOffsetDelta", at::kLastOffsetDelta, at::kBaseTimestamp, FieldHue::kViolet,
        grouped(header.lastOffsetDelta));
    add("baseTimestamp", at::kBaseTimestamp, at::kMaxTimestamp, FieldHue::kTeal,
        timestampText(header.baseTimestamp));
    add("maxTimestamp", at::kMaxTimestamp, at::kProducerId, FieldHue::kTeal,
        timestampText(header.maxTimestamp));
    add("producerId", at::kProducerId, at::kProducerEpoch, FieldHue::kCoral,
        grouped(header.producerId.value()));
    add("producerEpoch", at::kProducerEpoch, at::kBaseSequence, FieldHue::kCoral,
        grouped(header.producerEpoch.value()));
    add("baseSequence", at::kBaseSequence, at::kRecordCount, FieldHue::kCoral,
        grouped(header.baseSequence.value()));
    add("recordsCount", at::kRecordCount, at::kRecords, FieldHue::kNeutral, grouped(header.recordCount));
    if (list->batch.size() > at::kRecords) {
        const auto bytes = static_cast<std::int64_t>(list->batch.size() - at::kRecords);
        add("records", at::kRecords, list->batch.size(), FieldHue::kBlue,
            ByteFields::tr("%1, %2 bytes").arg(codecText(header.codec()), grouped(bytes)));
    }
    return fielded;
}

}  // namespace widgets
