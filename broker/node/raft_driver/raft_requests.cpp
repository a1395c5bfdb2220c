#include <algorithm>
#include <utility>

#include "broker/base/check.h"
#include "broker/node/folder.h"
#include "broker/node/raft_driver/raft_driver.h"

namespace broker::node {
namespace {

constexpr std::int32_t kFetchBytes = 1024 * 1024;
constexpr world::Duration kMostFetchWait = std::chrono::milliseconds(500);

const std::string& topicName() { return kMetadataPartition.topic; }

/// The log of a voter that has nothing is of epoch 0 on the wire.
LeaderEpoch epochOnWire(LeaderEpoch epoch) { return std::max(epoch, LeaderEpoch(0)); }

wire::VoteRequest toWire(const quorum::VoteRequest& request) {
    wire::VoteRequest vote;
    vote.clusterId = request.clusterId;
    vote.voterId = request.voter;
    wire::VoteRequest::Partition partition;
    partition.partitionIndex = kMetadataPartition.partition;
    partition.replicaEpoch = request.epoch;
    partition.replicaId = request.candidate;
    partition.lastOffsetEpoch = epochOnWire(request.lastEpoch);
    partition.lastOffset = request.end;
    partition.preVote = request.preVote;
    vote.topics.push_back({.topicName = topicName(), .partitions = {partition}});
    return vote;
}

wire::BeginQuorumEpochRequest toWire(const quorum::BeginEpochRequest& request, const world::Address& leader) {
    wire::BeginQuorumEpochRequest begin;
    begin.clusterId = request.clusterId;
    begin.voterId = request.voter;
    wire::BeginQuorumEpochRequest::Partition partition;
    partition.partitionIndex = kMetadataPartition.partition;
    partition.leaderId = request.leader;
    partition.leaderEpoch = request.epoch;
    begin.topics.push_back({.topicName = topicName(), .partitions = {partition}});
    begin.leaderEndpoints.push_back({.name = "CONTROLLER", .host = leader.host, .port = leader.port});
    return begin;
}

wire::EndQuorumEpochRequest toWire(const quorum::EndEpochRequest& request, const world::Address& leader) {
    wire::EndQuorumEpochRequest end;
    end.clusterId = request.clusterId;
    wire::EndQuorumEpochRequest::Partition partition;
    partition.partitionIndex = kMetadataPartition.partition;
    partition.leaderId = request.leader;
    partition.leaderEpoch = request.epoch;
    partition.preferredSuccessors = request.successors;
    for (const BrokerId successor : request.successors)
        partition.preferredCandidates.push_back({.candidateId = successor});
    end.topics.push_back({.topicName = topicName(), .partitions = {partition}});
    end.leaderEndpoints.push_back({.name = "CONTROLLER", .host = leader.host, .port = leader.port});
    return end;
}

template <class Response>
std::optional<quorum::ElectionAnswer> answerOf(const Response& response) {
    quorum::ElectionAnswer answer{.error = response.errorCode};
    if (response.topics.empty() || response.topics.front().partitions.empty()) {
        if (answer.error == ErrorCode::kNone) return std::nullopt;
        return answer;
    }
    const auto& partition = response.topics.front().partitions.front();
    if (answer.error == ErrorCode::kNone) answer.error = partition.errorCode;
    answer.leader = partition.leaderId;
    answer.epoch = partition.leaderEpoch;
    if constexpr (requires { partition.voteGranted; }) answer.granted = partition.voteGranted;
    return answer;
}

}  // namespace

const Voter& RaftDriver::voter(BrokerId id) const {
    const auto known = std::ranges::find(m_voters, id, &Voter::id);
    CHECK(known != m_voters.end());
    return *known;
}

rpc::Peer& RaftDriver::peer(BrokerId id) {
    std::unique_ptr<rpc::Peer>& peer = m_peers[id];
    if (!peer) {
        world::World& world = m_context.world;
        peer = std::make_unique<rpc::Peer>(
            rpc::PeerOptions{.address = voter(id).address,
                             .clientId = "raft-client-" + std::to_string(m_context.self.value())},
            world.network, world.timers, world.random);
    }
    return *peer;
}

void RaftDriver::tellFailure(std::string_view what, BrokerId peer, const Error& error) {
    m_context.diagnostics.write(observe::Level::kDebug,
                                fmt::format("raft: {} {}: {}", what, peer, error.detail));
}

void RaftDriver::perform(quorum::SendFetch& effect) {
    const auto fetchTimeout =
        std::chrono::milliseconds(m_context.settings.integer("controller.quorum.fetch.timeout.ms"));
    wire::FetchRequest request;
    request.clusterId = effect.request.clusterId;
    request.replicaState = {.replicaId = effect.request.replica};
    // Several answers come within the time after which a silent leader is given up.
    request.maxWaitMs = static_cast<std::int32_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(
            std::min<world::Duration>(kMostFetchWait, world::Duration(fetchTimeout) / 3))
            .count());
    request.minBytes = 0;
    request.maxBytes = kFetchBytes;
    wire::FetchRequest::Partition partition;
    partition.partition = kMetadataPartition.partition;
    partition.currentLeaderEpoch = effect.request.epoch;
    partition.fetchOffset = effect.request.offset;
    partition.lastFetchedEpoch = effect.request.lastFetchedEpoch;
    partition.logStartOffset = m_log->start();
    partition.partitionMaxBytes = kFetchBytes;
    if (effect.request.highWatermark) partition.highWatermark = *effect.request.highWatermark;
    request.topics.push_back({.topic = topicName(), .topicId = kMetadataTopicId, .partitions = {partition}});
    m_fetching = peer(effect.to).send(std::move(request), {.deadline = effect.timeout},
                                      [this, to = effect.to](Result<rpc::Reply<wire::FetchRequest>> reply) {
                                          onFetched(to, std::move(reply));
                                      });
}

