#include <algorithm>
#include <utility>

#include "broker/node/folder.h"
#include "broker/node/raft_driver/raft_driver.h"
#include "broker/node/raft_driver/snapshot_files.h"

namespace broker::node {
namespace {

constexpr std::int32_t kMostFetchBytes = 1024 * 1024;
constexpr std::int32_t kMostWaitMs = 500;
/// The first version of Fetch that can say that a snapshot is to be loaded.
constexpr std::int16_t kFetchTellsSnapshots = 12;

/// The answer to a vote, a begin or an end: one partition, or an error of the whole.
template <class Request>
void send(Reply<Request>& reply, const quorum::ElectionAnswer& answer) {
    using Response = typename Request::Response;
    Response response;
    if (answer.error == ErrorCode::kInconsistentClusterId || answer.error == ErrorCode::kInvalidVoterKey ||
        answer.error == ErrorCode::kBrokerNotAvailable) {
        response.errorCode = answer.error;
    } else {
        typename Response::Partition partition;
        partition.partitionIndex = kMetadataPartition.partition;
        partition.errorCode = answer.error;
        partition.leaderId = answer.leader;
        partition.leaderEpoch = answer.epoch;
        if constexpr (requires { partition.voteGranted; }) partition.voteGranted = answer.granted;
        response.topics.push_back({.topicName = kMetadataPartition.topic, .partitions = {partition}});
    }
    reply.send(response, answer.error != ErrorCode::kNone);
}

const std::string& nameOf(const auto& topic) {
    if constexpr (requires { topic.topicName; })
        return topic.topicName;
    else
        return topic.name;
}

PartitionIndex indexOf(const auto& partition) {
    if constexpr (requires { partition.partitionIndex; })
        return partition.partitionIndex;
    else
        return partition.partition;
}

}  // namespace

template <class Request>
bool RaftDriver::isOfMetadata(const Request& request) const {
    return request.topics.size() == 1 && request.topics.front().partitions.size() == 1 &&
           nameOf(request.topics.front()) == kMetadataPartition.topic &&
           indexOf(request.topics.front().partitions.front()) == kMetadataPartition.partition;
}

std::uint64_t RaftDriver::owe(ElectionReply reply) {
    m_owed[++m_lastOwed] = std::move(reply);
    return m_lastOwed;
}

void RaftDriver::handle(Exchange<wire::VoteRequest> exchange) {
    const wire::VoteRequest& request = exchange.request;
    if (!isOfMetadata(request) || !m_log)
        return send(exchange.reply,
                    {.error = m_log ? ErrorCode::kInvalidRequest : ErrorCode::kBrokerNotAvailable});
    const wire::VoteRequest::Partition& asked = request.topics.front().partitions.front();
    const quorum::VoteRequest vote{.clusterId = request.clusterId,
                                   .voter = request.voterId,
                                   .candidate = asked.replicaId,
                                   .epoch = asked.replicaEpoch,
                                   .lastEpoch = asked.lastOffsetEpoch,
                                   .end = asked.lastOffset,
                                   .preVote = asked.preVote};
    const std::uint64_t number =
        owe([this, vote, reply = std::move(exchange.reply)](const quorum::ElectionAnswer& answer) mutable {
            m_election.noteAnswer(vote, answer);
            send(reply, answer);
        });
    carryOut(m_quorum.onVote(number, vote, now()));
}

void RaftDriver::handle(Exchange<wire::BeginQuorumEpochRequest> exchange) {
    const wire::BeginQuorumEpochRequest& request = exchange.request;
    if (!isOfMetadata(request) || !m_log)
        return send(exchange.reply,
                    {.error = m_log ? ErrorCode::kInvalidRequest : ErrorCode::kBrokerNotAvailable});
    const wire::BeginQuorumEpochRequest::Partition& asked = request.topics.front().partitions.front();
    const quorum::BeginEpochRequest begin{.clusterId = request.clusterId,
                                          .voter = request.voterId,
                                          .leader = asked.leaderId,
                                          .epoch = asked.leaderEpoch};
    const std::uint64_t number =
        owe([reply = std::move(exchange.reply)](const quorum::ElectionAnswer& answer) mutable {
            send(reply, answer);
        });
    carryOut(m_quorum.onBeginEpoch(number, begin, now()));
}

void RaftDriver::handle(Exchange<wire::EndQuorumEpochRequest> exchange) {
    const wire::EndQuorumEpochRequest& request = exchange.request;
    if (!isOfMetadata(request) || !m_log)
        return send(exchange.reply,
                    {.error = m_log ? ErrorCode::kInvalidRequest : ErrorCode::kBrokerNotAvailable});
    const wire::EndQuorumEpochRequest::Partition& asked = request.topics.front().partitions.front();
    quorum::EndEpochRequest end{.clusterId = request.clusterId,
                                .leader = asked.leaderId,
                                .epoch = asked.leaderEpoch,
                                .successors = asked.preferredSuccessors};
    for (const auto& candidate : asked.preferredCandidates) end.successors.push_back(candidate.candidateId);
    const std::uint64_t number =
        owe([reply = std::move(exchange.reply)](const quorum::ElectionAnswer& answer) mutable {
            send(reply, answer);
        });
    m_election.noteFarewell(end.leader);
    carryOut(m_quorum.onEndEpoch(number, end, now()));
}

void RaftDriver::handle(Exchange<wire::FetchRequest> exchange) {
    if (answerFetch(exchange, false)) return;
    const auto wait = std::chrono::milliseconds(std::clamp(exchange.request.maxWaitMs, 0, kMostWaitMs));
    m_context.delayed.add({kMetadataKey}, wait, [this, exchange = std::move(exchange)](bool expired) mutable {
        return answerFetch(exchange, expired);
    });
}

bool RaftDriver::answerFetch(Exchange<wire::FetchRequest>& exchange, bool mustAnswer) {
    const wire::FetchRequest& request = exchange.request;
    wire::FetchResponse response;
    const bool isOurs = request.topics.size() == 1 && request.topics.front().partitions.size() == 1 &&
                        (request.topics.front().topicId == kMetadataTopicId ||
                         request.topics.front().topic == kMetadataPartition.topic) &&
                        request.topics.front().partitions.front().partition == kMetadataPartition.partition;
    if (!isOurs || !m_log) {
        response.errorCode = isOurs ? ErrorCode::kBrokerNotAvailable : ErrorCode::kInvalidRequest;
        exchange.reply.send(response, true);
        return true;
    }
    const wire::FetchRequest::Partition& asked = request.topics.front().partitions.front();
    const BrokerId replica = exchange.version() >= 15 ? request.replicaState.replicaId : request.replicaId;
    const bool saysWatermark = asked.highWatermark != wire::FetchRequest::Partition{}.highWatermark;
    quorum::FetchAnswer answer =
        m_quorum.onFetch({.replica = replica,
                          .clusterId = request.clusterId,
                          .epoch = asked.currentLeaderEpoch,
                          .offset = asked.fetchOffset,
                          .lastFetchedEpoch = asked.lastFetchedEpoch,
                          .highWatermark = saysWatermark ? std::optional(asked.highWatermark) : std::nullopt},
                         now());
    carryOut(std::move(answer.effects));
    if (answer.mayWait && !mustAnswer) return false;
    if (answer.snapshot && exchange.version() < kFetchTellsSnapshots)
        answer.error = ErrorCode::kOffsetOutOfRange;

    wire::FetchResponse::Partition partition;
    partition.partitionIndex = kMetadataPartition.partition;
    partition.errorCode = answer.error;
    partition.highWatermark = answer.highWatermark;
    partition.lastStableOffset = answer.highWatermark;
    partition.logStartOffset = m_log->start();
    partition.currentLeader = {.leaderId = answer.leader, .leaderEpoch = answer.epoch};
    if (answer.diverging)
        partition.divergingEpoch = {.epoch = answer.diverging->epoch, .endOffset = answer.diverging->end};
    if (answer.snapshot)
        partition.snapshotId = {.endOffset = answer.snapshot->end, .epoch = answer.snapshot->epoch};
    std::vector<world::FileSlice> slices;
    if (answer.error == ErrorCode::kNone && asked.fetchOffset < answer.readUpTo) {
        const std::uint64_t most =
            static_cast<std::uint64_t>(std::clamp(asked.partitionMaxBytes, 0, kMostFetchBytes));
        const Result<log::FetchSlice> found =
            m_log->read(asked.fetchOffset, {.maxBytes = most, .upperBound = answer.readUpTo});
        if (!found) {
            partition.errorCode = toWire(found.error().code);
        } else if (!found->empty()) {
            partition.records = wire::Records::external(0, found->slice.length);
            slices.push_back(found->slice);
        }
    }
    response.responses.push_back({.topic = kMetadataPartition.topic,
                                  .topicId = kMetadataTopicId,
                                  .partitions = {std::move(partition)}});
    exchange.reply.send(response, answer.error != ErrorCode::kNone, slices);
    return true;
}

void RaftDriver::handle(Exchange<wire::FetchSnapshotRequest> exchange) {
    const wire::FetchSnapshotRequest& request = exchange.request;
    wire::FetchSnapshotResponse response;
    if (!isOfMetadata(request) || !m_log) {
        response.errorCode = m_log ? ErrorCode::kUnknownTopicOrPartition : ErrorCode::kBrokerNotAvailable;
        return exchange.reply.send(response, true);
    }
    const wire::FetchSnapshotRequest::Partition& asked = request.topics.front().partitions.front();
    const quorum::SnapshotId id{asked.snapshotId.endOffset, asked.snapshotId.epoch};
    quorum::SnapshotAnswer answer = m_quorum.onFetchSnapshot(
        {.replica = request.replicaId,
         .clusterId = request.clusterId,
         .epoch = asked.currentLeaderEpoch,
         .id = id,
         .position = static_cast<std::uint64_t>(std::max<std::int64_t>(asked.position, 0))},
        now());
    wire::FetchSnapshotResponse::Partition part;
    part.index = kMetadataPartition.partition;
    part.snapshotId = {.endOffset = id.end, .epoch = id.epoch};
    part.currentLeader = {.leaderId = answer.leader, .leaderEpoch = answer.epoch};
    std::vector<world::FileSlice> slices;
    if (answer.error == ErrorCode::kNone) {
        const Result<std::shared_ptr<world::File>> file = m_context.world.files.open(
            world::joinPath(m_context.folder, snapshotFileName(id)), world::OpenMode::kRead);
        const Result<std::uint64_t> size = file ? (*file)->size() : failure(file.error());
        if (!size) {
            answer.error = ErrorCode::kSnapshotNotFound;
        } else if (asked.position < 0 || static_cast<std::uint64_t>(asked.position) >= *size) {
            answer.error = ErrorCode::kPositionOutOfRange;
        } else {
            const auto position = static_cast<std::uint64_t>(asked.position);
            const auto most = static_cast<std::uint64_t>(std::clamp(request.maxBytes, 1, kMostFetchBytes));
            slices.push_back({*file, position, std::min(most, *size - position)});
            part.size = static_cast<std::int64_t>(*size);
            part.position = asked.position;
            part.unalignedRecords = wire::Records::external(0, slices.front().length);
        }
    }
    part.errorCode = answer.error;
    response.topics.push_back({.name = kMetadataPartition.topic, .partitions = {std::move(part)}});
    exchange.reply.send(response, answer.error != ErrorCode::kNone, slices);
}

wire::DescribeQuorumResponse::Partition RaftDriver::describe() const {
    wire::DescribeQuorumResponse::Partition partition;
    partition.partitionIndex = kMetadataPartition.partition;
    partition.leaderId = m_quorum.leader();
    partition.leaderEpoch = m_quorum.epoch();
    partition.highWatermark = m_quorum.highWatermark();
    if (!m_quorum.isLeader()) {
        partition.errorCode = ErrorCode::kNotLeaderOrFollower;
        return partition;
    }
    const Timestamp wall = m_context.world.clock.wallTime();
    const auto wallOf = [&](world::Moment moment) {
        if (moment == world::Moment()) return Timestamp(-1);
        const auto ago = std::chrono::duration_cast<std::chrono::milliseconds>(now() - moment);
        return Timestamp(wall.value() - ago.count());
    };
    const std::vector<quorum::Quorum::Replica> replicas = m_quorum.replicas();
    for (const Voter& voter : m_voters) {
        wire::DescribeQuorumResponse::ReplicaState state;
        state.replicaId = voter.id;
        state.logEndOffset = Offset(-1);
        const auto known = std::ranges::find(replicas, voter.id, &quorum::Quorum::Replica::id);
        if (voter.id == m_context.self) {
            state.logEndOffset = m_quorum.logEnd();
            state.lastFetchTimestamp = state.lastCaughtUpTimestamp = wall;
        } else if (known != replicas.end()) {
            state.logEndOffset = known->end;
            state.lastFetchTimestamp = wallOf(known->lastFetch);
            state.lastCaughtUpTimestamp = wallOf(known->lastCaughtUp);
        }
        partition.currentVoters.push_back(state);
    }
    for (const quorum::Quorum::Replica& replica : replicas) {
        if (std::ranges::count(m_voters, replica.id, &Voter::id) > 0) continue;
        wire::DescribeQuorumResponse::ReplicaState state;
        state.replicaId = replica.id;
        state.logEndOffset = replica.end;
        state.lastFetchTimestamp = wallOf(replica.lastFetch);
        state.lastCaughtUpTimestamp = wallOf(replica.lastCaughtUp);
        partition.observers.push_back(state);
    }
    return partition;
}

void RaftDriver::handle(Exchange<wire::DescribeQuorumRequest> exchange) {
    wire::DescribeQuorumResponse response;
    if (!isOfMetadata(exchange.request)) {
        response.errorCode = ErrorCode::kUnknownTopicOrPartition;
        return exchange.reply.send(response, true);
    }
    wire::DescribeQuorumResponse::Partition partition = describe();
    const bool isError = partition.errorCode != ErrorCode::kNone;
    response.topics.push_back({.topicName = kMetadataPartition.topic, .partitions = {std::move(partition)}});
    for (const Voter& voter : m_voters)
        response.nodes.push_back(
            {.nodeId = voter.id,
             .listeners = {{.name = "CONTROLLER", .host = voter.address.host, .port = voter.address.port}}});
    exchange.reply.send(response, isError);
}

}  // namespace broker::node
