#include "broker/base/uuid.h"

#include <algorithm>

#include "broker/base/random.h"

namespace broker {
namespace {
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kTextLength = 22;
}  // namespace

Uuid Uuid::random(Random& random) {
    for (;;) {
        Uuid id;
        for (std::uint8_t& byte : id.bytes) byte = static_cast<std::uint8_t>(random.next());
        id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x40);
        id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
        if (id.text().front() != '-') return id;
    }
}

std::string Uuid::text() const {
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8) | byte;
        held += 8;
        while (held >= 6) {
            held -= 6;
            out += kAlphabet[(bits >> held) & 63];
        }
    }
    out += kAlphabet[(bits << (6 - held)) & 63];
    return out;
}

Result<Uuid> Uuid::fromText(std::string_view text) {
    if (text.size() != kTextLength)
        return failure(ErrorCode::kInvalidArgument, "'{}' is no UUID: {} characters instead of {}", text,
                       text.size(), kTextLength);
    Uuid id;
    std::uint32_t bits = 0;
    int held = 0;
    std::size_t at = 0;
    for (const char c : text) {
        const std::size_t digit = kAlphabet.find(c);
        if (digit == std::string_view::npos)
            return failure(ErrorCode::kInvalidArgument, "'{}' is no UUID: '{}' is not base64url", text, c);
        bits = (bits << 6) | static_cast<std::uint32_t>(digit);
        held += 6;
        if (held >= 8 && at < id.bytes.size()) {
            held -= 8;
            id.bytes[at++] = static_cast<std::uint8_t>(bits >> held);
        }
    }
    return id;
}

}  // namespace broker
