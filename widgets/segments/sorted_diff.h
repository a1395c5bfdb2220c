#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace widgets {

/// Turns `rows`, ascending by `keyOf`, into `wanted`, ascending too, and tells about it in exact ranges:
/// `remove(first, last, act)` and `insert(first, last, act)` run `act` between a model's begin and end,
/// `change(first, last)` comes afterwards for rows that stayed but aren't `isSame`. So selection and scroll
/// survive.
template <class Row, class Key, class Same, class Remove, class Insert, class Change>
void becomeSorted(std::vector<Row>& rows, std::vector<Row> wanted, Key keyOf, Same isSame, Remove remove,
                  Insert insert, Change change) {
    const auto before = [&](const Row& a, const Row& b) { return keyOf(a) < keyOf(b); };
    for (std::size_t end = rows.size(); end > 0;) {
        const auto isGone = [&](std::size_t row) {
            return !std::binary_search(wanted.begin(), wanted.end(), rows[row], before);
        };
        if (!isGone(end - 1)) {
            --end;
            continue;
        }
        std::size_t first = end - 1;
        while (first > 0 && isGone(first - 1)) --first;
        remove(first, end - 1, [&] {
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(first),
                       rows.begin() + static_cast<std::ptrdiff_t>(end));
        });
        end = first;
    }
    // What is left is a part of what is wanted, in the same order.
    std::size_t row = 0;
    while (row < wanted.size()) {
        if (row < rows.size() && !before(wanted[row], rows[row])) {
            ++row;
            continue;
        }
        std::size_t end = row + 1;
        while (end < wanted.size() && (row >= rows.size() || before(wanted[end], rows[row]))) ++end;
        insert(row, end - 1, [&] {
            rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(row),
                        wanted.begin() + static_cast<std::ptrdiff_t>(row),
                        wanted.begin() + static_cast<std::ptrdiff_t>(end));
        });
        row = end;
    }
    for (std::size_t first = 0; first < wanted.size();) {
        if (isSame(rows[first], wanted[first])) {
            ++first;
            continue;
        }
        std::size_t end = first;
        while (end < wanted.size() && !isSame(rows[end], wanted[end])) {
            rows[end] = std::move(wanted[end]);
            ++end;
        }
        change(first, end - 1);
        first = end;
    }
}

}  // namespace widgets
