#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace broker::metadata {

/// An immutable sorted map of shared leaves. Copying it is copying a pointer; `with` gives a map that shares
/// every shard it did not touch, so that equal pointers mean equal content and cost follows change.
/// `hash` is the sum of the leaves' own hashes: it depends on the content alone, not on how it came about.
template <class Key, class Value>
class ShardedMap {
public:
    using Leaf = std::shared_ptr<const Value>;
    /// A null leaf removes the key.
    struct Change {
        Key key;
        Leaf leaf;
        std::uint64_t hash = 0;  ///< of key and content
    };
    struct Entry {
        Key key;
        Leaf leaf;
        std::uint64_t hash = 0;
    };

    std::size_t size() const { return m_root ? m_root->size : 0; }
    bool empty() const { return size() == 0; }
    std::uint64_t hash() const { return m_root ? m_root->hash : 0; }

    /// Null if there is none.
    template <class K>
    const Leaf& find(const K& key) const {
        static const Leaf kNone;
        if (!m_root) return kNone;
        const std::size_t index = shardFor(*m_root, key);
        const Shard& shard = *m_root->shards[index];
        const auto at = std::lower_bound(shard.entries.begin(), shard.entries.end(), key,
                                         [](const Entry& e, const K& k) { return e.key < k; });
        return at != shard.entries.end() && at->key == key ? at->leaf : kNone;
    }

    /// Calls `visit(key, leaf)` in order of keys.
    template <class Visit>
    void forEach(Visit&& visit) const {
        if (!m_root) return;
        for (const auto& shard : m_root->shards)
            for (const Entry& entry : shard->entries) visit(entry.key, entry.leaf);
    }

    /// Calls `visit(key, before, after)` in order of keys for each leaf that differs, null where there is
    /// none; shards that both share cost one comparison.
    template <class Visit>
    static void compare(const ShardedMap& before, const ShardedMap& after, Visit&& visit) {
        if (before.m_root == after.m_root) return;
        Cursor a(before), b(after);
        static const Leaf kNone;
        while (!a.atEnd() || !b.atEnd()) {
            if (a.skipShared(b)) continue;
            if (b.atEnd() || (!a.atEnd() && a.entry().key < b.entry().key)) {
                visit(a.entry().key, a.entry().leaf, kNone);
                a.advance();
            } else if (a.atEnd() || b.entry().key < a.entry().key) {
                visit(b.entry().key, kNone, b.entry().leaf);
                b.advance();
            } else {
                if (a.entry().leaf != b.entry().leaf) visit(b.entry().key, a.entry().leaf, b.entry().leaf);
                a.advance();
                b.advance();
            }
        }
    }

    /// The map after `changes`, which are sorted by key without repetition.
    ShardedMap with(std::vector<Change> changes) const {
        if (changes.empty()) return *this;
        auto root = std::make_shared<Root>();
        auto change = std::make_move_iterator(changes.begin());
        const auto end = std::make_move_iterator(changes.end());
        const std::size_t shardCount = m_root ? m_root->shards.size() : 0;
        for (std::size_t i = 0; i < std::max<std::size_t>(shardCount, 1); ++i) {
            const bool isLast = i + 1 >= shardCount;
            auto upTo = isLast ? end : std::find_if(change, end, [&](const Change& c) {
                return !(c.key < m_root->shards[i + 1]->entries.front().key);
            });
            if (change == upTo && shardCount > 0)
                root->add(m_root->shards[i]);
            else
                addMerged(*root, shardCount > 0 ? m_root->shards[i].get() : nullptr, change, upTo);
            change = upTo;
        }
        ShardedMap map;
        if (root->size > 0) map.m_root = std::move(root);
        return map;
    }

private:
    /// Shards hold between 1 and this many entries; an overfull one is cut into halves of this size.
    static constexpr std::size_t kMaxShard = 64;

    struct Shard {
        std::vector<Entry> entries;  ///< sorted, never empty
        std::uint64_t hash = 0;
    };
    struct Root {
        std::vector<std::shared_ptr<const Shard>> shards;
        std::size_t size = 0;
        std::uint64_t hash = 0;

        void add(std::shared_ptr<const Shard> shard) {
            size += shard->entries.size();
            hash += shard->hash;
            shards.push_back(std::move(shard));
        }
    };

    class Cursor {
    public:
        explicit Cursor(const ShardedMap& map)
            : m_root(map.m_root.get()) {}
        bool atEnd() const { return !m_root || m_shard == m_root->shards.size(); }
        const Entry& entry() const { return m_root->shards[m_shard]->entries[m_entry]; }
        void advance() {
            if (++m_entry < m_root->shards[m_shard]->entries.size()) return;
            m_entry = 0;
            ++m_shard;
        }
        /// At the beginning of the same shard, both pass it.
        bool skipShared(Cursor& other) {
            if (atEnd() || other.atEnd() || m_entry != 0 || other.m_entry != 0) return false;
            if (m_root->shards[m_shard] != other.m_root->shards[other.m_shard]) return false;
            ++m_shard;
            ++other.m_shard;
            return true;
        }

    private:
        const Root* m_root;
        std::size_t m_shard = 0;
        std::size_t m_entry = 0;
    };

    /// The last shard that begins at or before the key, else the first.
    template <class K>
    static std::size_t shardFor(const Root& root, const K& key) {
        const auto after =
            std::upper_bound(root.shards.begin(), root.shards.end(), key,
                             [](const K& k, const auto& shard) { return k < shard->entries.front().key; });
        return after == root.shards.begin() ? 0 : static_cast<std::size_t>(after - root.shards.begin()) - 1;
    }

    template <class Iterator>
    static void addMerged(Root& root, const Shard* shard, Iterator change, Iterator end) {
        std::vector<Entry> merged;
        auto entry = shard ? shard->entries.begin() : typename std::vector<Entry>::const_iterator();
        const auto last = shard ? shard->entries.end() : entry;
        while (entry != last || change != end) {
            if (change == end || (entry != last && entry->key < change.base()->key)) {
                merged.push_back(*entry++);
                continue;
            }
            Change next = *change++;
            if (entry != last && entry->key == next.key) ++entry;
            if (next.leaf) merged.push_back({std::move(next.key), std::move(next.leaf), next.hash});
        }
        const std::size_t pieces = (merged.size() + kMaxShard - 1) / kMaxShard;
        for (std::size_t i = 0; i < pieces; ++i) {
            const std::size_t from = merged.size() * i / pieces;
            const std::size_t to = merged.size() * (i + 1) / pieces;
            auto piece = std::make_shared<Shard>();
            for (std::size_t j = from; j < to; ++j) {
                piece->hash += merged[j].hash;
                piece->entries.push_back(std::move(merged[j]));
            }
            root.add(std::move(piece));
        }
    }

    std::shared_ptr<const Root> m_root;
};

}  // namespace broker::metadata
