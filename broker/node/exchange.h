#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "broker/wire/header.h"
#include "broker/wire/message.h"
#include "broker/world/network.h"
#include "broker/world/time.h"

namespace broker::node {

/// Whom a request came from.
struct Peer {
    std::uint64_t connection = 0;  ///< unique within the node's life
    world::Address address;
    std::string clientId;  ///< as the request gave it; may be empty

    /// For events: the client id, or the address of one that has none.
    std::string name() const { return clientId.empty() ? address.text() : clientId; }
};

/// Takes the whole answer to one request. Called at most once; never called means that there is none.
using Responder = std::move_only_function<void(world::Frame answer, bool isError)>;

/// A request as it arrived, header read, body not.
struct IncomingRequest {
    wire::RequestHeader header;
    std::shared_ptr<Bytes> frame;  ///< header and body; records in the body are views of it
    std::size_t bodyPosition = 0;
    Peer peer;
    world::Moment arrived;
    Responder respond;

    ByteView body() const { return ByteView(*frame).subspan(bodyPosition); }
};

/// Bytes and slices in the order in which they are sent; `slices[i]` is external payload i of the records.
world::Frame toFrame(wire::Encoded encoded, std::span<const world::FileSlice> slices);

/// The answer still owed to a request. Whoever holds it answers with `send`, at any later time, or lets it go
/// where the protocol has no answer (acks=0). After the connection is gone, answers go nowhere.
template <wire::Request T>
class Reply {
public:
    using Response = typename T::Response;

    Reply(std::int16_t version, std::int32_t correlationId, Responder respond)
        : m_version(version)
        , m_correlationId(correlationId)
        , m_respond(std::move(respond)) {}

    std::int16_t version() const { return m_version; }

    /// `isError` counts the request as refused.
    void send(const Response& response, bool isError = false, std::span<const world::FileSlice> slices = {}) {
        wire::Encoded encoded = wire::encodeResponse<T>(response, m_version, m_correlationId);
        std::exchange(m_respond, nullptr)(toFrame(std::move(encoded), slices), isError);
    }
    /// Ends the exchange without an answer: the connection goes on with its next request or, after an error
    /// that could not be told, is closed.
    void sendNothing(bool isError) { std::exchange(m_respond, nullptr)({}, isError); }

private:
    std::int16_t m_version;
    std::int32_t m_correlationId;
    Responder m_respond;
};

/// One decoded request and what it takes to answer it. `frame` keeps alive what `request` borrows.
template <wire::Request T>
struct Exchange {
    T request;
    std::shared_ptr<Bytes> frame;
    Peer peer;
    Reply<T> reply;

    std::int16_t version() const { return reply.version(); }
    /// The records of this request, for patching in place.
    MutableByteView mutableBytes(const wire::Records& records) const {
        const ByteView view = records.bytes();
        if (view.empty()) return {};
        return MutableByteView(*frame).subspan(static_cast<std::size_t>(view.data() - frame->data()),
                                               view.size());
    }
};

}  // namespace broker::node
