#include "broker/log/offset_map.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace broker::log {
namespace {

constexpr std::size_t kFirstSlots = 16;

std::uint64_t wordAt(ByteView bytes, std::size_t count) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < count; ++i) word |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
    return word;
}

struct SipState {
    std::uint64_t v0, v1, v2, v3;

    void rounds(int count) {
        for (int i = 0; i < count; ++i) {
            v0 += v1;
            v1 = std::rotl(v1, 13) ^ v0;
            v0 = std::rotl(v0, 32);
            v2 += v3;
            v3 = std::rotl(v3, 16) ^ v2;
            v0 += v3;
            v3 = std::rotl(v3, 21) ^ v0;
            v2 += v1;
            v1 = std::rotl(v1, 17) ^ v2;
            v2 = std::rotl(v2, 32);
        }
    }
    void take(std::uint64_t word) {
        v3 ^= word;
        rounds(2);
        v0 ^= word;
    }
    std::uint64_t sum() const { return v0 ^ v1 ^ v2 ^ v3; }
};

std::size_t usable(std::size_t slots) { return slots / 4 * 3; }

}  // namespace

KeyPrint printOf(ByteView key, const KeySecret& secret) {
    SipState state{secret.first ^ 0x736f6d6570736575ULL, secret.second ^ 0x646f72616e646f6dULL ^ 0xee,
                   secret.first ^ 0x6c7967656e657261ULL, secret.second ^ 0x7465646279746573ULL};
    const std::size_t size = key.size();
    for (; key.size() >= 8; key = key.subspan(8)) state.take(wordAt(key, 8));
    state.take(wordAt(key, key.size()) | static_cast<std::uint64_t>(size & 0xff) << 56);
    state.v2 ^= 0xee;
    state.rounds(4);
    KeyPrint print;
    print.high = state.sum();
    state.v1 ^= 0xdd;
    state.rounds(4);
    print.low = state.sum();
    return print;
}

OffsetMap::OffsetMap(std::size_t maxBytes)
    : m_maxSlots(std::bit_floor(std::max(maxBytes / sizeof(Slot), kFirstSlots)))
    , m_slots(kFirstSlots) {}

std::size_t OffsetMap::placeOf(const KeyPrint& key) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t place = static_cast<std::size_t>(key.low) & mask;
    while (m_slots[place].offset >= 0 && m_slots[place].key != key) place = (place + 1) & mask;
    return place;
}

/// While places move, the old ones are there too.
bool OffsetMap::grow() {
    const std::size_t larger = m_slots.size() * 2;
    if (larger + m_slots.size() > m_maxSlots) return false;
    const std::vector<Slot> before = std::exchange(m_slots, std::vector<Slot>(larger));
    for (const Slot& slot : before)
        if (slot.offset >= 0) m_slots[placeOf(slot.key)] = slot;
    return true;
}

bool OffsetMap::put(const KeyPrint& key, Offset offset) {
    std::size_t place = placeOf(key);
    if (m_slots[place].offset < 0) {
        if (m_used == usable(m_slots.size())) {
            if (!grow()) return false;
            place = placeOf(key);
        }
        ++m_used;
    }
    m_slots[place] = {key, std::max(m_slots[place].offset, offset.value())};
    return true;
}

Offset OffsetMap::latest(const KeyPrint& key) const { return Offset(m_slots[placeOf(key)].offset); }

std::size_t OffsetMap::capacity() const {
    std::size_t slots = m_slots.size();
    while (slots * 3 <= m_maxSlots) slots *= 2;
    return usable(slots);
}

}  // namespace broker::log
