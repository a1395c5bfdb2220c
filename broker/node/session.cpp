#include "broker/node/session.h"

#include <utility>

#include "broker/node/diary.h"
#include "broker/node/replica_fetcher.h"

namespace broker::node {

Session::Session(Connections& owner, std::uint64_t id, std::unique_ptr<world::Connection> connection)
    : m_owner(owner)
    , m_id(id)
    , m_connection(std::move(connection)) {
    m_info.connection = id;
    m_info.address = m_connection->peer().text();
    m_info.since = owner.m_context.clock.wallTime();
    m_info.isBroker = owner.m_context.isInternal;
}

observe::ClientSnapshot& Session::info() {
    m_snapshot = nullptr;
    return m_info;
}

std::shared_ptr<const observe::ClientSnapshot> Session::snapshot() {
    if (!m_snapshot) m_snapshot = std::make_shared<const observe::ClientSnapshot>(m_info);
    return m_snapshot;
}

void Session::onFrame(Bytes frame) {
    if (m_isClosing) return;
    m_waitingBytes += frame.size();
    m_waiting.push_back(std::move(frame));
    proceed();
}

void Session::onWritable() { proceed(); }

void Session::onClosed(const Error& reason) { m_owner.drop(m_id, reason); }

void Session::proceed() {
    if (m_isProceeding) return;
    m_isProceeding = true;
    while (!m_isBusy && !m_broken && !m_waiting.empty() && m_owed.size() < Connections::kMaxOwed &&
           !m_connection->isCongested() && !m_isClosing) {
        Bytes frame = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_waitingBytes -= frame.size();
        handle(std::move(frame));
    }
    m_isProceeding = false;
    updateReading();
    // Last, because it destroys this session.
    if (m_broken) m_owner.drop(m_id, *m_broken);
}

void Session::updateReading() {
    const bool pause =
        m_waiting.size() >= Connections::kMaxQueued || m_waitingBytes >= Connections::kMaxQueuedBytes;
    if (pause == m_isReadingPaused) return;
    m_isReadingPaused = pause;
    m_connection->pauseReading(pause);
}

void Session::handle(Bytes frame) {
    const auto owned = std::make_shared<Bytes>(std::move(frame));
    info().bytesIn += owned->size();
    if (Result<void> handled = dispatch(owned); !handled) m_broken = handled.error();
}

Result<void> Session::dispatch(std::shared_ptr<Bytes> frame) {
    ASSIGN_OR_RETURN(const wire::PeekedHeader peeked, wire::peekHeader(*frame));
    Api* api = m_owner.m_context.apis.find(peeked.key);
    const auto number = static_cast<std::int16_t>(peeked.key);
    if (!api)
        return failure(ErrorCode::kInvalidRequest, "it asked for API {}, which is not offered here", number);
    if (!api->versions.contains(peeked.version)) {
        if (peeked.key == wire::ApiKey::kApiVersions) {
            refuseApiVersions(peeked.correlationId);
            return {};
        }
        return failure(ErrorCode::kUnsupportedVersion,
                       "it sent version {} of {}, and {} to {} are understood", peeked.version,
                       wire::apiName(peeked.key), api->versions.first, api->versions.last);
    }

    ByteReader reader(*frame);
    ASSIGN_OR_RETURN(wire::RequestHeader header, wire::decodeRequestHeader(reader));
    noteRequest(header);
    const world::Moment arrived = m_owner.m_context.clock.now();
    IncomingRequest request{
        .header = std::move(header), .frame = std::move(frame), .bodyPosition = reader.position()};
    request.arrived = arrived;
    request.peer = {.connection = m_id, .address = address(), .clientId = m_info.clientId};
    request.respond = [&owner = m_owner, id = m_id, number = owe(), asked = peeked, arrived](
                          world::Frame answer, bool isError) {
        const world::Duration taken = owner.m_context.clock.now() - arrived;
        owner.count(asked.key, taken, isError);
        const auto session = owner.m_sessions.find(id);
        if (session == owner.m_sessions.end()) return;
        session->second->noteAnswer(asked, taken, isError);
        session->second->answer(number, std::move(answer), isError);
    };
    m_isBusy = true;
    return api->handle(std::move(request));
}

std::uint64_t Session::owe() {
    m_owed.emplace_back();
    return m_firstOwed + m_owed.size() - 1;
}

void Session::goOn() {
    m_isBusy = false;
    proceed();
}

void Session::answer(std::uint64_t request, world::Frame frame, bool isError) {
    const bool isLast = request + 1 == m_firstOwed + m_owed.size();
    if (isLast) m_isBusy = false;
    if (frame.empty() && isError)
        m_broken =
            Error{ErrorCode::kInvalidRequest, "it wants no answers (acks=0), and its records were refused"};
    m_owed[request - m_firstOwed] = {std::move(frame), true};
    for (; !m_owed.empty() && m_owed.front().isAnswered; m_owed.pop_front(), ++m_firstOwed) {
        world::Frame& next = m_owed.front().answer;
        if (next.empty()) continue;
        info().bytesOut += world::frameSize(next);
        m_connection->send(std::move(next));
    }
    proceed();
}

void Session::noteAnswer(const wire::PeekedHeader& asked, world::Duration taken, bool isError) const {
    diagnose(m_owner.m_context.observer.diagnostics(), observe::Level::kDebug,
             "{} version {} for {} at {} took {} us{}", wire::apiName(asked.key), asked.version,
             m_info.clientId.empty() ? "a client" : m_info.clientId, m_info.address, taken.count(),
             isError ? ", with an error" : "");
}

void Session::refuseApiVersions(std::int32_t correlationId) {
    wire::ApiVersionsResponse response;
    response.errorCode = ErrorCode::kUnsupportedVersion;
    for (const auto& row : m_owner.m_context.apis.advertised())
        if (row.apiKey == wire::ApiKey::kApiVersions) response.apiKeys.push_back(row);
    answer(owe(), toFrame(wire::encodeResponse<wire::ApiVersionsRequest>(response, 0, correlationId), {}),
           true);
}

void Session::noteRequest(const wire::RequestHeader& header) {
    observe::ClientSnapshot& client = info();
    ++client.requests;
    client.isProducer = client.isProducer || header.key == wire::ApiKey::kProduce;
    client.isConsumer = client.isConsumer || header.key == wire::ApiKey::kFetch;
    if (header.clientId) client.clientId = *header.clientId;
    client.isBroker = client.isBroker || isFetchersClientId(client.clientId);
    if (client.requests > 1 || client.isBroker) return;
    const BrokerId broker = m_owner.m_context.broker;
    const std::string name = client.clientId.empty() ? "A client" : client.clientId;
    m_owner.m_context.observer.report(
        {.time = m_owner.m_context.clock.wallTime(),
         .kind = observe::EventKind::kClientConnected,
         .broker = broker,
         .arguments = {
             {"client", name}, {"broker", std::to_string(broker.value())}, {"address", client.address}}});
}

}  // namespace broker::node
