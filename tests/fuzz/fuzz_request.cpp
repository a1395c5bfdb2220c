#include <cstddef>
#include <cstdint>

#include "broker/base/check.h"
#include "broker/wire/header.h"
#include "broker/wire/registry.h"

/// Input: one byte that chooses, then bytes. They are read as a whole request frame, header and body, and as
/// the body of a request or response whose API and version the bytes themselves name. What is accepted must
/// be the same after it was written and read again, and writing it again must give the same bytes.
namespace {

using namespace broker;
using namespace broker::wire;

Bytes encoded(const AnyStruct& message, Layout layout) {
    ByteWriter writer;
    encodeStruct(writer, message.info(), message.get(), layout, nullptr);
    return writer.take();
}

void readBody(ByteReader& reader, const StructInfo& info, Layout layout) {
    AnyStruct first(info);
    decodeStruct(reader, info, first.get(), layout);
    if (reader.failed()) return;
    const Bytes written = encoded(first, layout);
    ByteReader again(written);
    AnyStruct second(info);
    decodeStruct(again, info, second.get(), layout);
    CHECK(!again.failed() && again.atEnd());
    CHECK(first == second);
    CHECK(encoded(second, layout) == written);
}

void readFrame(ByteView frame) {
    ByteReader reader(frame);
    const Result<RequestHeader> header = decodeRequestHeader(reader);
    if (!header.has_value()) return;
    ByteWriter writer;
    encodeRequestHeader(writer, *header);
    ByteReader again(writer.view());
    const Result<RequestHeader> second = decodeRequestHeader(again);
    CHECK(second.has_value() && *second == *header && again.atEnd());
    const ApiDescription* api = findDescription(header->key);
    if (api != nullptr && api->versions.contains(header->version))
        readBody(reader, api->request(), api->layout(header->version));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) return 0;
    const ByteView bytes(data, size);
    const std::uint8_t choice = bytes[0];
    if (choice == 0) {
        readFrame(bytes.subspan(1));
        (void)inspectRequest(bytes.subspan(1));
        return 0;
    }
    const std::span<const ApiDescription> apis = describedApis();
    const ApiDescription& api = apis[bytes[1] % apis.size()];
    const auto versions = static_cast<std::uint8_t>(api.versions.last - api.versions.first + 1);
    const auto version = static_cast<std::int16_t>(api.versions.first + bytes[2] % versions);
    const bool isRequest = (choice & 1) != 0;
    ByteReader reader(bytes.subspan(3));
    readBody(reader, isRequest ? api.request() : api.response(), api.layout(version));
    if (!isRequest) (void)inspectResponse(bytes.subspan(3), api.key, version);
    return 0;
}
