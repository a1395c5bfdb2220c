#include "widgets/replicas/replicas_layout.h"

#include <algorithm>
#include <cmath>

namespace widgets {

using broker::Offset;

namespace {

constexpr double kGap = 8;
constexpr double kTitleShare = 1.1;  ///< a title's letters are that much larger
constexpr double kLeastLog = 160;
constexpr double kWhyShare = 0.27;  ///< of the view
constexpr double kLeastWhy = 170;
constexpr double kMostWhy = 300;
constexpr double kCutPixels = 26;  ///< so many a cut must have to be seen
constexpr double kOpenPixels = 5;  ///< and what is not committed yet
constexpr double kStrip = 4;       ///< the height of what was cut and written over

/// What must be on the axis, and what a person must be able to tell apart on it.
OffsetAxis axisOf(const PartitionPicture& picture, double width) {
    OffsetAxis::Options options{.width = width};
    std::optional<Offset> floor;
    const auto mark = [&options](Offset offset) { options.marks.push_back(offset); };
    for (const ReplicaPicture& replica : picture.replicas) {
        if (!replica.isKnown) continue;
        floor = floor ? std::min(*floor, replica.start) : replica.start;
        mark(replica.end);
        if (replica.cut) {
            mark(replica.cut->to);
            mark(replica.cut->from);
            options.details.push_back({replica.cut->to, replica.cut->from, kCutPixels});
        }
    }
    if (picture.highWatermark) {
        mark(*picture.highWatermark);
        options.details.push_back({*picture.highWatermark, picture.end(), kOpenPixels});
    }
    if (picture.boundary) mark(picture.boundary->at);
    options.floor = floor.value_or(Offset(0));
    return OffsetAxis::of(options);
}

class Builder {
public:
    Builder(const PartitionPicture& picture, const ReplicaColumns& columns, const ReplicaTexts& texts)
        : m_picture(picture)
        , m_columns(columns)
        , m_texts(texts) {}

    PartitionLayout build() {
        PartitionLayout& made = m_layout;
        const double width = m_columns.width;
        made.card = {0, 0, width, PartitionLayout::heightOf(m_picture.replicas.size(), m_columns)};
        const double inside = width - 2 * ReplicaColumns::kMargin;
        const double titleWidth = std::min(kTitleShare * m_texts.boldWidth(m_picture.title) + 4, inside / 2);
        made.title = {ReplicaColumns::kMargin, 5, titleWidth, 18};
        made.subtitle = {made.title.right() + kGap, 5, inside - titleWidth - kGap, 18};
        made.axis = axisOf(m_picture, m_columns.logWidth());
        for (std::size_t i = 0; i < m_picture.replicas.size(); ++i) addRow(i);
        const double below = PartitionLayout::kTitleHeight +
                             static_cast<double>(m_picture.replicas.size()) * m_columns.rowHeight();
        placeSpans(below);
        made.axisY = below + PartitionLayout::kMarks + 3;
        placeMarks(below + 1);
        placeTicks();
        return std::move(made);
    }

private:
    double xOf(Offset offset) const { return m_columns.logLeft + m_layout.axis.xOf(offset); }

    void placeSpans(double below) {
        if (!m_columns.isNarrow) {
            m_layout.markSpans.emplace_back(PartitionLayout::kTitleHeight - 1, below + 2);
            return;
        }
        for (const PartitionLayout::Row& row : m_layout.rows)
            m_layout.markSpans.emplace_back(row.state.top() - 1, row.state.bottom() + 1);
    }

    void addRow(std::size_t index) {
        const ReplicaPicture& replica = m_picture.replicas[index];
        const double top = PartitionLayout::kTitleHeight + static_cast<double>(index) * m_columns.rowHeight();
        PartitionLayout::Row row;
        row.row = {4, top, m_columns.width - 8, m_columns.rowHeight()};
        const double line = ReplicaColumns::kRow;
        row.title = {ReplicaColumns::kMargin, top, m_columns.stateLeft - ReplicaColumns::kMargin - kGap,
                     line};
        row.state = {m_columns.stateLeft, top + 2.5, m_columns.stateWidth, line - 5};
        row.end = {m_columns.logRight + 4, top + 4, m_columns.endRight - m_columns.logRight - 4, line - 8};
        row.why = m_columns.isNarrow
                      ? QRectF(m_columns.logLeft, top + line - 3, m_columns.whyRight - m_columns.logLeft, 16)
                      : QRectF(m_columns.whyLeft, top, m_columns.whyRight - m_columns.whyLeft, line);
        if (replica.isKnown) addLog(replica, row, top + (line - PartitionLayout::kBar) / 2);
        m_layout.rows.push_back(std::move(row));
    }

