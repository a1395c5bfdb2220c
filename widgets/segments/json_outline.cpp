#include "widgets/segments/json_outline.h"

#include <algorithm>
#include <string_view>

#include <QStringDecoder>

namespace widgets {

using broker::ByteView;

namespace {

constexpr qsizetype kMaxShown = 2000;  // characters of one scalar

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::size_t afterSpace(std::string_view text, std::size_t at) {
    while (at < text.size() && isSpace(text[at])) ++at;
    return at;
}

/// The end of the string that begins at its quote; 0: it is none.
std::size_t afterString(std::string_view text, std::size_t at) {
    if (at >= text.size() || text[at] != '"') return 0;
    for (++at; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') return at + 1;
        if (static_cast<unsigned char>(c) < 0x20) return 0;
        if (c != '\\') continue;
        if (++at >= text.size()) return 0;
        if (text[at] == 'u') {
            if (at + 4 >= text.size() || !std::all_of(&text[at] + 1, &text[at] + 5, isHex)) return 0;
            at += 4;
        } else if (std::string_view("\"\\/bfnrt").find(text[at]) == std::string_view::npos) {
            return 0;
        }
    }
    return 0;
}

std::size_t afterDigits(std::string_view text, std::size_t at) {
    const std::size_t begin = at;
    while (at < text.size() && isDigit(text[at])) ++at;
    return at == begin ? 0 : at;
}

std::size_t afterNumber(std::string_view text, std::size_t at) {
    if (at < text.size() && text[at] == '-') ++at;
    const std::size_t whole = at;
    at = afterDigits(text, at);
    if (at == 0 || (text[whole] == '0' && at > whole + 1)) return 0;
    if (at < text.size() && text[at] == '.') {
        at = afterDigits(text, at + 1);
        if (at == 0) return 0;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        at = afterDigits(text, at);
    }
    return at;
}

std::size_t afterWord(std::string_view text, std::size_t at) {
    for (const std::string_view word : {"true", "false", "null"}) {
        if (text.substr(at, word.size()) == word) return at + word.size();
    }
    return 0;
}

bool isUtf8(ByteView bytes) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return !decoder.hasError() && !text.isNull();
}

/// Parses node by node with a stack of the open containers.
class OutlineParser {
public:
    using Node = JsonOutline::Node;
    using Kind = JsonOutline::Kind;

    explicit OutlineParser(std::string_view text)
        : m_text(text) {}

    bool run(std::vector<Node>& nodes) {
        m_at = afterSpace(m_text, 0);
        if (m_at >= m_text.size() || (m_text[m_at] != '{' && m_text[m_at] != '[')) return false;
        if (!value(nodes, Node{})) return false;
        while (!m_open.empty()) {
            if (!member(nodes)) return false;
        }
        return afterSpace(m_text, m_at) == m_text.size();
    }

private:
    /// What follows within the innermost container: its end, or one more child.
    bool member(std::vector<Node>& nodes) {
        Node& parent = nodes[m_open.back()];
        const bool isObject = parent.kind == Kind::kObject;
        m_at = afterSpace(m_text, m_at);
        if (m_at >= m_text.size()) return false;
        if (m_text[m_at] == (isObject ? '}' : ']')) return close(nodes);
        if (parent.children > 0) {
            if (m_text[m_at] != ',') return false;
            m_at = afterSpace(m_text, m_at + 1);
            nodes[m_lastChild.back()].isLast = false;
        }
        ++parent.children;
        Node child;
        if (isObject && !key(child)) return false;
        m_at = afterSpace(m_text, m_at);
        m_lastChild.back() = nodes.size();
        return value(nodes, child);
    }

    bool close(std::vector<Node>& nodes) {
        ++m_at;
        nodes[m_open.back()].end = m_at;
        nodes[m_open.back()].next = nodes.size();
        m_open.pop_back();
        m_lastChild.pop_back();
        return true;
    }

