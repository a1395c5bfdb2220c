#include "broker/node/handlers/controller_handlers.h"
#include "broker/wire/messages/envelope.h"
#include "broker/wire/messages/fetch.h"

namespace broker::node {
namespace {

/// Hands the exchange to the active controller. A node that is no voter never gets here: see
/// addControllerApis.
template <class T>
auto toController(ControllerContext& context) {
    return [&context](Exchange<T> exchange) { context.controller->handle(std::move(exchange)); };
}

void handleApiVersions(ControllerContext& context, Exchange<wire::ApiVersionsRequest> exchange) {
    wire::ApiVersionsResponse response;
    response.apiKeys = context.apis.advertised();
    exchange.reply.send(response);
}

void sendEnvelope(Reply<wire::EnvelopeRequest>& reply, ErrorCode error, const world::Frame& inner) {
    wire::EnvelopeResponse response;
    response.errorCode = error;
    if (error == ErrorCode::kNone) {
        response.responseData.emplace();
        for (const world::Piece& piece : inner) {
            const Bytes& bytes = std::get<Bytes>(piece);  // what is forwarded has no slices in its answer
            response.responseData->insert(response.responseData->end(), bytes.begin(), bytes.end());
        }
    }
    reply.send(response, error != ErrorCode::kNone);
}

/// Opens an Envelope (KIP-590): the request inside is handled as if its client had come here.
void handleEnvelope(ControllerContext& context, Exchange<wire::EnvelopeRequest> exchange) {
    if (!context.controller->isActive()) return sendEnvelope(exchange.reply, ErrorCode::kNotController, {});
    auto frame = std::make_shared<Bytes>(std::move(exchange.request.requestData));
    ByteReader reader(*frame);
    Result<wire::RequestHeader> header = wire::decodeRequestHeader(reader);
    Api* api = header ? context.forwarded.find(header->key) : nullptr;
    if (!api || !api->versions.contains(header->version))
        return sendEnvelope(exchange.reply, ErrorCode::kInvalidRequest, {});
    Peer peer = exchange.peer;
    peer.clientId = header->clientId.value_or("");
    // Shared, because either the handler's answer or the failure to decode sends it.
    auto reply = std::make_shared<Reply<wire::EnvelopeRequest>>(std::move(exchange.reply));
    const Result<void> handled = api->handle({.header = std::move(*header),
                                              .frame = frame,
                                              .bodyPosition = reader.position(),
                                              .peer = std::move(peer),
                                              .arrived = context.world.clock.now(),
                                              .respond = [reply](const world::Frame& inner, bool) {
                                                  sendEnvelope(*reply, ErrorCode::kNone, inner);
                                              }});
    if (!handled) sendEnvelope(*reply, ErrorCode::kInvalidRequest, {});
}

}  // namespace

void addControllerApis(ControllerContext& context) {
    ApiTable& apis = context.apis;
    apis.add<wire::FetchRequest>({4, 18},
                                 [&context](auto exchange) { context.raft.handle(std::move(exchange)); });
    apis.add<wire::FetchSnapshotRequest>(
        {0, 1}, [&context](auto exchange) { context.raft.handle(std::move(exchange)); });
    apis.add<wire::DescribeQuorumRequest>(
        {0, 2}, [&context](auto exchange) { context.raft.handle(std::move(exchange)); });
    apis.add<wire::ApiVersionsRequest>(
        {0, 4}, [&context](auto exchange) { handleApiVersions(context, std::move(exchange)); });
    if (!context.controller) return;
    apis.add<wire::VoteRequest>({0, 2},
                                [&context](auto exchange) { context.raft.handle(std::move(exchange)); });
    apis.add<wire::BeginQuorumEpochRequest>(
        {0, 1}, [&context](auto exchange) { context.raft.handle(std::move(exchange)); });
    apis.add<wire::EndQuorumEpochRequest>(
        {0, 1}, [&context](auto exchange) { context.raft.handle(std::move(exchange)); });
    apis.add<wire::BrokerRegistrationRequest>({0, 4}, toController<wire::BrokerRegistrationRequest>(context));
    apis.add<wire::BrokerHeartbeatRequest>({0, 2}, toController<wire::BrokerHeartbeatRequest>(context));
    apis.add<wire::AllocateProducerIdsRequest>({0, 0},
                                               toController<wire::AllocateProducerIdsRequest>(context));
    apis.add<wire::AlterPartitionRequest>({2, 3}, toController<wire::AlterPartitionRequest>(context));
    apis.add<wire::ElectLeadersRequest>({0, 2}, toController<wire::ElectLeadersRequest>(context));
    apis.add<wire::CreateTopicsRequest>({2, 7}, toController<wire::CreateTopicsRequest>(context));
    apis.add<wire::DeleteTopicsRequest>({1, 6}, toController<wire::DeleteTopicsRequest>(context));
    for (ApiTable* table : {&apis, &context.forwarded}) {
        table->add<wire::CreatePartitionsRequest>({0, 3},
                                                  toController<wire::CreatePartitionsRequest>(context));
        table->add<wire::AlterConfigsRequest>({0, 2}, toController<wire::AlterConfigsRequest>(context));
        table->add<wire::IncrementalAlterConfigsRequest>(
            {0, 1}, toController<wire::IncrementalAlterConfigsRequest>(context));
    }
    apis.add<wire::EnvelopeRequest>(
        {0, 0}, [&context](auto exchange) { handleEnvelope(context, std::move(exchange)); });
    context.forwarded.add<wire::CreateTopicsRequest>({2, 7},
                                                     toController<wire::CreateTopicsRequest>(context));
    context.forwarded.add<wire::ElectLeadersRequest>({0, 2},
                                                     toController<wire::ElectLeadersRequest>(context));
    context.forwarded.add<wire::DeleteTopicsRequest>({1, 6},
                                                     toController<wire::DeleteTopicsRequest>(context));
    context.forwarded.add<wire::DescribeQuorumRequest>(
        {0, 2}, [&context](auto exchange) { context.raft.handle(std::move(exchange)); });
}

}  // namespace broker::node
