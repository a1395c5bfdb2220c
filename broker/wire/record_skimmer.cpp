#include "broker/wire/record_skimmer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "broker/wire/record.h"
#include "broker/wire/record_cursor.h"
#include "broker/wire/record_reader.h"

namespace broker::wire {
namespace {

constexpr std::size_t kMostLengthBytes = 5;
constexpr std::size_t kMostFieldBytes = 10;
/// A header is at least two lengths.
constexpr std::size_t kLeastHeader = 2;

/// One record on its way through the window, its length field passed.
class PassingRecord {
public:
    PassingRecord(UnpackedBytes& bytes, std::size_t length)
        : m_bytes(bytes)
        , m_length(length)
        , m_left(length) {}

    Result<void> pass(RecordOutline& outline) {
        constexpr std::string_view kUpToTheKey = "the fields up to the key don't fit into the record";
        ASSIGN_OR_RETURN([[maybe_unused]] const auto attributes,
                         field([](RecordCursor& cursor) { return cursor.int8(); }, kUpToTheKey));
        ASSIGN_OR_RETURN(outline.timestampDelta,
                         field([](RecordCursor& cursor) { return cursor.varlong(); }, kUpToTheKey));
        ASSIGN_OR_RETURN(outline.offsetDelta, varint(kUpToTheKey));
        ASSIGN_OR_RETURN(outline.hasKey, passNullable(kUpToTheKey));
        RETURN_IF_ERROR(passNullable("the value doesn't fit into the record"));
        RETURN_IF_ERROR(passHeaders());
        if (m_left == 0) return {};
        const std::size_t unused = m_left;
        RETURN_IF_ERROR(passBytes(unused, {}));
        return failure(ErrorCode::kInvalidRecord, "the record announces {} bytes, its fields take {} fewer",
                       m_length, unused);
    }

private:
    template <class Read>
    auto field(Read read, std::string_view fault) -> Result<decltype(read(std::declval<RecordCursor&>()))> {
        const std::size_t most = std::min(kMostFieldBytes, m_left);
        RETURN_IF_ERROR(m_bytes.fill(most));
        const ByteView here = m_bytes.rest().first(std::min(m_bytes.rest().size(), m_left));
        RecordCursor cursor(here);
        const auto value = read(cursor);
        if (cursor.failed()) return cursor.endReached() && here.size() < most ? cutShort() : invalid(fault);
        m_bytes.pass(cursor.position());
        m_left -= cursor.position();
        return value;
    }

    Result<std::int32_t> varint(std::string_view fault) {
        return field([](RecordCursor& cursor) { return cursor.varint(); }, fault);
    }

    Result<void> passBytes(std::size_t count, std::string_view fault) {
        if (count > m_left) return invalid(fault);
        while (count > 0) {
            RETURN_IF_ERROR(m_bytes.fill(1));
            const std::size_t here = std::min(count, m_bytes.rest().size());
            if (here == 0) return cutShort();
            m_bytes.pass(here);
            m_left -= here;
            count -= here;
        }
        return {};
    }

    /// Whether there is one: a length of -1 is null.
    Result<bool> passNullable(std::string_view fault) {
        ASSIGN_OR_RETURN(const std::int32_t length, varint(fault));
        if (length == -1) return false;
        if (length < 0) return invalid(fault);
        RETURN_IF_ERROR(passBytes(static_cast<std::size_t>(length), fault));
        return true;
    }

    Result<void> passHeaders() {
        constexpr std::string_view kCount = "the number of headers is impossible";
        constexpr std::string_view kHeader = "a header doesn't fit into the record";
        ASSIGN_OR_RETURN(const std::int32_t count, varint(kCount));
        if (count < 0 || static_cast<std::size_t>(count) > m_left / kLeastHeader) return invalid(kCount);
        for (std::int32_t i = 0; i < count; ++i) {
            ASSIGN_OR_RETURN(const bool hasName, passNullable(kHeader));
            if (!hasName) return invalid(kHeader);
            RETURN_IF_ERROR(passNullable(kHeader));
        }
        return {};
    }

    static std::unexpected<Error> invalid(std::string_view fault) {
        return failure(ErrorCode::kInvalidRecord, "{}", fault);
    }
    std::unexpected<Error> cutShort() const {
        return failure(ErrorCode::kEndOfInput, "the record announces {} bytes, {} are left", m_length,
                       m_length - m_left + m_bytes.rest().size());
    }

    UnpackedBytes& m_bytes;
    const std::size_t m_length;
    std::size_t m_left;
};

}  // namespace

RecordSkimmer::RecordSkimmer(const BatchView& batch, UnpackedBytes bytes)
    : m_announced(batch.header.recordCount)
    , m_bytes(std::move(bytes)) {}

Result<RecordSkimmer> RecordSkimmer::open(const BatchView& batch, std::size_t outputCap) {
    Result<UnpackedBytes> bytes = UnpackedBytes::open(batch, outputCap);
    if (bytes.has_value()) return RecordSkimmer(batch, std::move(*bytes));
    if (bytes.error().code == ErrorCode::kUnsupportedCompressionType)
        return failure(std::move(bytes).error());
    return atRecord(0, bytes.error());
}

Result<bool> RecordSkimmer::next(RecordOutline& outline) {
    if (m_given == m_announced) return finish();
    const Result<std::size_t> size = take(outline);
    if (!size.has_value()) return atRecord(m_given, size.error());
    m_position += *size;
    ++m_given;
    return true;
}

/// Passes one record and says how many bytes it took.
Result<std::size_t> RecordSkimmer::take(RecordOutline& outline) {
    if (!m_bytes.isPlain()) {
        RETURN_IF_ERROR(m_bytes.fill(kMostLengthBytes));
        RecordCursor cursor(m_bytes.rest());
        const std::int32_t length = cursor.varint();
        if (!cursor.failed() && length >= 0) {
            const auto body = static_cast<std::size_t>(length);
            const std::size_t size = cursor.position() + body;
            if (size > kWindow) {
                m_bytes.pass(cursor.position());
                RETURN_IF_ERROR(PassingRecord(m_bytes, body).pass(outline));
                return size;
            }
            RETURN_IF_ERROR(m_bytes.fill(size));
        }
    }
    RecordView record;
    ASSIGN_OR_RETURN(const std::size_t size, parseRecord(m_bytes.rest(), record));
    m_bytes.pass(size);
    outline = {.timestampDelta = record.timestampDelta,
               .offsetDelta = record.offsetDelta,
               .hasKey = record.key.has_value()};
    return size;
}

/// After the last record there must be nothing; a codec's own checksum is checked on the way to its end.
Result<bool> RecordSkimmer::finish() {
    if (Result<void> filled = m_bytes.fill(1); !filled.has_value()) return atRecord(m_given, filled.error());
    if (m_bytes.rest().empty()) return false;
    return failure(ErrorCode::kInvalidRecord, "the batch announces {} records, more bytes follow them",
                   m_announced);
}

}  // namespace broker::wire
