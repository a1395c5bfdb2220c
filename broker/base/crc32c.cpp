#include "broker/base/crc32c.h"

#include <isa-l/crc.h>
#include <algorithm>

namespace broker {

std::uint32_t crc32c(ByteView bytes) { return crc32c(bytes, 0); }

std::uint32_t crc32c(ByteView bytes, std::uint32_t before) {
    constexpr std::size_t kMaxStep = 1U << 30;  // the library counts in int
    std::uint32_t state = ~before;
    while (!bytes.empty()) {
        const ByteView step = bytes.first(std::min(bytes.size(), kMaxStep));
        // The library takes a non-const pointer and does not write through it.
        state = crc32_iscsi(const_cast<unsigned char*>(step.data()), static_cast<int>(step.size()), state);
        bytes = bytes.subspan(step.size());
    }
    return ~state;
}

}  // namespace broker
