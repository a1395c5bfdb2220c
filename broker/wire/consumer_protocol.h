#pragma once

#include <cstdint>

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/wire/messages/consumer_protocol.h"

/// The bytes that consumers of the protocol type "consumer" exchange inside JoinGroup and SyncGroup: an int16
/// version, then the body. They come from clients, so they may be anything.
namespace broker::wire {

inline constexpr std::string_view kConsumerProtocolType = "consumer";

/// What follows the fields that are known here is left alone, and a later version is read as the last one
/// known: versions only append. kMalformed, kEndOfInput; empty bytes are malformed.
Result<ConsumerProtocolSubscription> decodeSubscription(ByteView bytes);
/// The same; empty bytes, which a member gets that is assigned nothing by an older leader, are an assignment
/// of nothing.
Result<ConsumerProtocolAssignment> decodeAssignment(ByteView bytes);

Bytes encodeSubscription(const ConsumerProtocolSubscription& subscription, std::int16_t version = 3);
Bytes encodeAssignment(const ConsumerProtocolAssignment& assignment, std::int16_t version = 3);

}  // namespace broker::wire
