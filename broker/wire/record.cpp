#include "broker/wire/record.h"

#include "broker/wire/record_cursor.h"

namespace broker::wire {
namespace {

/// A header is at least two lengths.
constexpr std::int32_t kLeastHeader = 2;

std::unexpected<Error> invalid(std::string_view what) {
    return failure(ErrorCode::kInvalidRecord, "{}", what);
}

/// A length of -1 is null; the field's bytes are taken.
bool readNullable(RecordCursor& cursor, std::optional<ByteView>& field) {
    const std::int32_t length = cursor.varint();
    field.reset();
    if (length >= 0)
        field = cursor.bytes(static_cast<std::size_t>(length));
    else if (length != -1)
        cursor.fail();
    return !cursor.failed();
}

void readHeader(RecordCursor& cursor, RecordHeader& header) {
    const std::int32_t length = cursor.varint();
    if (length < 0) return cursor.fail();
    header.key = cursor.bytes(static_cast<std::size_t>(length));
    readNullable(cursor, header.value);
}

}  // namespace

RecordHeaders::Iterator::Iterator(ByteView bytes, std::size_t count)
    : m_rest(bytes)
    , m_left(count) {
    read();
}

RecordHeaders::Iterator& RecordHeaders::Iterator::operator++() {
    --m_left;
    read();
    return *this;
}

void RecordHeaders::Iterator::read() {
    if (m_left == 0) return;
    RecordCursor cursor(m_rest);
    readHeader(cursor, m_header);
    m_rest = m_rest.subspan(cursor.position());
}

ByteRange RecordView::range(RecordField field) const {
    const auto index = static_cast<std::size_t>(field);
    return {begins[index], index + 1 < kRecordFields ? begins[index + 1] : bytes.size()};
}

Result<std::size_t> parseRecord(ByteView input, RecordView& record) {
    RecordCursor cursor(input);
    const auto begin = [&](RecordField field) {
        record.begins[static_cast<std::size_t>(field)] = static_cast<std::uint32_t>(cursor.position());
    };

    begin(RecordField::kLength);
    const std::int32_t length = cursor.varint();
    if (cursor.endReached()) return failure(ErrorCode::kEndOfInput, "the record's length is cut short");
    if (cursor.failed() || length < 0) return invalid("the record's length is impossible");
    if (static_cast<std::size_t>(length) > cursor.remaining())
        return failure(ErrorCode::kEndOfInput, "the record announces {} bytes, {} are left", length,
                       cursor.remaining());
    record.bytes = input.first(cursor.position() + static_cast<std::size_t>(length));
    cursor.endAt(record.bytes.size());

    begin(RecordField::kAttributes);
    record.attributes = cursor.int8();
    begin(RecordField::kTimestampDelta);
    record.timestampDelta = cursor.varlong();
    begin(RecordField::kOffsetDelta);
    record.offsetDelta = cursor.varint();

    begin(RecordField::kKeyLength);
    if (!readNullable(cursor, record.key))
        return invalid("the fields up to the key don't fit into the record");
    record.begins[static_cast<std::size_t>(RecordField::kKey)] =
        static_cast<std::uint32_t>(cursor.position() - (record.key ? record.key->size() : 0));
    begin(RecordField::kValueLength);
    if (!readNullable(cursor, record.value)) return invalid("the value doesn't fit into the record");
    record.begins[static_cast<std::size_t>(RecordField::kValue)] =
        static_cast<std::uint32_t>(cursor.position() - (record.value ? record.value->size() : 0));

    begin(RecordField::kHeaderCount);
    const std::int32_t count = cursor.varint();
    if (cursor.failed() || count < 0 || static_cast<std::size_t>(count) > cursor.remaining() / kLeastHeader)
        return invalid("the number of headers is impossible");
    begin(RecordField::kHeaders);
    const std::size_t headersBegin = cursor.position();
    RecordHeader header;
    for (std::int32_t i = 0; i < count && !cursor.failed(); ++i) readHeader(cursor, header);
    if (cursor.failed()) return invalid("a header doesn't fit into the record");
    record.headers = RecordHeaders(input.subspan(headersBegin, cursor.position() - headersBegin),
                                   static_cast<std::size_t>(count));
    if (cursor.remaining() > 0)
        return failure(ErrorCode::kInvalidRecord, "the record announces {} bytes, its fields take {} fewer",
                       length, cursor.remaining());
    return record.bytes.size();
}

}  // namespace broker::wire
