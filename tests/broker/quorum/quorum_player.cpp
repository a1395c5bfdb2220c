#include "tests/broker/quorum/quorum_player.h"

#include <map>
#include <sstream>

#include <fmt/format.h>

using namespace broker;
using namespace broker::quorum;

namespace tests {

/// `verb first name=value flag …`
struct Line {
    std::string verb;
    std::string first;
    std::map<std::string, std::string> values;

    explicit Line(const std::string& text) {
        std::istringstream in(text);
        in >> verb;
        for (std::string word; in >> word;) {
            const std::size_t equals = word.find('=');
            if (equals != std::string::npos)
                values[word.substr(0, equals)] = word.substr(equals + 1);
            else if (first.empty())
                first = word;
            if (equals == std::string::npos) values[word] = "";
        }
    }
    bool has(const std::string& name) const { return values.contains(name); }
    std::int64_t number(const std::string& name, std::int64_t otherwise) const {
        return has(name) ? std::stoll(values.at(name)) : otherwise;
    }
    template <class T>
    T id(const std::string& name, std::int64_t otherwise) const {
        return T{static_cast<typename T::Representation>(number(name, otherwise))};
    }
    std::vector<std::string> list(const std::string& name) const {
        std::vector<std::string> items;
        if (!has(name)) return items;
        std::istringstream in(values.at(name));
        for (std::string item; std::getline(in, item, ',');) items.push_back(item);
        return items;
    }
    std::vector<EpochStart> epochs() const {
        std::vector<EpochStart> starts;
        for (const std::string& item : list("epochs")) {
            const std::size_t at = item.find('@');
            starts.push_back({LeaderEpoch{std::stoi(item)}, Offset{std::stoll(item.substr(at + 1))}});
        }
        return starts;
    }
};

namespace {

SnapshotId snapshotOf(const std::string& text) {
    return {Offset{std::stoll(text)}, LeaderEpoch{std::stoi(text.substr(text.find('-') + 1))}};
}

StoredLog storedLog(const Line& line, const QuorumOptions& options) {
    StoredLog stored{.state = std::nullopt, .end = line.id<Offset>("end", 0), .epochs = line.epochs()};
    for (const std::string& snapshot : line.list("snapshots"))
        stored.snapshots.push_back(snapshotOf(snapshot));
    if (line.has("epoch"))
        stored.state =
            QuorumState{.clusterId = line.has("cluster") ? line.values.at("cluster") : options.clusterId,
                        .leader = line.id<BrokerId>("leader", -1),
                        .epoch = line.id<LeaderEpoch>("epoch", 0),
                        .voted = line.id<BrokerId>("voted", -1),
                        .voters = options.voters};
    if (stored.state && line.has("storedVoters")) {
        stored.state->voters.clear();
        for (const std::string& voter : line.list("storedVoters"))
            stored.state->voters.push_back(BrokerId{std::stoi(voter)});
    }
    return stored;
}

QuorumOptions optionsOf(const Line& line) {
    QuorumOptions options{.self = line.id<BrokerId>("self", 1), .clusterId = "c", .voters = {}, .seed = 1};
    for (const std::string& voter : line.list("voters")) options.voters.push_back(BrokerId{std::stoi(voter)});
    return options;
}

FetchRequest requestOf(const Line& line) {
    FetchRequest request{.replica = line.id<BrokerId>("replica", 2),
                         .clusterId = std::nullopt,
                         .epoch = line.id<LeaderEpoch>("epoch", -1),
                         .offset = line.id<Offset>("offset", 0),
                         .lastFetchedEpoch = line.id<LeaderEpoch>("last", -1),
                         .highWatermark = std::nullopt};
    if (line.has("hw")) request.highWatermark = line.id<Offset>("hw", 0);
    if (line.has("cluster")) request.clusterId = line.values.at("cluster");
    return request;
}

FetchResponse responseOf(const Line& line) {
    FetchResponse response{.from = line.id<BrokerId>("from", 1),
                           .error = ErrorCode{static_cast<std::int16_t>(line.number("error", 0))},
                           .leader = line.id<BrokerId>("leader", -1),
                           .epoch = line.id<LeaderEpoch>("epoch", -1),
                           .highWatermark = line.id<Offset>("hw", -1),
                           .diverging = std::nullopt,
                           .snapshot = std::nullopt,
                           .hasRecords = line.has("records")};
    if (line.has("diverging")) {
        const std::string& text = line.values.at("diverging");
        response.diverging =
            EpochEnd{LeaderEpoch{std::stoi(text)}, Offset{std::stoll(text.substr(text.find('@') + 1))}};
    }
    if (line.has("snapshot")) response.snapshot = snapshotOf(line.values.at("snapshot"));
    return response;
}

std::string tellAnswer(const FetchAnswer& answer) {
    std::string text = answer.error == ErrorCode::kNone
                           ? fmt::format("answer up to {} high watermark {}{}", answer.readUpTo,
                                         answer.highWatermark, answer.mayWait ? ", may wait" : "")
                           : fmt::format("answer {}", errorName(answer.error));
    if (answer.diverging)
        text = fmt::format("answer diverging: epoch {} ends at {}", answer.diverging->epoch,
                           answer.diverging->end);
    if (answer.snapshot)
        text = fmt::format("answer load snapshot {}-{}", answer.snapshot->end, answer.snapshot->epoch);
    return text + fmt::format(" (leader {} epoch {})", answer.leader, answer.epoch);
}

}  // namespace

void QuorumPlayer::note(const Effects& effects, std::vector<std::string>& out) {
    for (const Effect& effect : effects) {
        out.push_back(tell(effect));
        if (const auto* persist = std::get_if<PersistState>(&effect))
            m_unpersisted.push_back(persist->number);
        if (const auto* vote = std::get_if<SendVote>(&effect)) m_round = vote->round;
        if (const auto* begin = std::get_if<SendBeginEpoch>(&effect)) m_round = begin->round;
    }
}

void QuorumPlayer::check(std::vector<std::string>& out) {
    const Quorum& q = *m_quorum;
    const auto must = [&](bool holds, std::string_view what) {
        if (!holds) out.push_back(fmt::format("BROKEN: {}", what));
    };
    must(q.epoch() >= m_lastEpoch, "the epoch fell");
    must(q.highWatermark() >= m_lastHighWatermark, "the high watermark fell");
    must(q.highWatermark() <= q.logEnd(), "the high watermark is beyond the log");
    must(q.syncedEnd() <= q.logEnd(), "more is synced than there is");
    must(q.epochs().last() <= q.epoch(), "the log is of a newer epoch");
    if (q.isLeader()) {
        must(q.state().voted == q.leader(), "it leads without having voted for itself");
        must(q.highWatermark() <= q.syncedEnd(), "the leader counts what it has not synced");
        must(q.highWatermark() == m_lastHighWatermark || q.highWatermark() > q.epochStart(),
             "the high watermark moved without a record of this epoch");
    }
    m_lastEpoch = q.epoch();
    m_lastHighWatermark = q.highWatermark();
}

bool QuorumPlayer::playElection(const Line& line, std::vector<std::string>& out) {
    Quorum& q = *m_quorum;
    const auto cluster =
        line.has("cluster") ? std::optional(line.values.at("cluster")) : std::optional<std::string>();
    const auto epoch = line.id<LeaderEpoch>("epoch", 0);
    if (line.verb == "vote") {
        const quorum::VoteRequest request{.clusterId = cluster,
                                          .voter = line.id<BrokerId>("to", -1),
                                          .candidate = line.id<BrokerId>("from", 1),
                                          .epoch = epoch,
                                          .lastEpoch = line.id<LeaderEpoch>("last", -1),
                                          .end = line.id<Offset>("end", 0),
                                          .preVote = line.has("pre")};
        note(q.onVote(++m_asked, request, m_now), out);
    } else if (line.verb == "begin") {
        const BeginEpochRequest request{
            .clusterId = cluster, .leader = line.id<BrokerId>("leader", 1), .epoch = epoch};
        note(q.onBeginEpoch(++m_asked, request, m_now), out);
    } else if (line.verb == "end") {
        EndEpochRequest request{
            .clusterId = cluster, .leader = line.id<BrokerId>("leader", 1), .epoch = epoch, .successors = {}};
        for (const std::string& id : line.list("successors"))
            request.successors.push_back(BrokerId{std::stoi(id)});
        note(q.onEndEpoch(++m_asked, request, m_now), out);
    } else if (line.verb == "said") {
        const ElectionAnswer answer{.error = ErrorCode{static_cast<std::int16_t>(line.number("error", 0))},
                                    .leader = line.id<BrokerId>("leader", -1),
                                    .epoch = epoch,
                                    .granted = line.has("granted")};
        note(q.electionAnswer(
                 line.id<BrokerId>("from", 2),
                 static_cast<std::uint64_t>(line.number("round", static_cast<std::int64_t>(m_round))), answer,
                 m_now),
             out);
    } else if (line.verb == "unanswered") {
        note(q.electionFailed(line.id<BrokerId>("from", 2), m_round, m_now), out);
    } else {
        return false;
    }
    return true;
}

bool QuorumPlayer::playSnapshot(const Line& line, std::vector<std::string>& out) {
    Quorum& q = *m_quorum;
    if (line.verb == "took") {
        note(q.snapshotTaken(snapshotOf(line.first)), out);
    } else if (line.verb == "written") {
        note(q.partWritten(m_now), out);
    } else if (line.verb == "installed") {
        note(q.snapshotInstalled(snapshotOf(line.first), m_now), out);
    } else if (line.verb == "unfit") {
        note(q.snapshotRefused(m_now), out);
    } else if (line.verb == "part") {
        note(q.snapshotResponse({.from = line.id<BrokerId>("from", 1),
                                 .error = ErrorCode{static_cast<std::int16_t>(line.number("error", 0))},
                                 .leader = line.id<BrokerId>("leader", 1),
                                 .epoch = line.id<LeaderEpoch>("epoch", 0),
                                 .id = snapshotOf(line.values.at("id")),
                                 .size = static_cast<std::uint64_t>(line.number("size", 0)),
                                 .position = static_cast<std::uint64_t>(line.number("at", 0)),
                                 .count = static_cast<std::uint64_t>(line.number("count", 0))},
                                m_now),
             out);
    } else if (line.verb == "read") {
        const SnapshotAnswer answer = q.onFetchSnapshot({.replica = line.id<BrokerId>("replica", 2),
                                                         .clusterId = std::nullopt,
                                                         .epoch = line.id<LeaderEpoch>("epoch", 0),
                                                         .id = snapshotOf(line.values.at("id"))},
                                                        m_now);
        out.push_back(fmt::format("answer {} (leader {} epoch {})",
                                  answer.error == ErrorCode::kNone ? "the part" : errorName(answer.error),
                                  answer.leader, answer.epoch));
    } else {
        return false;
    }
    return true;
}

std::vector<std::string> QuorumPlayer::play(const std::string& text) {
    std::vector<std::string> out;
    const Line line(text);
    if (line.verb == "new") {
        const QuorumOptions options = optionsOf(line);
        m_quorum = std::make_unique<Quorum>(options);
        m_unpersisted.clear();
        m_lastEpoch = LeaderEpoch{-1};
        m_lastHighWatermark = Offset{-1};
        if (auto effects = m_quorum->start(storedLog(line, options), m_now)) {
            note(*effects, out);
        } else {
            out.push_back(fmt::format("refused: {}", errorName(effects.error().code)));
            return out;
        }
    } else if (line.verb == "tick") {
        m_now = m_now + world::Duration(std::stoll(line.first.substr(1)) * 1000);
        note(m_quorum->tick(m_now), out);
    } else if (line.verb == "persisted") {
        const std::uint64_t number = m_unpersisted.front();
        m_unpersisted.erase(m_unpersisted.begin());
        note(m_quorum->statePersisted(number, m_now), out);
    } else if (line.verb == "appended") {
        note(m_quorum->appended(Offset{std::stoll(line.first)}, line.epochs(), m_now), out);
    } else if (line.verb == "synced") {
        note(m_quorum->synced(Offset{std::stoll(line.first)}, m_now), out);
    } else if (line.verb == "fetch") {
        const FetchAnswer answer = m_quorum->onFetch(requestOf(line), m_now);
        note(answer.effects, out);
        out.push_back(tellAnswer(answer));
    } else if (line.verb == "response") {
        note(m_quorum->fetchResponse(responseOf(line), m_now), out);
    } else if (line.verb == "check") {
        out.push_back(m_quorum->checkFetched(line.epochs()) ? "fit to append" : "not fit");
    } else if (line.verb == "refused") {
        note(m_quorum->appendRefused(m_now), out);
    } else if (line.verb == "failed") {
        note(m_quorum->fetchFailed(m_now), out);
    } else if (line.verb == "resign") {
        note(m_quorum->resign(), out);
    } else if (line.verb == "status") {
        out.push_back(fmt::format("{} epoch {} leader {} end {} high watermark {}",
                                  roleName(m_quorum->role()), m_quorum->epoch(), m_quorum->leader(),
                                  m_quorum->logEnd(), m_quorum->highWatermark()));
    } else if (!playElection(line, out) && !playSnapshot(line, out)) {
        out.push_back("no such line: " + text);
    }
    check(out);
    return out;
}

}  // namespace tests
