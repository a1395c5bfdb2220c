#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "widgets/segments/byte_fields.h"

namespace widgets {

/// Bytes in rows, long fields folded. The rows are not stored: a hundred megabytes need as few pieces as the
/// record has fields. Plain numbers, no window.
class HexLayout {
public:
    /// A row of bytes, or the one row that stands for folded ones.
    struct Row {
        std::size_t begin = 0;  ///< bytes [begin, end)
        std::size_t end = 0;
        std::optional<std::size_t> foldedField;
    };

    static constexpr std::size_t kRowsBeforeFold = 5;  ///< of the field, at least
    static constexpr std::size_t kRowsAfterFold = 1;
    /// Fewer rows are not worth a fold.
    static constexpr std::size_t kMinFoldedRows = 4;

    void set(std::size_t bytes, const std::vector<ByteField>& fields, std::size_t bytesInRow);
    void setFolded(std::size_t field, bool on);
    bool isFolded(std::size_t field) const;
    bool canFold(std::size_t field) const;

    std::size_t bytesInRow() const { return m_bytesInRow; }
    std::size_t rows() const { return m_rows; }
    Row row(std::size_t row) const;
    /// The row that shows the byte, or the fold that hides it.
    std::size_t rowOf(std::size_t byte) const;
    /// Of the byte; nothing past the last field.
    std::optional<std::size_t> fieldAt(std::size_t byte) const;

private:
    struct Piece {
        std::size_t firstRow = 0;
        std::size_t firstByteRow = 0;  ///< counted without folds
        std::size_t byteRows = 0;
        std::optional<std::size_t> foldedField;
    };

    void build();
    /// Rows wholly within the field that a fold would hide: [first, second).
    std::pair<std::size_t, std::size_t> hidden(std::size_t field) const;

    std::size_t m_bytes = 0;
    std::size_t m_bytesInRow = 16;
    std::size_t m_rows = 0;
    std::vector<broker::wire::ByteRange> m_fields;
    std::set<std::size_t> m_unfolded;
    std::vector<Piece> m_pieces;
};

}  // namespace widgets
