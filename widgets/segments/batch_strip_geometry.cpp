#include "widgets/segments/batch_strip_geometry.h"

#include <algorithm>
#include <cmath>

namespace widgets {

using broker::log::BatchInfo;
using Part = SegmentMap::Part;
using Run = BatchStripGeometry::Run;

namespace {

constexpr double kMinBlock = 3;  // pixels; narrower on average, and blocks become runs
constexpr double kMinMark = 3;   // pixels of what must not vanish: a tail, a bad batch
constexpr double kChipGap = 8;
constexpr std::uint64_t kReadable = 20;  // a batch is, if the window is no more than so many times as large

std::uint64_t sizeOf(const Part& part) { return part.end - part.begin; }

struct What {
    BatchStripGeometry::Kind kind = BatchStripGeometry::Kind::kUnread;
    std::optional<broker::wire::Codec> codec;
    friend bool operator==(const What&, const What&) = default;
};

What whatIsAt(const SegmentMap& map, std::uint64_t position) {
    if (map.tail() && position >= map.tail()->position) return {BatchStripGeometry::Kind::kTail, {}};
    if (const auto row = map.rowAt(position)) {
        return {BatchStripGeometry::Kind::kBatch, map.batches()[*row].header.codec()};
    }
    return {};
}

/// One run per change of content along the axis, looked up once a pixel.
std::vector<Run> runsAlong(const SegmentMap& map, const StripAxis& axis, double top, double height) {
    std::vector<Run> runs;
    What last;
    const int pixels = static_cast<int>(std::ceil(axis.width));
    for (int pixel = 0; pixel < pixels; ++pixel) {
        const double x = axis.left + pixel;
        const double right = std::min(x + 1, axis.left + axis.width);
        const What what = whatIsAt(map, axis.positionOf((x + right) / 2));
        if (!runs.empty() && what == last) {
            runs.back().rect.setRight(right);
            continue;
        }
        runs.push_back({QRectF(QPointF(x, top), QPointF(right, top + height)), what.kind, what.codec, false});
        last = what;
    }
    return runs;
}

/// What is wrong is drawn over the runs and never thinner than a mark.
void addWrongs(const SegmentMap& map, const StripAxis& axis, double top, double height,
               std::vector<Run>& runs) {
    double lastRight = -1;
    for (const std::size_t row : map.badRows()) {
        const BatchInfo& batch = map.batches()[row];
        if (batch.position + batch.header.size() <= axis.part.begin || batch.position >= axis.part.end)
            continue;
        const double left = axis.xOf(batch.position);
        const double right = std::max(axis.xOf(batch.position + batch.header.size()), left + kMinMark);
        if (right <= lastRight) continue;
        lastRight = right;
        runs.push_back({QRectF(QPointF(left, top), QPointF(right, top + height)),
                        BatchStripGeometry::Kind::kBatch, batch.header.codec(), true});
    }
    if (!map.tail() || map.tail()->position >= axis.part.end) return;
    const double end = axis.xOf(std::min(map.tail()->position + map.tail()->bytes, axis.part.end));
    const double left = std::min(axis.xOf(map.tail()->position), end - kMinMark);
    runs.push_back({QRectF(QPointF(left, top), QPointF(end, top + height)), BatchStripGeometry::Kind::kTail,
                    std::nullopt, false});
}

void layOutBlocks(const SegmentMap& map, const StripAxis& axis, double labelWidth, BatchStripGeometry& made) {
    const double top = made.blocks.top();
    const double height = made.blocks.height();
    const auto [first, end] = map.rowsIn(axis.part);
    if (static_cast<double>(end - first) * kMinBlock > axis.width) {
        made.blockRuns = runsAlong(map, axis, top, height);
        addWrongs(map, axis, top, height, made.blockRuns);
        return;
    }
    for (Run& run : runsAlong(map, axis, top, height)) {
        if (run.kind == BatchStripGeometry::Kind::kUnread) made.blockRuns.push_back(run);
    }
    for (std::size_t row = first; row < end; ++row) {
        const BatchInfo& batch = map.batches()[row];
        const double left = axis.xOf(batch.position);
        const double whole = axis.xOf(batch.position + batch.header.size()) - left;
        const double gap = whole > 8 ? 2 : whole > kMinBlock ? 1 : 0;
        const QRectF rect(left, top, std::max(whole - gap, 1.0), height);
        made.batches.push_back({rect, row, rect.width() >= labelWidth});
    }
    if (map.tail() && map.tail()->position < axis.part.end) {
        const double right = axis.left + axis.width;
        const double left = std::min(axis.xOf(map.tail()->position), right - kMinMark);
        made.blockRuns.push_back({QRectF(QPointF(left, top), QPointF(right, top + height)),
                                  BatchStripGeometry::Kind::kTail, std::nullopt, false});
    }
}

/// Which of `count` entries get one of `room` chips: evenly spread, and `wanted` among them.
std::vector<std::size_t> chosenEntries(std::size_t count, std::size_t room,
                                       std::optional<std::size_t> wanted) {
    std::vector<std::size_t> chosen;
    const std::size_t chips = std::min(count, room);
    for (std::size_t i = 0; i < chips; ++i) {
        chosen.push_back(chips < 2 ? 0 : i * (count - 1) / (chips - 1));
    }
    if (!wanted || *wanted >= count || chosen.empty() || std::ranges::binary_search(chosen, *wanted))
        return chosen;
    const auto nearest = std::ranges::min_element(
        chosen, {}, [&](std::size_t entry) { return entry > *wanted ? entry - *wanted : *wanted - entry; });
    *nearest = *wanted;
    return chosen;
}

void layOutChips(const SegmentMap& map, const StripAxis& axis, const BatchStripGeometry::Options& options,
                 BatchStripGeometry& made) {
    const auto entries = map.entriesIn(axis.part);
    made.entriesInWindow = entries.size();
    if (entries.empty()) return;
    const std::size_t before = static_cast<std::size_t>(entries.data() - map.index().data());
    const double bottom = made.blocks.bottom();
    const auto targetOf = [&](const broker::log::IndexEntry& entry) {
        double inset = 6;
        if (const auto row = map.rowAt(entry.position)) {
            const double width =
                axis.xOf(entry.position + map.batches()[*row].header.size()) - axis.xOf(entry.position);
            inset = std::clamp(width / 2, 0.5, inset);
        }
        return QPointF(axis.xOf(entry.position) + inset, bottom);
    };
    double lastTick = -2;
    for (const auto& entry : entries) {
        const double x = axis.xOf(entry.position);
        if (x < lastTick + 1) continue;
        lastTick = x;
        made.ticks.push_back(targetOf(entry));
    }

    const auto room = static_cast<std::size_t>((axis.width + kChipGap) / (options.chipWidth + kChipGap));
    std::optional<std::size_t> wanted = options.entryWanted;
    if (wanted) wanted = *wanted >= before ? std::optional(*wanted - before) : std::nullopt;
    const double top = bottom + BatchStripGeometry::kChipsGap;
    double left = axis.left;
    for (const std::size_t entry : chosenEntries(entries.size(), room, wanted)) {
        const QPointF target = targetOf(entries[entry]);
        left = std::max(left, target.x() - options.chipWidth / 2);
        made.chips.push_back(
            {QRectF(left, top, options.chipWidth, BatchStripGeometry::kChipHeight), before + entry, target});
        left += options.chipWidth + kChipGap;
    }
    double right = axis.left + axis.width;
    for (auto chip = made.chips.rbegin(); chip != made.chips.rend(); ++chip) {
        if (chip->rect.right() > right) chip->rect.moveRight(right);
        right = chip->rect.left() - kChipGap;
    }
}

Part clamped(double begin, double size, std::uint64_t bytes) {
    const double whole = static_cast<double>(bytes);
    size = std::clamp(size, std::min<double>(kMinWindow, whole), whole);
    begin = std::clamp(begin, 0.0, whole - size);
    const auto from = static_cast<std::uint64_t>(begin);
    return {from, std::min(bytes, from + static_cast<std::uint64_t>(std::ceil(size)))};
}

}  // namespace

double StripAxis::xOf(std::uint64_t position) const {
    const double size = static_cast<double>(std::max<std::uint64_t>(sizeOf(part), 1));
    const double at =
        position <= part.begin ? 0 : static_cast<double>(std::min(position, part.end) - part.begin);
    return left + at / size * width;
}

std::uint64_t StripAxis::positionOf(double x) const {
    const double share = width > 0 ? std::clamp((x - left) / width, 0.0, 1.0) : 0;
    const auto at = static_cast<std::uint64_t>(share * static_cast<double>(sizeOf(part)));
    return std::min(part.begin + at, part.end > part.begin ? part.end - 1 : part.end);
}

BatchStripGeometry BatchStripGeometry::of(const SegmentMap& map, Part window, const Options& options) {
    BatchStripGeometry made;
    const double width = options.size.width();
    made.bar = QRectF(0, kBarTop, width, kBarHeight);
    made.blocks = QRectF(0, kBlocksTop, width, kBlockHeight);
    if (map.isEmpty() || width < 1) return made;
    const StripAxis whole{{0, map.bytes()}, 0, width};
    made.barRuns = runsAlong(map, whole, kBarTop, kBarHeight);
    addWrongs(map, whole, kBarTop, kBarHeight, made.barRuns);
    const double left = whole.xOf(window.begin);
    const double wide = std::max(whole.xOf(window.end) - left, 6.0);
    made.barWindow = QRectF(std::min(left, width - wide), kBarTop - 3, wide, kBarHeight + 6);

    const StripAxis axis{window, 0, width};
    layOutBlocks(map, axis, options.labelWidth, made);
    layOutChips(map, axis, options, made);
    return made;
}

std::optional<std::size_t> BatchStripGeometry::rowAt(QPointF point) const {
    if (!blocks.contains(point)) return std::nullopt;
    const auto after =
        std::ranges::upper_bound(batches, point.x(), {}, [](const Block& b) { return b.rect.left(); });
    if (after == batches.begin()) return std::nullopt;
    return (after - 1)->row;
}

Part zoomed(Part window, std::uint64_t bytes, std::uint64_t anchor, double factor) {
    const double old = static_cast<double>(std::max<std::uint64_t>(sizeOf(window), 1));
    const double size = std::clamp(old * factor, std::min<double>(kMinWindow, static_cast<double>(bytes)),
                                   static_cast<double>(bytes));
    const double before = static_cast<double>(anchor) - static_cast<double>(window.begin);
    return clamped(static_cast<double>(anchor) - before * size / old, size, bytes);
}

Part panned(Part window, std::uint64_t bytes, double byBytes) {
    const std::uint64_t size = sizeOf(window);
    const double begin = std::clamp(static_cast<double>(window.begin) + byBytes, 0.0,
                                    static_cast<double>(bytes - std::min(bytes, size)));
    const auto from = static_cast<std::uint64_t>(begin);
    return {from, std::min(bytes, from + size)};
}

Part showing(const SegmentMap& map, std::size_t row, Part window, Showing how) {
    const auto& batches = map.batches();
    if (row >= batches.size()) return window;
    const BatchInfo& batch = batches[row];
    const std::uint64_t end = batch.position + batch.header.size();
    const bool isTiny = how == Showing::kCloser && batch.header.size() * kReadable < sizeOf(window);
    if (!isTiny && window.begin <= batch.position && end <= window.end) return window;
    if (!isTiny && batch.header.size() <= sizeOf(window)) {
        const double middle =
            static_cast<double>(batch.position) + static_cast<double>(batch.header.size()) / 2;
        return clamped(middle - static_cast<double>(sizeOf(window)) / 2, static_cast<double>(sizeOf(window)),
                       map.bytes());
    }
    const std::size_t first = row - std::min(row, kFirstBatches / 2 + 2);
    const BatchInfo& last = batches[std::min(first + kFirstBatches, batches.size()) - 1];
    return {batches[first].position, last.position + last.header.size()};
}

Part firstWindow(const SegmentMap& map) {
    const auto& batches = map.batches();
    if (batches.empty()) return {0, map.bytes()};
    const BatchInfo& last = batches[std::min(kFirstBatches, batches.size()) - 1];
    // A short segment is shown to its very end, so that a torn tail is seen at once.
    if (batches.size() <= kFirstBatches && map.isComplete()) return {batches.front().position, map.bytes()};
    return {batches.front().position, last.position + last.header.size()};
}

}  // namespace widgets