    bool key(Node& node) {
        node.keyBegin = m_at;
        node.keyEnd = afterString(m_text, m_at);
        if (node.keyEnd == 0) return false;
        m_at = afterSpace(m_text, node.keyEnd);
        if (m_at >= m_text.size() || m_text[m_at] != ':') return false;
        ++m_at;
        return true;
    }

    bool value(std::vector<Node>& nodes, Node node) {
        if (m_at >= m_text.size() || nodes.size() >= JsonOutline::kMaxNodes) return false;
        if (m_open.size() >= JsonOutline::kMaxDepth) return false;
        node.begin = m_at;
        node.depth = static_cast<std::uint32_t>(m_open.size());
        node.next = nodes.size() + 1;
        const char c = m_text[m_at];
        if (c == '{' || c == '[') {
            node.kind = c == '{' ? Kind::kObject : Kind::kArray;
            m_open.push_back(nodes.size());
            m_lastChild.push_back(0);
            ++m_at;
        } else {
            node.kind = c == '"' ? Kind::kString : (c == '-' || isDigit(c)) ? Kind::kNumber : Kind::kWord;
            m_at = node.kind == Kind::kString   ? afterString(m_text, m_at)
                   : node.kind == Kind::kNumber ? afterNumber(m_text, m_at)
                                                : afterWord(m_text, m_at);
            if (m_at == 0) return false;
            node.end = m_at;
        }
        nodes.push_back(node);
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::size_t> m_open;
    std::vector<std::size_t> m_lastChild;
};

}  // namespace

std::optional<JsonOutline> JsonOutline::parse(ByteView text) {
    if (text.size() > kMaxBytes) return std::nullopt;
    JsonOutline outline;
    if (!OutlineParser(broker::asText(text)).run(outline.m_nodes) || !isUtf8(text)) return std::nullopt;
    outline.m_text = broker::asText(text);
    return outline;
}

QString JsonOutline::textOf(std::size_t begin, std::size_t end) const {
    QString text = QString::fromUtf8(
        m_text.data() + begin, static_cast<qsizetype>(std::min<std::size_t>(end - begin, 8 * kMaxShown)));
    if (text.size() > kMaxShown) text = text.left(kMaxShown) + QChar(0x2026);
    return text;
}

std::vector<JsonOutline::Line> JsonOutline::lines(const std::vector<bool>& isFolded) const {
    std::vector<Line> lines;
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at < m_nodes.size();) {
        const Node& node = m_nodes[at];
        const bool isContainer = node.kind == Kind::kObject || node.kind == Kind::kArray;
        const QChar opening = node.kind == Kind::kObject ? u'{' : u'[';
        const QChar closing = node.kind == Kind::kObject ? u'}' : u']';
        Line line{.node = at, .depth = node.depth, .hasComma = !node.isLast};
        line.key = textOf(node.keyBegin, node.keyEnd);
        line.isFoldable = isContainer && node.children > 0;
        line.isFolded = line.isFoldable && at < isFolded.size() && isFolded[at];
        std::size_t next = at + 1;
        if (!isContainer) {
            line.value = textOf(node.begin, node.end);
        } else if (node.children == 0) {
            line.value = QString(opening) + closing;
        } else if (line.isFolded) {
            line.value = QString(opening) + QStringLiteral(" … %1 ").arg(node.children) + closing;
            next = node.next;
        } else {
            line.value = opening;
            line.hasComma = false;
            open.push_back(at);
        }
        lines.push_back(std::move(line));
        at = next;
        while (!open.empty() && m_nodes[open.back()].next == at) {
            const Node& ended = m_nodes[open.back()];
            lines.push_back({.node = open.back(),
                             .depth = ended.depth,
                             .value = ended.kind == Kind::kObject ? QStringLiteral("}") : QStringLiteral("]"),
                             .hasComma = !ended.isLast});
            open.pop_back();
        }
    }
    return lines;
}

std::vector<bool> JsonOutline::foldedAtFirst() const {
    std::vector<bool> folded(m_nodes.size(), false);
    for (std::size_t i = 1; i < m_nodes.size(); ++i) folded[i] = m_nodes[i].children > 0;
    return folded;
}

}  // namespace widgets