    void addLog(const ReplicaPicture& replica, PartitionLayout::Row& row, double y) {
        const Offset committed = std::clamp(m_picture.highWatermark.value_or(replica.start), replica.start,
                                            std::max(replica.start, replica.end));
        addBars(row, replica.start, committed, y, true);
        addBars(row, committed, replica.end, y, false);
        row.endMark = xOf(replica.end);
        double free = row.endMark + 3;
        if (replica.cut) free = addCut(*replica.cut, replica, row, y);
        row.toFetch = m_picture.end() - replica.end;
        if (row.toFetch <= 0) return;
        row.missing =
            QRectF(QPointF(row.endMark, y + 1), QPointF(xOf(m_picture.end()), y + PartitionLayout::kBar - 1));
        placeMissingLabel(row, free, m_texts.toFetch(row.toFetch));
    }

    void addBars(PartitionLayout::Row& row, Offset from, Offset to, double y, bool isCommitted) {
        if (from >= to) return;
        const auto begin = static_cast<double>(from.value());
        const auto end = static_cast<double>(to.value());
        for (const OffsetAxis::Piece& piece : m_layout.axis.pieces()) {
            const double left = std::max(begin, piece.begin);
            const double right = std::min(end, piece.end);
            if (left >= right) continue;
            const double x = m_columns.logLeft + piece.left + (left - piece.begin) * piece.pixelsPerOffset();
            const double width = (right - left) * piece.pixelsPerOffset();
            row.bars.push_back({QRectF(x, y, width, PartitionLayout::kBar), isCommitted});
        }
    }

    /// Returns where other words may begin.
    double addCut(const ReplicaCut& cut, const ReplicaPicture& replica, PartitionLayout::Row& row, double y) {
        const double left = xOf(cut.to);
        const double right = xOf(cut.from);
        const double written = std::clamp(xOf(replica.end), left, right);
        if (written > left)
            row.overwritten = {left, y + PartitionLayout::kBar - kStrip, written - left, kStrip};
        if (right > written) row.cut = {written, y, right - written, PartitionLayout::kBar};
        if (row.cut.isNull()) return right + 3;
        const double width = m_texts.boldWidth(cut.label) + 4;
        for (const double from : freePlaces(right + 7)) {
            if (from + width > roomAfter(from)) continue;
            row.cutLabel = {from, y - 2, width, PartitionLayout::kBar + 4};
            return row.cutLabel.right() + 3;
        }
        return right + 3;
    }

    /// Where words may begin: there, or behind a break that follows.
    std::vector<double> freePlaces(double x) const {
        std::vector<double> places{x};
        for (std::size_t i = 1; i < m_layout.axis.pieces().size(); ++i)
            if (const double left = m_columns.logLeft + m_layout.axis.pieces()[i].left + 4; left > x)
                places.push_back(left);
        return places;
    }

    /// How far words that begin at `x` may go: to the next break of the axis, mark or end.
    double roomAfter(double x) const {
        double room = m_columns.logRight;
        for (std::size_t i = 1; i < m_layout.axis.pieces().size(); ++i) {
            const double gap = m_columns.logLeft + m_layout.axis.pieces()[i].left - OffsetAxis::kBreakWidth;
            if (gap > x) room = std::min(room, gap);
        }
        if (m_picture.highWatermark) {
            const double mark = xOf(*m_picture.highWatermark);
            if (mark > x) room = std::min(room, mark - 4);
        }
        return room;
    }

    void placeMissingLabel(PartitionLayout::Row& row, double from, const QString& words) {
        const double width = m_texts.width(words) + 4;
        for (const double left : freePlaces(from)) {
            const double right = std::min(roomAfter(left), row.missing.right());
            if (right - left < width + 12) continue;
            row.missingLabel = {left, row.missing.top() - 2, right - left, row.missing.height() + 4};
            return;
        }
    }

