#include "widgets/quorum/quorum_layout.h"

#include <algorithm>

namespace widgets {
namespace {

using broker::Offset;

constexpr double kGap = 10;
constexpr double kStatePadding = 16;
constexpr double kLeastLog = 150;
constexpr double kWhyShare = 0.33;  ///< of the width, where the words stand beside the log
constexpr double kDetail = 5;       ///< pixels for what a person must be able to tell apart
constexpr double kLabelAir = 6;

struct Columns {
    double title = 0;
    double state = 0;
    double end = 0;
};

Columns columnsOf(const QuorumPicture& picture, const QuorumMeasures& measures) {
    Columns columns;
    for (const QuorumRow& row : picture.rows) {
        columns.title = std::max(columns.title, measures.boldWidth(row.title));
        columns.state = std::max(columns.state, measures.boldWidth(row.stateWord));
        columns.end = std::max(columns.end, measures.boldWidth(row.endText));
    }
    columns.state += kStatePadding;
    columns.end = std::max(columns.end + 2, 34.0);
    return columns;
}

OffsetAxis axisOf(const QuorumPicture& picture, double width) {
    OffsetAxis::Options options;
    options.width = width;
    Offset furthest{0};
    for (const QuorumRow& row : picture.rows) {
        if (!row.isKnown) continue;
        options.marks.insert(options.marks.end(), {row.end, row.synced});
        if (row.snapshot) options.marks.push_back(*row.snapshot);
        furthest = std::max(furthest, row.end);
    }
    if (picture.highWatermark) options.marks.push_back(*picture.highWatermark);
    for (const QuorumRow& row : picture.rows) {
        if (!row.isKnown) continue;
        options.details.push_back({row.end, furthest, kDetail});
        options.details.push_back({row.synced, row.end, kDetail});
        options.details.push_back({std::max(row.committed, row.start), row.end, kDetail});
    }
    return OffsetAxis::of(options);
}

class Builder {
public:
    Builder(const QuorumPicture& picture, double width, const QuorumMeasures& measures)
        : m_picture(picture)
        , m_width(width)
        , m_measures(measures)
        , m_columns(columnsOf(picture, measures)) {}

    QuorumLayout build() {
        placeColumns();
        m_layout.axis = axisOf(m_picture, m_layout.logRight - m_layout.logLeft);
        placeHead();
        double y = m_layout.isNarrow ? QuorumLayout::kNarrowHead : QuorumLayout::kHead;
        m_layout.markTop = y - 1;
        bool wasVoter = true;
        for (const QuorumRow& row : m_picture.rows) {
            if (wasVoter && !row.isVoter) {
                m_layout.observersTitle = {QuorumLayout::kMargin, y + 3, 200, QuorumLayout::kObservers - 4};
                y += QuorumLayout::kObservers;
            }
            wasVoter = row.isVoter;
            placeRow(row, y);
            y += rowHeight();
        }
        placeMarks(y);
        m_layout.height = y + QuorumLayout::kFoot;
        return std::move(m_layout);
    }

private:
    double rowHeight() const { return m_layout.isNarrow ? QuorumLayout::kNarrowRow : QuorumLayout::kRow; }
    double titleLeft() const { return QuorumLayout::kMargin + QuorumLayout::kCrown + 6; }
    double stateLeft() const { return titleLeft() + m_columns.title + kGap; }
    double right() const { return m_width - QuorumLayout::kMargin; }

    void placeColumns() {
        m_layout.isNarrow = m_width < QuorumLayout::kNarrow;
        m_layout.logLeft = stateLeft() + m_columns.state + kGap + 2;
        const double ends = m_columns.end + kGap + 4;
        const double why = m_layout.isNarrow ? 0 : m_width * kWhyShare;
        m_layout.logRight = std::max(m_layout.logLeft + kLeastLog, right() - ends - why);
    }

    void placeHead() {
        const double left = QuorumLayout::kMargin;
        const double title = m_measures.boldWidth(m_picture.title) * 1.1 + kGap + 6;
        m_layout.title = {left, 8, title, 20};
        m_layout.subtitle = {left + title, 8, right() - left - title, 20};
        if (m_layout.isNarrow) {
            m_layout.subtitle = {left, 28, right() - left, 18};
            m_layout.legend = {left, 48, right() - left, 18};
            return;
        }
        m_layout.legend = {left, 31, m_layout.logRight - left, 18};
        m_layout.endHead = {m_layout.logRight, 31, kGap + 4 + m_columns.end, 18};
        m_layout.whyHead = {m_layout.endHead.right() + kGap + 6, 31, 220, 18};
    }

