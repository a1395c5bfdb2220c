#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/wire/message.h"
#include "broker/world/pending.h"

namespace broker::rpc {

/// The answer to a request of type `R`. Records of the response are views into `frame`: whoever keeps them,
/// keeps it.
template <wire::Request R>
struct Reply {
    typename R::Response response;
    std::int16_t version = 0;  ///< of request and response
    SharedBytes frame;
};

/// Not deduced from, so that a lambda can stand for it.
template <wire::Request R>
using ReplyCompletion = std::type_identity_t<world::Completion<Result<Reply<R>>>>;

/// A request and whoever waits for its answer, without their types.
class Exchange {
public:
    virtual ~Exchange() = default;
    virtual wire::ApiKey key() const = 0;
    virtual wire::VersionRange versions() const = 0;
    virtual wire::Encoded encode(std::int16_t version, std::int32_t correlationId,
                                 const std::optional<std::string>& clientId) = 0;
    /// Reads the answer and keeps it for `complete`.
    virtual Result<void> decode(SharedBytes frame, std::int16_t version) = 0;
    /// Called once, last: runs the completion with what was decoded, or with the error.
    virtual void complete(Result<void> outcome) = 0;
};

template <wire::Request R>
class TypedExchange final : public Exchange {
public:
    TypedExchange(R request, world::Completion<Result<Reply<R>>> done)
        : m_request(std::move(request))
        , m_done(std::move(done)) {}

    wire::ApiKey key() const override { return R::kKey; }
    wire::VersionRange versions() const override { return R::kVersions; }
    wire::Encoded encode(std::int16_t version, std::int32_t correlationId,
                         const std::optional<std::string>& clientId) override {
        return wire::encodeRequest(m_request, version, correlationId, clientId);
    }
    Result<void> decode(SharedBytes frame, std::int16_t version) override {
        ASSIGN_OR_RETURN(m_reply.response, wire::decodeResponse<R>(*frame, version));
        m_reply.version = version;
        m_reply.frame = std::move(frame);
        return {};
    }
    void complete(Result<void> outcome) override {
        if (outcome)
            m_done(std::move(m_reply));
        else
            m_done(failure(std::move(outcome).error()));
    }

private:
    R m_request;
    world::Completion<Result<Reply<R>>> m_done;
    Reply<R> m_reply;
};

}  // namespace broker::rpc
