#include "broker/quorum/quorum_state.h"

#include <charconv>
#include <limits>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace broker::quorum {
namespace {

/// Reads as much JSON as this file may contain. Failures stick; depth is bounded, and nothing is allocated
/// but the strings that are asked for.
class JsonReader {
public:
    explicit JsonReader(std::string_view text)
        : m_text(text) {}

    bool failed() const { return m_failed; }
    bool atEnd() {
        skipSpace();
        return m_at == m_text.size();
    }

    /// Calls `onMember(name)` at each value, which must read it.
    template <class OnMember>
    void object(OnMember&& onMember) {
        sequence('{', '}', [&] {
            const std::string name = string();
            expect(':');
            if (!m_failed) onMember(name);
        });
    }
    template <class OnElement>
    void array(OnElement&& onElement) {
        sequence('[', ']', onElement);
    }

    std::string string() {
        std::string value;
        expect('"');
        while (!m_failed) {
            if (m_at == m_text.size()) return fail(), value;
            const char c = m_text[m_at++];
            if (c == '"') return value;
            if (static_cast<unsigned char>(c) < 0x20) return fail(), value;
            // No string of this file needs an escape; of one that has them only the extent matters.
            if (c == '\\' && m_at < m_text.size())
                value += m_text[m_at++];
            else
                value += c;
        }
        return value;
    }

    std::int64_t integer() {
        skipSpace();
        std::int64_t value = 0;
        const char* begin = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(begin, m_text.data() + m_text.size(), value);
        if (error != std::errc() || end == begin) return fail(), 0;
        m_at += static_cast<std::size_t>(end - begin);
        return value;
    }

    void skipValue() {
        skipSpace();
        if (m_at == m_text.size()) return fail();
        const char c = m_text[m_at];
        if (c == '{') return object([this](const std::string&) { skipValue(); });
        if (c == '[') return array([this] { skipValue(); });
        if (c == '"') return void(string());
        const std::size_t length =
            m_text.substr(m_at).find_first_not_of("+-.0123456789abcdefghijklmnopqrstuvwxyzE");
        if (length == 0) return fail();
        m_at = length == std::string_view::npos ? m_text.size() : m_at + length;
    }

    void fail() { m_failed = true; }

private:
    static constexpr int kMaxDepth = 8;

    template <class OnItem>
    void sequence(char open, char close, OnItem&& onItem) {
        if (++m_depth > kMaxDepth) return fail();
        expect(open);
        if (!m_failed && !accept(close)) {
            do onItem();
            while (!m_failed && accept(','));
            expect(close);
        }
        --m_depth;
    }
    void skipSpace() {
        while (m_at < m_text.size() &&
               std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos)
            ++m_at;
    }
    bool accept(char c) {
        skipSpace();
        if (m_failed || m_at == m_text.size() || m_text[m_at] != c) return false;
        ++m_at;
        return true;
    }
    void expect(char c) {
        if (!accept(c)) fail();
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    bool m_failed = false;
};

template <class... Args>
std::unexpected<Error> malformed(fmt::format_string<Args...> pattern, Args&&... args) {
    return failure(ErrorCode::kMalformed, "quorum-state: {}",
                   fmt::format(pattern, std::forward<Args>(args)...));
}

/// The members before they are checked.
struct Members {
    std::string clusterId;
    std::optional<std::int64_t> leader, epoch, voted, version;
    std::int64_t applied = 0;
    std::vector<std::int64_t> voters;
};

std::optional<Members> readMembers(std::string_view text) {
    JsonReader json(text);
    Members members;
    json.object([&](const std::string& name) {
        if (name == "clusterId")
            members.clusterId = json.string();
        else if (name == "leaderId")
            members.leader = json.integer();
        else if (name == "leaderEpoch")
            members.epoch = json.integer();
        else if (name == "votedId")
            members.voted = json.integer();
        else if (name == "appliedOffset")
            members.applied = json.integer();
        else if (name == "data_version")
            members.version = json.integer();
        else if (name == "currentVoters")
            json.array([&] {
                json.object([&](const std::string& member) {
                    if (member == "voterId")
                        members.voters.push_back(json.integer());
                    else
                        json.skipValue();
                });
            });
        else
            json.skipValue();
    });
    if (json.failed() || !json.atEnd()) return std::nullopt;
    return members;
}

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20) continue;
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

bool isId(std::int64_t value) { return value >= 0 && value <= std::numeric_limits<std::int32_t>::max(); }

}  // namespace

std::string encodeQuorumState(const QuorumState& state) {
    std::string voters;
    for (const BrokerId voter : state.voters)
        voters += fmt::format("{}{{\"voterId\":{}}}", voters.empty() ? "" : ",", voter);
    return fmt::format(
        "{{\"clusterId\":{},\"leaderId\":{},\"leaderEpoch\":{},\"votedId\":{},\"appliedOffset\":{},"
        "\"currentVoters\":[{}],\"data_version\":0}}",
        quoted(state.clusterId), state.leader, state.epoch, state.voted, state.applied, voters);
}

Result<QuorumState> decodeQuorumState(ByteView file) {
    if (file.size() > kMaxQuorumStateFile)
        return malformed("{} bytes, at most {} are allowed", file.size(), kMaxQuorumStateFile);
    const std::optional<Members> members = readMembers(asText(file));
    if (!members) return malformed("not a JSON object as it should be");
    if (members->version.value_or(0) != 0)
        return failure(ErrorCode::kUnsupportedVersion, "quorum-state: data_version {} instead of 0",
                       *members->version);
    if (!members->epoch || !members->leader || !members->voted)
        return malformed("leaderEpoch, leaderId or votedId is missing");
    if (!isId(*members->epoch) || (*members->leader != -1 && !isId(*members->leader)) ||
        (*members->voted != -1 && !isId(*members->voted)))
        return malformed("epoch {}, leader {}, voted {}: out of range", *members->epoch, *members->leader,
                         *members->voted);
    QuorumState state{.clusterId = members->clusterId,
                      .leader = BrokerId{static_cast<std::int32_t>(*members->leader)},
                      .epoch = LeaderEpoch{static_cast<std::int32_t>(*members->epoch)},
                      .voted = BrokerId{static_cast<std::int32_t>(*members->voted)},
                      .applied = Offset{members->applied}};
    for (const std::int64_t voter : members->voters) {
        if (!isId(voter)) return malformed("voter {} is out of range", voter);
        const BrokerId id{static_cast<std::int32_t>(voter)};
        if (!state.voters.empty() && id <= state.voters.back())
            return malformed("voters must be ascending, {} follows {}", id, state.voters.back());
        state.voters.push_back(id);
    }
    return state;
}

}  // namespace broker::quorum
