#include "broker/node/handlers/handlers.h"

namespace broker::node {
namespace {

using Request = wire::ListOffsetsRequest;
using Response = wire::ListOffsetsResponse;

// Timestamps below zero that ask for a place instead of a time (KIP-79, KIP-734, KIP-405, KIP-1005).
constexpr Timestamp kLatest{-1};
constexpr Timestamp kEarliest{-2};
constexpr Timestamp kMaxTimestamp{-3};
constexpr Timestamp kEarliestLocal{-4};
constexpr Timestamp kLatestTiered{-5};

void fill(Response::Partition& row, const std::optional<log::OffsetAtTime>& found) {
    if (!found) return;
    row.offset = found->offset;
    row.timestamp = found->timestamp;
    row.leaderEpoch = found->epoch;
}

/// An earlier leader may have told a later offset than this one yet knows to be committed (KIP-207).
Result<void> notYet(const HostedPartition& hosted, std::int16_t version) {
    const bool isUnderstood = version >= 5;
    return failure(isUnderstood ? ErrorCode::kOffsetNotAvailable : ErrorCode::kLeaderNotAvailable,
                   "{} has a new leader, which knows it to be committed up to {} so far", hosted.name,
                   hosted.highWatermark);
}

Result<void> lookUp(BrokerContext& broker, const Exchange<Request>& exchange, const TopicPartition& name,
                    const Request::Partition& asked, Response::Partition& row) {
    ASSIGN_OR_RETURN(HostedPartition* const hosted,
                     broker.partitions.findLed(*broker.image, name, asked.currentLeaderEpoch));
    const log::PartitionLog& log = *hosted->log;
    const bool committedOnly = exchange.request.isolationLevel == 1;
    const Offset bound =
        committedOnly ? std::min(hosted->highWatermark,
                                 log.producers().firstOpenTransaction().value_or(hosted->highWatermark))
                      : hosted->highWatermark;
    if (asked.timestamp == kLatest) {
        if (!hosted->leading->isLatestKnown()) return notYet(*hosted, exchange.version());
        row.offset = bound;
        row.leaderEpoch = hosted->leaderEpoch;
    } else if (asked.timestamp == kEarliest || asked.timestamp == kEarliestLocal) {
        row.offset = log.start();
        row.leaderEpoch = log.epochs().epochFor(log.start()).value_or(hosted->leaderEpoch);
    } else if (asked.timestamp == kMaxTimestamp) {
        ASSIGN_OR_RETURN(const auto found, log.offsetOfMaxTimestamp());
        fill(row, found);
    } else if (asked.timestamp >= Timestamp(0)) {
        ASSIGN_OR_RETURN(const auto found, log.offsetForTimestamp(asked.timestamp, bound));
        if (!found && !hosted->leading->isLatestKnown()) return notYet(*hosted, exchange.version());
        fill(row, found);
    } else if (asked.timestamp != kLatestTiered) {  // nothing is ever tiered: no offset
        return failure(ErrorCode::kUnsupportedVersion, "timestamp {} asks for nothing known here",
                       asked.timestamp);
    }
    return {};
}

/// What the request waits for: logs that are being opened here. A refusal would be final for librdkafka's
/// offsets_for_times, which does not ask again.
std::vector<DelayedOperations::Key> notReadyYet(BrokerContext& broker, const Exchange<Request>& exchange) {
    std::vector<DelayedOperations::Key> keys;
    for (const Request::Topic& topic : exchange.request.topics)
        for (const Request::Partition& asked : topic.partitions) {
            const HostedPartition* hosted = broker.partitions.find({topic.name, asked.partitionIndex});
            if (hosted && hosted->isBeingOpened()) keys.push_back(hosted->key);
        }
    return keys;
}

void answer(BrokerContext& broker, Exchange<Request> exchange) {
    Response response;
    bool hasError = false;
    for (const Request::Topic& topic : exchange.request.topics) {
        Response::Topic& answer = response.topics.emplace_back();
        answer.name = topic.name;
        for (const Request::Partition& asked : topic.partitions) {
            Response::Partition row;
            row.partitionIndex = asked.partitionIndex;
            if (const Result<void> found =
                    lookUp(broker, exchange, {topic.name, asked.partitionIndex}, asked, row);
                !found) {
                row.errorCode = toWire(found.error().code);
                hasError = true;
            }
            answer.partitions.push_back(row);
        }
    }
    exchange.reply.send(response, hasError);
}

}  // namespace

void handleListOffsets(BrokerContext& broker, Exchange<wire::ListOffsetsRequest> exchange) {
    answerWhenReady(broker, std::move(exchange), notReadyYet, answer);
}

}  // namespace broker::node