    /// The watermark's label first; the epochs' give way to it.
    void placeMarks(double y) {
        const double low = m_columns.logLeft;
        const double high = m_columns.isNarrow ? m_columns.endRight : m_columns.logRight + 30;
        if (m_picture.highWatermark) {
            m_layout.watermark = xOf(*m_picture.highWatermark);
            const double width = m_texts.boldWidth(m_picture.watermarkLabel) + 4;
            const double left = std::clamp(m_layout.watermark + 4 - width, low, std::max(low, high - width));
            m_layout.watermarkLabel = {left, y, width, PartitionLayout::kMarks};
        }
        if (!m_picture.boundary) return;
        m_layout.boundary = xOf(m_picture.boundary->at);
        const auto place = [&](const QString& words, bool isBefore) {
            const double width = m_texts.width(words) + 2;
            const double x = m_layout.boundary;
            const QRectF rect(isBefore ? x - 4 - width : x + 4, y, width, PartitionLayout::kMarks);
            const bool isFree = !rect.adjusted(-4, 0, 4, 0).intersects(m_layout.watermarkLabel);
            return isFree && rect.left() >= low - 30 && rect.right() <= high ? rect : QRectF();
        };
        m_layout.boundaryBefore = place(m_picture.boundary->before, true);
        m_layout.boundaryAfter = place(m_picture.boundary->after, false);
    }

    void placeTicks() {
        const OffsetAxis::Piece& last = m_layout.axis.pieces().back();
        m_layout.tickWidth = m_texts.width(m_texts.number(Offset(static_cast<std::int64_t>(last.end)))) + 4;
        m_layout.ticks = m_layout.axis.ticks(m_layout.tickWidth);
    }

    const PartitionPicture& m_picture;
    const ReplicaColumns& m_columns;
    const ReplicaTexts& m_texts;
    PartitionLayout m_layout;
};

}  // namespace

ReplicaColumns ReplicaColumns::of(double width, double titleWidth, double stateWidth, double endWidth) {
    ReplicaColumns columns;
    columns.width = width;
    columns.isNarrow = width < kNarrow;
    columns.stateLeft = kMargin + titleWidth + kGap;
    columns.stateWidth = stateWidth;
    columns.logLeft = columns.stateLeft + stateWidth + kGap;
    columns.whyRight = width - kMargin;
    if (columns.isNarrow) {
        columns.endRight = width - kMargin;
        columns.whyLeft = columns.logLeft;
    } else {
        const double why = std::clamp(kWhyShare * width, kLeastWhy, kMostWhy);
        columns.whyLeft = columns.whyRight - why;
        columns.endRight = columns.whyLeft - 14;
    }
    columns.logRight = std::max(columns.logLeft + kLeastLog, columns.endRight - endWidth - kGap);
    return columns;
}

double PartitionLayout::heightOf(std::size_t replicas, const ReplicaColumns& columns) {
    return kTitleHeight + static_cast<double>(replicas) * columns.rowHeight() + kMarks + kAxis + kFoot;
}

PartitionLayout PartitionLayout::of(const PartitionPicture& picture, const ReplicaColumns& columns,
                                    const ReplicaTexts& texts) {
    return Builder(picture, columns, texts).build();
}

std::optional<std::size_t> PartitionLayout::rowAt(double y) const {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].row.top() <= y && y < rows[i].row.bottom()) return i;
    return std::nullopt;
}

void ReplicaStack::set(const std::vector<int>& replicas, const ReplicaColumns& columns) {
    m_tops.clear();
    m_tops.reserve(replicas.size() + 1);
    double top = 0;
    for (const int count : replicas) {
        m_tops.push_back(top);
        top += PartitionLayout::heightOf(static_cast<std::size_t>(std::max(0, count)), columns) + kGap;
    }
    m_tops.push_back(top);
}

std::pair<std::size_t, std::size_t> ReplicaStack::within(double top, double bottom) const {
    if (count() == 0) return {0, 0};
    const auto first = std::ranges::upper_bound(m_tops, top) - m_tops.begin();
    const auto last = std::ranges::lower_bound(m_tops, bottom) - m_tops.begin();
    const auto most = static_cast<std::ptrdiff_t>(count());
    return {static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(first - 1, 0, most)),
            static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(last, 0, most))};
}

}  // namespace widgets
