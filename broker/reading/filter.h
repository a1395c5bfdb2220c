#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "broker/base/bytes.h"
#include "broker/reading/format.h"
#include "broker/wire/record.h"

namespace broker::reading {

/// Where a text is looked for.
enum class FilterPlace : std::uint8_t { kAnywhere, kKey, kValue, kHeaders };

/// Which records of those that are read are kept. Letters A to Z are found in either case. In text the bytes
/// themselves are searched, all of them; in the other formats what they are written as.
class Filter {
public:
    /// Keeps everything.
    Filter() = default;
    Filter(std::string text, FilterPlace place, Format key, Format value);

    bool isActive() const { return !m_text.empty(); }
    bool keeps(std::optional<ByteView> key, std::optional<ByteView> value,
               const wire::RecordHeaders& headers) const;

private:
    bool isIn(ByteView bytes) const;
    bool isIn(Format format, ByteView bytes) const;
    bool isInHeaders(const wire::RecordHeaders& headers) const;

    std::string m_text;   ///< in lower case
    std::string m_tight;  ///< without spaces, for hex
    FilterPlace m_place = FilterPlace::kAnywhere;
    Format m_key = Format::kAuto;
    Format m_value = Format::kAuto;
};

}  // namespace broker::reading
