#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "app/tables/rows_model.h"

namespace app {

/// The rows of a table between one snapshot and the next. A row is a function of its facts, and made anew
/// only where they differ from those it was made of; the others stay the very same rows, which tables pass
/// over.
template <class Facts>
class KeptRows {
public:
    /// What comes between `begin` and `take` is the whole table, ascending by key.
    void begin() {
        m_known.swap(m_made);
        m_made.clear();
        m_at = 0;
    }
    template <class Make>
    void add(const std::string& key, Facts facts, const Make& make) {
        while (m_at < m_known.size() && m_known[m_at].row->key < key) ++m_at;
        const bool isKnown = m_at < m_known.size() && m_known[m_at].row->key == key;
        if (isKnown && m_known[m_at].facts == facts)
            m_made.push_back(std::move(m_known[m_at]));
        else
            m_made.push_back({std::move(facts), SharedRow(make())});
        m_at += isKnown ? 1 : 0;
    }
    std::vector<SharedRow> take() const {
        std::vector<SharedRow> rows;
        rows.reserve(m_made.size());
        for (const Kept& kept : m_made) rows.push_back(kept.row);
        return rows;
    }
    /// For facts that no two rows share: adds the next row of before if it was made of these. Then not even
    /// its key is needed.
    bool maybeKeep(const Facts& facts) {
        if (m_at >= m_known.size() || m_known[m_at].facts != facts) return false;
        m_made.push_back(std::move(m_known[m_at++]));
        return true;
    }
    /// The words are others.
    void forget() { m_made.clear(); }

private:
    struct Kept {
        Facts facts;
        SharedRow row;
    };
    std::vector<Kept> m_made;
    std::vector<Kept> m_known;  ///< of the table before
    std::size_t m_at = 0;
};

}  // namespace app