void RaftDriver::onFetched(BrokerId from, Result<rpc::Reply<wire::FetchRequest>> reply) {
    if (!reply) {
        tellFailure("fetch from", from, reply.error());
        return carryOut(m_quorum.fetchFailed(now()));
    }
    const wire::FetchResponse& response = reply->response;
    quorum::FetchResponse heard{.from = from, .error = response.errorCode};
    if (!response.responses.empty() && !response.responses.front().partitions.empty()) {
        const wire::FetchResponse::Partition& partition = response.responses.front().partitions.front();
        if (heard.error == ErrorCode::kNone) heard.error = partition.errorCode;
        heard.leader = partition.currentLeader.leaderId;
        heard.epoch = partition.currentLeader.leaderEpoch;
        heard.highWatermark = partition.highWatermark;
        if (partition.divergingEpoch.epoch != kNoLeaderEpoch)
            heard.diverging =
                quorum::EpochEnd{partition.divergingEpoch.epoch, partition.divergingEpoch.endOffset};
        if (partition.snapshotId.epoch != kNoLeaderEpoch)
            heard.snapshot = quorum::SnapshotId{partition.snapshotId.endOffset, partition.snapshotId.epoch};
        heard.hasRecords = !partition.records.isEmpty();
        m_fetchedFrame = reply->frame;
        m_fetched = partition.records.bytes();
    } else if (heard.error == ErrorCode::kNone) {
        return carryOut(m_quorum.fetchFailed(now()));
    }
    carryOut(m_quorum.fetchResponse(heard, now()));
}

void RaftDriver::perform(quorum::SendFetchSnapshot& effect) {
    wire::FetchSnapshotRequest request;
    request.clusterId = effect.request.clusterId;
    request.replicaId = effect.request.replica;
    request.maxBytes = kFetchBytes;
    wire::FetchSnapshotRequest::Partition partition;
    partition.partition = kMetadataPartition.partition;
    partition.currentLeaderEpoch = effect.request.epoch;
    partition.snapshotId = {.endOffset = effect.request.id.end, .epoch = effect.request.id.epoch};
    partition.position = static_cast<std::int64_t>(effect.request.position);
    request.topics.push_back({.name = topicName(), .partitions = {partition}});
    m_fetching =
        peer(effect.to).send(std::move(request), {.deadline = effect.timeout},
                             [this, to = effect.to](Result<rpc::Reply<wire::FetchSnapshotRequest>> reply) {
                                 onPart(to, std::move(reply));
                             });
}

void RaftDriver::onPart(BrokerId from, Result<rpc::Reply<wire::FetchSnapshotRequest>> reply) {
    if (!reply || (reply->response.errorCode == ErrorCode::kNone &&
                   (reply->response.topics.empty() || reply->response.topics.front().partitions.empty()))) {
        if (!reply) tellFailure("fetch of a snapshot from", from, reply.error());
        return carryOut(m_quorum.fetchFailed(now()));
    }
    const wire::FetchSnapshotResponse& response = reply->response;
    quorum::SnapshotResponse heard{.from = from, .error = response.errorCode};
    if (!response.topics.empty() && !response.topics.front().partitions.empty()) {
        const wire::FetchSnapshotResponse::Partition& part = response.topics.front().partitions.front();
        if (heard.error == ErrorCode::kNone) heard.error = part.errorCode;
        heard.leader = part.currentLeader.leaderId;
        heard.epoch = part.currentLeader.leaderEpoch;
        heard.id = {part.snapshotId.endOffset, part.snapshotId.epoch};
        heard.size = static_cast<std::uint64_t>(std::max<std::int64_t>(part.size, 0));
        heard.position = static_cast<std::uint64_t>(std::max<std::int64_t>(part.position, 0));
        heard.count = part.unalignedRecords.size();
        m_fetchedFrame = reply->frame;
        m_fetched = part.unalignedRecords.bytes();
    }
    carryOut(m_quorum.snapshotResponse(heard, now()));
}

template <class Request>
void RaftDriver::askVoter(BrokerId to, std::uint64_t round, Request request, world::Duration timeout) {
    m_asking[to] = peer(to).send(std::move(request), {.deadline = timeout},
                                 [this, to, round](Result<rpc::Reply<Request>> reply) {
                                     const auto answer = reply ? answerOf(reply->response) : std::nullopt;
                                     if (!reply) tellFailure("asking", to, reply.error());
                                     carryOut(answer ? m_quorum.electionAnswer(to, round, *answer, now())
                                                     : m_quorum.electionFailed(to, round, now()));
                                 });
}

void RaftDriver::perform(quorum::SendVote& effect) {
    m_election.noteRequest(effect);
    askVoter(effect.to, effect.round, toWire(effect.request), effect.timeout);
}

void RaftDriver::perform(quorum::SendBeginEpoch& effect) {
    askVoter(effect.to, effect.round, toWire(effect.request, voter(m_context.self).address), effect.timeout);
}

void RaftDriver::perform(quorum::SendEndEpoch& effect) {
    m_farewells[effect.to] = peer(effect.to).send(
        toWire(effect.request, voter(m_context.self).address), {.deadline = effect.timeout},
        [this, to = effect.to](const Result<rpc::Reply<wire::EndQuorumEpochRequest>>&) {
            m_farewells.erase(to);
            if (m_farewells.empty()) beginClosing();
        });
}

}  // namespace broker::node
