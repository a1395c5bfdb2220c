#include "broker/wire/consumer_protocol.h"

#include <algorithm>

#include "broker/wire/message.h"

namespace broker::wire {
namespace {

template <Message T>
Result<T> decodeVersioned(ByteView bytes) {
    ByteReader reader(bytes);
    const std::int16_t version = reader.int16();
    RETURN_IF_ERROR(reader.status());
    if (version < 0) return failure(ErrorCode::kMalformed, "{} version {}", T::describe().name, version);
    return decodeMessage<T>(reader, std::min(version, T::kVersions.last));
}

template <Message T>
Bytes encodeVersioned(const T& message, std::int16_t version) {
    ByteWriter writer;
    writer.int16(version);
    encodeMessage(writer, message, version);
    return writer.take();
}

}  // namespace

Result<ConsumerProtocolSubscription> decodeSubscription(ByteView bytes) {
    return decodeVersioned<ConsumerProtocolSubscription>(bytes);
}

Result<ConsumerProtocolAssignment> decodeAssignment(ByteView bytes) {
    if (bytes.empty()) return ConsumerProtocolAssignment{};
    return decodeVersioned<ConsumerProtocolAssignment>(bytes);
}

Bytes encodeSubscription(const ConsumerProtocolSubscription& subscription, std::int16_t version) {
    return encodeVersioned(subscription, version);
}

Bytes encodeAssignment(const ConsumerProtocolAssignment& assignment, std::int16_t version) {
    return encodeVersioned(assignment, version);
}

}  // namespace broker::wire
