#include "broker/wire/records.h"

#include <algorithm>

namespace broker::wire {

bool operator==(const Records& a, const Records& b) {
    if (a.m_form != b.m_form) return false;
    if (a.isExternal()) return a.m_index == b.m_index && a.m_size == b.m_size;
    return std::ranges::equal(a.m_bytes, b.m_bytes);
}

std::uint64_t Encoded::size() const {
    std::uint64_t size = bytes.size();
    for (const Splice& splice : splices) size += splice.length;
    return size;
}

}  // namespace broker::wire