    void placeRow(const QuorumRow& row, double y) {
        QuorumLayout::Row placed;
        const double high = QuorumLayout::kRow;
        placed.row = {6, y, m_width - 12, rowHeight()};
        if (row.state == QuorumRow::State::kController)
            placed.crown = {QuorumLayout::kMargin, y + (high - QuorumLayout::kCrown) / 2,
                            QuorumLayout::kCrown, QuorumLayout::kCrown};
        placed.title = {titleLeft(), y, m_columns.title + 4, high};
        placed.state = {stateLeft(), y + 3.5, m_columns.state, high - 7};
        placed.log = {m_layout.logLeft, y + (high - QuorumLayout::kBar) / 2,
                      m_layout.logRight - m_layout.logLeft, QuorumLayout::kBar};
        placed.end = {m_layout.logRight + kGap + 4, y, m_columns.end, high};
        placed.why =
            m_layout.isNarrow
                ? QRectF(stateLeft(), y + high - 2, right() - stateLeft(), rowHeight() - high)
                : QRectF(placed.end.right() + kGap + 6, y, right() - placed.end.right() - kGap - 6, high);
        if (row.isKnown) placeLog(row, placed);
        m_layout.rows.push_back(std::move(placed));
    }

    double xOf(Offset offset) const { return m_layout.logLeft + m_layout.axis.xOf(offset); }

    /// The part of each piece of the axis that lies between the two offsets.
    std::vector<QRectF> strips(Offset from, Offset to, double top, double high) const {
        std::vector<QRectF> made;
        if (from >= to) return made;
        const double left = xOf(from);
        const double until = xOf(to);
        for (const OffsetAxis::Piece& piece : m_layout.axis.pieces()) {
            const double first = std::max(left, m_layout.logLeft + piece.left);
            const double last = std::min(until, m_layout.logLeft + piece.right);
            if (first < last) made.push_back({first, top, last - first, high});
        }
        return made;
    }

    static QRectF whole(const std::vector<QRectF>& strips) {
        QRectF all;
        for (const QRectF& strip : strips) all |= strip;
        return all;
    }

    void placeLog(const QuorumRow& row, QuorumLayout::Row& placed) const {
        const double top = placed.log.top();
        const Offset committed = std::clamp(row.committed, row.start, row.end);
        for (const QRectF& rect : strips(row.start, committed, top, QuorumLayout::kBar))
            placed.bars.push_back({rect, QuorumLayout::Bar::Kind::kCommitted});
        for (const QRectF& rect : strips(committed, row.end, top, QuorumLayout::kBar))
            placed.bars.push_back({rect, QuorumLayout::Bar::Kind::kOpen});
        const double below = placed.log.bottom() + 1;
        placed.unsynced = whole(strips(std::min(row.synced, row.end), row.end, below, QuorumLayout::kStrip));
        if (row.snapshot)
            placed.snapshot = whole(strips(Offset(0), *row.snapshot, below, QuorumLayout::kStrip));
        Offset furthest = row.end;
        for (const QuorumRow& other : m_picture.rows)
            if (other.isKnown) furthest = std::max(furthest, other.end);
        placed.missing = whole(strips(row.end, furthest, top, QuorumLayout::kBar));
        placed.endMark = xOf(row.end);
    }

    void placeMarks(double y) {
        m_layout.markBottom = y + 1;
        if (m_picture.highWatermark) {
            m_layout.watermark = xOf(*m_picture.highWatermark);
            const double wide = m_measures.boldWidth(m_picture.watermarkLabel) + 2;
            const double x = std::clamp(m_layout.watermark - wide / 2, m_layout.logLeft,
                                        std::max(m_layout.logLeft, m_layout.logRight - wide));
            m_layout.watermarkLabel = {x, y + 1, wide, 15};
        }
        m_layout.axisY = y + 19;
        Offset largest{0};
        for (const QuorumRow& row : m_picture.rows)
            if (row.isKnown) largest = std::max(largest, row.end);
        m_layout.tickWidth = m_measures.width(m_measures.number(Offset(10 * largest.value() + 10)));
        m_layout.ticks = m_layout.axis.ticks(m_layout.tickWidth + kLabelAir);
    }

    const QuorumPicture& m_picture;
    const double m_width;
    const QuorumMeasures& m_measures;
    const Columns m_columns;
    QuorumLayout m_layout;
};

}  // namespace

QuorumLayout QuorumLayout::of(const QuorumPicture& picture, double width, const QuorumMeasures& measures) {
    return Builder(picture, width, measures).build();
}

std::optional<std::size_t> QuorumLayout::rowAt(QPointF point) const {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].row.contains(point)) return i;
    return std::nullopt;
}

}  // namespace widgets
