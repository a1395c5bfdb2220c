#include "broker/wire/inspection.h"

#include <utility>

#include "broker/wire/header.h"
#include "broker/wire/registry.h"

namespace broker::wire {

InspectionRecorder::InspectionRecorder(InspectedField& root)
    : m_open{&root} {}

void InspectionRecorder::begin(std::string_view name, std::string type, std::size_t position) {
    if (!hasRoom()) {
        ++m_skippedDepth;
        return;
    }
    ++m_count;
    std::vector<InspectedField>& siblings = m_open.back()->children;
    siblings.push_back({std::string(name), std::move(type), {}, position, position, {}});
    m_open.push_back(&siblings.back());
}

void InspectionRecorder::end(std::string value, std::size_t position) {
    if (m_skippedDepth > 0) {
        --m_skippedDepth;
        return;
    }
    m_open.back()->value = std::move(value);
    m_open.back()->end = position;
    m_open.pop_back();
}

void InspectionRecorder::leaf(std::string_view name, std::string type, std::string_view value,
                              std::size_t begin, std::size_t end) {
    if (!hasRoom()) return;
    ++m_count;
    m_open.back()->children.push_back(
        {std::string(name), std::move(type), std::string(value), begin, end, {}});
}

namespace {

void inspectBody(ByteReader& reader, const StructInfo& info, Layout layout, InspectionRecorder& recorder,
                 InspectedFrame& frame) {
    AnyStruct body(info);
    recorder.begin("body", info.name, reader.position());
    decodeStruct(reader, info, body.get(), layout, &recorder);
    recorder.end(fmt::format("version {}", layout.version), reader.position());
    if (Result<void> status = reader.status(); !status)
        frame.error = status.error();
    else if (Result<void> end = expectEnd(reader, info); !end)
        frame.error = end.error();
}

const ApiDescription* describedIn(ApiKey key, std::int16_t version, InspectedFrame& frame) {
    const ApiDescription* api = findDescription(key);
    if (api != nullptr && api->versions.contains(version)) return api;
    frame.error = Error{ErrorCode::kUnsupportedVersion,
                        fmt::format("{} version {} is not described", apiName(key), version)};
    return nullptr;
}

}  // namespace

InspectedFrame inspectRequest(ByteView bytes) {
    InspectedFrame frame;
    frame.root = {"request", {}, {}, 0, bytes.size(), {}};
    InspectionRecorder recorder(frame.root);
    ByteReader reader(bytes);
    const Result<RequestHeader> header = decodeRequestHeader(reader);
    if (!header) {
        frame.error = header.error();
        return frame;
    }
    frame.root.type = apiName(header->key);
    recorder.begin("header", "RequestHeader", 0);
    recorder.leaf("requestApiKey", "int16",
                  fmt::format("{} {}", static_cast<int>(header->key), apiName(header->key)), 0, 2);
    recorder.leaf("requestApiVersion", "int16", fmt::format("{}", header->version), 2, 4);
    recorder.leaf("correlationId", "int32", fmt::format("{}", header->correlationId), 4, 8);
    const std::size_t idEnd = 10 + (header->clientId ? header->clientId->size() : 0);
    recorder.leaf("clientId", "string",
                  header->clientId ? std::string_view(*header->clientId).substr(0, kMaxInspectedText)
                                   : std::string_view("null"),
                  8, idEnd);
    recorder.end(fmt::format("version {}", requestHeaderVersion(header->key, header->version)),
                 reader.position());
    if (const ApiDescription* api = describedIn(header->key, header->version, frame))
        inspectBody(reader, api->request(), api->layout(header->version), recorder, frame);
    return frame;
}

InspectedFrame inspectResponse(ByteView bytes, ApiKey key, std::int16_t version) {
    InspectedFrame frame;
    frame.root = {"response", std::string(apiName(key)), {}, 0, bytes.size(), {}};
    InspectionRecorder recorder(frame.root);
    ByteReader reader(bytes);
    const std::int16_t headerVersion = responseHeaderVersion(key, version);
    const Result<ResponseHeader> header = decodeResponseHeader(reader, headerVersion);
    if (!header) {
        frame.error = header.error();
        return frame;
    }
    recorder.begin("header", "ResponseHeader", 0);
    recorder.leaf("correlationId", "int32", fmt::format("{}", header->correlationId), 0, 4);
    recorder.end(fmt::format("version {}", headerVersion), reader.position());
    if (const ApiDescription* api = describedIn(key, version, frame))
        inspectBody(reader, api->response(), api->layout(version), recorder, frame);
    return frame;
}

}  // namespace broker::wire
