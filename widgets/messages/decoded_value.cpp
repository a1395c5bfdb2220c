#include "widgets/messages/decoded_value.h"

#include <algorithm>

#include "broker/wire/group_record.h"

namespace widgets {

using broker::ByteView;
using broker::reading::Format;
using broker::reading::ReadBytes;

namespace {

/// The front of UTF-8 without half a character at its end.
ByteView wholeCharacters(ByteView bytes, std::size_t most) {
    if (bytes.size() <= most) return bytes;
    while (most > 0 && (bytes[most] & 0xc0) == 0x80) --most;
    return bytes.first(most);
}

void makeText(DecodedValue& value) {
    const ByteView front = wholeCharacters(value.bytes, kMaxShownText);
    value.kind = DecodedValue::Kind::kText;
    value.text = QString::fromUtf8(QByteArrayView(front.data(), static_cast<qsizetype>(front.size())));
    value.shownBytes = front.size();
}

/// All the fields of a record of __consumer_offsets, a line each.
void writeFields(QString& text, const broker::wire::InspectedField& field, int depth) {
    text += QString(depth * 2, u' ') + QString::fromStdString(field.name);
    if (!field.value.empty()) text += QStringLiteral(": ") + QString::fromStdString(field.value);
    text += u'\n';
    for (const auto& child : field.children) writeFields(text, child, depth + 1);
}

void makeGroupFields(DecodedValue& value, MessagePart part) {
    const auto view = [](const std::optional<ReadBytes>& bytes) {
        return bytes ? std::optional(ByteView(bytes->front)) : std::nullopt;
    };
    const auto inspected =
        broker::wire::inspectGroupRecord(view(value.record->key), view(value.record->value));
    value.kind = DecodedValue::Kind::kText;
    value.fits = !inspected.error;
    writeFields(value.text, part == MessagePart::kKey ? inspected.key : inspected.value, 0);
    if (inspected.error) value.text += QString::fromStdString(inspected.error->detail) + u'\n';
}

void makeInteger(DecodedValue& value, Format format) {
    const auto line = broker::reading::lineOf(format, value.bytes, kMaxShownText);
    value.fits = line.fits;
    if (!line.fits) return;
    value.kind = DecodedValue::Kind::kText;
    value.text = QString::fromStdString(line.text);
}

}  // namespace

DecodedValue decodeValue(const broker::reading::RecordPointer& record, MessagePart part, Format format) {
    const std::optional<ReadBytes>& bytes = part == MessagePart::kKey ? record->key : record->value;
    DecodedValue value;
    value.record = record;
    if (!bytes) return value;
    value.bytes = bytes->front;
    value.size = bytes->size;
    value.shownBytes = bytes->front.size();
    value.kind = bytes->size == 0 ? DecodedValue::Kind::kEmpty : DecodedValue::Kind::kBytes;
    if (bytes->size == 0) return value;
    const bool isAuto = format == Format::kAuto;
    if (isAuto) format = broker::reading::formatFor(value.bytes, bytes->isWhole());
    switch (format) {
        case Format::kAuto:
        case Format::kHex:
            break;
        case Format::kText:
            makeText(value);
            value.fits = broker::reading::isText(value.bytes);
            break;
        case Format::kJson:
            value.json = bytes->isWhole() ? JsonOutline::parse(value.bytes) : std::nullopt;
            value.kind = DecodedValue::Kind::kJson;
            if (value.json) break;
            makeText(value);
            value.fits = isAuto || !bytes->isWhole();
            break;
        case Format::kInt32:
        case Format::kInt64:
            makeInteger(value, format);
            break;
        case Format::kGroupRecord:
            makeGroupFields(value, part);
            break;
    }
    return value;
}

}  // namespace widgets
