#include "widgets/segments/hex_layout.h"

#include <algorithm>

namespace widgets {

void HexLayout::set(std::size_t bytes, const std::vector<ByteField>& fields, std::size_t bytesInRow) {
    std::vector<broker::wire::ByteRange> ranges;
    ranges.reserve(fields.size());
    for (const ByteField& field : fields) ranges.push_back(field.range);
    if (ranges != m_fields || bytes != m_bytes) m_unfolded.clear();
    m_bytes = bytes;
    m_fields = std::move(ranges);
    m_bytesInRow = std::max<std::size_t>(bytesInRow, 1);
    build();
}

void HexLayout::setFolded(std::size_t field, bool on) {
    if (on) {
        m_unfolded.erase(field);
    } else {
        m_unfolded.insert(field);
    }
    build();
}

bool HexLayout::isFolded(std::size_t field) const { return canFold(field) && !m_unfolded.contains(field); }

bool HexLayout::canFold(std::size_t field) const {
    const auto [first, end] = hidden(field);
    return end > first;
}

std::pair<std::size_t, std::size_t> HexLayout::hidden(std::size_t field) const {
    if (field >= m_fields.size()) return {0, 0};
    const auto& range = m_fields[field];
    const std::size_t firstWhole = (range.begin + m_bytesInRow - 1) / m_bytesInRow;
    const std::size_t endWhole = range.end / m_bytesInRow;
    const std::size_t first = firstWhole + kRowsBeforeFold;
    if (endWhole < first + kRowsAfterFold + kMinFoldedRows) return {0, 0};
    return {first, endWhole - kRowsAfterFold};
}

void HexLayout::build() {
    m_pieces.clear();
    m_rows = 0;
    const std::size_t byteRows = (m_bytes + m_bytesInRow - 1) / m_bytesInRow;
    std::size_t done = 0;
    const auto addRows = [&](std::size_t end) {
        if (end <= done) return;
        m_pieces.push_back({.firstRow = m_rows, .firstByteRow = done, .byteRows = end - done});
        m_rows += end - done;
        done = end;
    };
    for (std::size_t field = 0; field < m_fields.size(); ++field) {
        if (!isFolded(field)) continue;
        const auto [first, end] = hidden(field);
        addRows(first);
        m_pieces.push_back(
            {.firstRow = m_rows, .firstByteRow = first, .byteRows = end - first, .foldedField = field});
        m_rows += 1;
        done = end;
    }
    addRows(byteRows);
}

HexLayout::Row HexLayout::row(std::size_t row) const {
    auto piece = std::upper_bound(m_pieces.begin(), m_pieces.end(), row,
                                  [](std::size_t wanted, const Piece& p) { return wanted < p.firstRow; });
    if (piece == m_pieces.begin()) return {};
    --piece;
    if (piece->foldedField) {
        return {piece->firstByteRow * m_bytesInRow, (piece->firstByteRow + piece->byteRows) * m_bytesInRow,
                piece->foldedField};
    }
    const std::size_t begin = (piece->firstByteRow + (row - piece->firstRow)) * m_bytesInRow;
    return {std::min(begin, m_bytes), std::min(begin + m_bytesInRow, m_bytes), std::nullopt};
}

std::size_t HexLayout::rowOf(std::size_t byte) const {
    const std::size_t wanted = byte / m_bytesInRow;
    auto piece = std::upper_bound(m_pieces.begin(), m_pieces.end(), wanted,
                                  [](std::size_t row, const Piece& p) { return row < p.firstByteRow; });
    if (piece == m_pieces.begin()) return 0;
    --piece;
    return piece->foldedField ? piece->firstRow : piece->firstRow + (wanted - piece->firstByteRow);
}

std::optional<std::size_t> HexLayout::fieldAt(std::size_t byte) const {
    const auto after = std::upper_bound(
        m_fields.begin(), m_fields.end(), byte,
        [](std::size_t wanted, const broker::wire::ByteRange& f) { return wanted < f.begin; });
    if (after == m_fields.begin()) return std::nullopt;
    const auto field = after - 1;
    if (byte >= field->end) return std::nullopt;
    return static_cast<std::size_t>(field - m_fields.begin());
}

}  // namespace widgets
