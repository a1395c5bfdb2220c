#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "broker/base/bytes.h"

namespace widgets {

/// JSON as it stands in the bytes: order and spelling of members are kept, because what is shown is what was
/// produced. Nodes point into the text. Hostile text is nothing: the parser doesn't recurse, and depth and
/// nodes are limited.
class JsonOutline {
public:
    enum class Kind : std::uint8_t { kObject, kArray, kString, kNumber, kWord };
    struct Node {
        Kind kind = Kind::kWord;
        std::uint32_t depth = 0;
        std::size_t keyBegin = 0;  ///< the member's name with its quotes; empty in arrays
        std::size_t keyEnd = 0;
        std::size_t begin = 0;  ///< the value
        std::size_t end = 0;
        std::size_t children = 0;
        std::size_t next = 0;  ///< the node after this one and all within it
        bool isLast = true;    ///< no comma follows
    };
    static constexpr std::size_t kMaxDepth = 200;
    static constexpr std::size_t kMaxNodes = 200'000;
    static constexpr std::size_t kMaxBytes = 4 * 1024 * 1024;

    /// Nothing if it is no JSON object or array, or passes a limit.
    static std::optional<JsonOutline> parse(broker::ByteView text);

    const std::vector<Node>& nodes() const { return m_nodes; }
    QString textOf(std::size_t begin, std::size_t end) const;

    struct Line {
        std::size_t node = 0;
        std::uint32_t depth = 0;
        QString key;    ///< with quotes; empty: none
        QString value;  ///< the scalar, a bracket, or the folded "[ … 11 ]"
        bool isFoldable = false;
        bool isFolded = false;
        bool hasComma = false;
    };
    /// The lines of the pretty text; `isFolded` has a flag per node.
    std::vector<Line> lines(const std::vector<bool>& isFolded) const;
    /// What is folded at first: everything within the outermost that has members of its own.
    std::vector<bool> foldedAtFirst() const;

private:
    std::string m_text;
    std::vector<Node> m_nodes;
};

}  // namespace widgets
