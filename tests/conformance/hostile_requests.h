#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/base/bytes.h"
#include "broker/base/error_code.h"
#include "broker/wire/codec.h"

namespace tests::conformance {

/// A frame that no client should send, and what is wrong with it.
struct BadFrame {
    std::string name;
    broker::Bytes frame;
};
/// Requests of which each costs its sender the connection: unknown APIs and versions, absurd counts and
/// lengths, bodies cut short.
std::vector<BadFrame> badFrames();

/// Requests as they should be, for being damaged.
std::vector<broker::Bytes> soundFrames();

/// A Produce request of a few kilobytes whose one record unpacks to a hundred megabytes of zeros.
broker::Bytes bombFrame(broker::wire::Codec codec, const std::string& topic);
/// The answer's error code for its one partition; kNone too if it cannot be read, so expect another.
broker::ErrorCode errorOfProduce(broker::ByteView answer);

/// Asks to be a member of a group, with subscriptions of so many bytes, and the error code of the answer.
broker::Bytes joinFrame(const std::string& group, std::size_t metadataBytes);
broker::ErrorCode errorOfJoin(broker::ByteView answer);

/// ApiVersions of a version that nobody knows, and the error code of its answer.
broker::Bytes futureApiVersionsFrame();
broker::ErrorCode errorOfApiVersions(broker::ByteView answer);

}  // namespace tests::conformance
