#include "broker/base/error_code.h"

#include <array>
#include <string>

namespace broker {
namespace {

/// "kUnknownTopicOrPartition" → "UNKNOWN_TOPIC_OR_PARTITION".
std::string screaming(std::string_view name) {
    std::string out;
    for (std::size_t i = 1; i < name.size(); ++i) {
        const char c = name[i];
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && i > 1) out += '_';
        out += upper ? c : static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

struct Named {
    ErrorCode code;
    std::string name;
};

const auto& names() {
    static const auto table = std::to_array<Named>({
#define X(name, number) {ErrorCode::name, screaming(#name)},
        BROKER_ERROR_CODES(X)
#undef X
    });
    return table;
}

}  // namespace

std::string_view errorName(ErrorCode code) {
    for (const Named& entry : names())
        if (entry.code == code) return entry.name;
    return "UNKNOWN";
}

ErrorCode toWire(ErrorCode code) {
    if (travels(code)) return code;
    switch (code) {
        case ErrorCode::kNotFound:
        case ErrorCode::kPermissionDenied:
        case ErrorCode::kNoSpace:
        case ErrorCode::kInputOutput:
            return ErrorCode::kKafkaStorageError;
        case ErrorCode::kMalformed:
        case ErrorCode::kEndOfInput:
        case ErrorCode::kInvalidArgument:
            return ErrorCode::kInvalidRequest;
        case ErrorCode::kTimedOut:
            return ErrorCode::kRequestTimedOut;
        case ErrorCode::kTooLarge:
            return ErrorCode::kMessageTooLarge;
        default:
            return ErrorCode::kUnknownServerError;
    }
}

}  // namespace broker
