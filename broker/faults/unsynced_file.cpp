#include "broker/faults/unsynced_file.h"

#include <algorithm>
#include <utility>

namespace broker::faults {

UnsyncedFile::UnsyncedFile(std::uint64_t size, UndoBudget& budget)
    : m_budget(budget)
    , m_size(size) {
    m_layers.push_back({.number = 0, .size = size, .taken = {}});
}

UnsyncedFile::~UnsyncedFile() {
    for (const Layer& layer : m_layers) giveBack(layer);
}

void UnsyncedFile::giveBack(const Layer& layer) {
    for (const auto& [position, bytes] : layer.taken) m_budget.used -= bytes.size();
}

void UnsyncedFile::beforeWrite(const world::File& file, std::uint64_t position, std::uint64_t length) {
    take(file, position, position + length);
    m_size = std::max(m_size, position + length);
}

void UnsyncedFile::beforeResize(const world::File& file, std::uint64_t size) {
    if (size < m_size) take(file, size, m_size);
    m_size = size;
    if (size <= durableSize()) m_isLost = false;
}

/// Keeps the part of [from, to) that the newest layer's file had and that is not kept yet.
void UnsyncedFile::take(const world::File& file, std::uint64_t from, std::uint64_t to) {
    Layer& layer = m_layers.back();
    to = std::min(to, layer.size);
    while (from < to) {
        // The next gap between what is kept already.
        auto next = layer.taken.upper_bound(from);
        if (next != layer.taken.begin()) {
            const auto& [position, kept] = *std::prev(next);
            if (from < position + kept.size()) {
                from = position + kept.size();
                continue;
            }
        }
        const std::uint64_t end = next == layer.taken.end() ? to : std::min(to, next->first);
        if (m_budget.used + (end - from) > UndoBudget::kMaxBytes) return forgetFrom(from);
        Bytes part(end - from);
        const Result<std::size_t> count = file.readAt(from, part);
        part.resize(count.value_or(0));
        if (part.empty()) return;
        m_budget.used += part.size();
        layer.taken.emplace(from, std::move(part));
        from = end;
    }
}

/// Too much to keep: from there on the present is taken for durable.
void UnsyncedFile::forgetFrom(std::uint64_t size) {
    for (Layer& layer : m_layers) {
        layer.size = std::min(layer.size, size);
        for (auto kept = layer.taken.lower_bound(size); kept != layer.taken.end();) {
            m_budget.used -= kept->second.size();
            kept = layer.taken.erase(kept);
        }
    }
}

std::uint64_t UnsyncedFile::beginSync() {
    if (m_isLost) return m_lastNumber;
    m_layers.push_back({.number = ++m_lastNumber, .size = m_size, .taken = {}});
    return m_lastNumber;
}

void UnsyncedFile::endSync(std::uint64_t number, bool succeeded) {
    if (!succeeded) m_isLost = true;
    if (m_isLost) return;
    while (m_layers.size() > 1 && m_layers[1].number <= number) {
        giveBack(m_layers.front());
        m_layers.pop_front();
    }
}

bool UnsyncedFile::isClean() const {
    return std::ranges::all_of(
        m_layers, [this](const Layer& layer) { return layer.taken.empty() && layer.size == m_size; });
}

Result<void> UnsyncedFile::restore(world::File& file) const {
    for (auto layer = m_layers.rbegin(); layer != m_layers.rend(); ++layer) {
        for (const auto& [position, bytes] : layer->taken) RETURN_IF_ERROR(file.writeAt(position, bytes));
        RETURN_IF_ERROR(file.resize(layer->size));
    }
    return {};
}

Bytes UnsyncedFile::restored(Bytes content) const {
    for (auto layer = m_layers.rbegin(); layer != m_layers.rend(); ++layer) {
        for (const auto& [position, bytes] : layer->taken) {
            content.resize(std::max<std::size_t>(content.size(), position + bytes.size()));
            std::ranges::copy(bytes, content.begin() + static_cast<std::ptrdiff_t>(position));
        }
        content.resize(layer->size);
    }
    return content;
}

}  // namespace broker::faults
