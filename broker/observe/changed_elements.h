#pragma once

#include <cstddef>

namespace broker::observe {

/// Calls `act(before, after)` for every element of two lists in the order of `key` that differs by its
/// pointer; null for one that is only in the other list.
template <class Pointers, class Key, class Act>
void forEachChanged(const Pointers& before, const Pointers& after, const Key& key, const Act& act) {
    using Element = typename Pointers::value_type::element_type;
    constexpr Element* kNone = nullptr;
    std::size_t old = 0;
    for (const auto& next : after) {
        if (old < before.size() && before[old] == next) {
            ++old;
            continue;
        }
        while (old < before.size() && key(*before[old]) < key(*next)) act(before[old++].get(), kNone);
        const bool isKnown = old < before.size() && !(key(*next) < key(*before[old]));
        Element* last = isKnown ? before[old++].get() : kNone;
        if (last != next.get()) act(last, next.get());
    }
    for (; old < before.size(); ++old) act(before[old].get(), kNone);
}

}  // namespace broker::observe
