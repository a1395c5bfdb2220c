#include "widgets/replicas/offset_axis.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace widgets {

using broker::Offset;

namespace {

/// A gap that takes less of its piece than this is not worth a break.
constexpr double kBreakShare = 0.5;
/// How much of the logs is shown before the first mark: a share of what the marks span, and at least so many
/// offsets, so that a bar is a bar.
constexpr double kLead = 0.45;
constexpr double kLeastLead = 60;
/// Beside a break, where the log plainly goes on.
constexpr double kBesideBreak = 0.6;
constexpr double kLeastBesideBreak = 16;
constexpr double kTail = 0.06;  ///< of all, behind the last mark
constexpr double kLeastTail = 3;
constexpr double kTickAir = 26;

/// Marks that stand together: [first, last] of the sorted marks.
struct Cluster {
    std::size_t first;
    std::size_t last;
};

double valueOf(Offset offset) { return static_cast<double>(offset.value()); }

class Builder {
public:
    explicit Builder(const OffsetAxis::Options& options)
        : m_options(options)
        , m_marks(options.marks) {
        if (m_marks.empty()) m_marks.push_back(options.floor);
        std::ranges::sort(m_marks);
        m_marks.erase(std::unique(m_marks.begin(), m_marks.end()), m_marks.end());
        m_clusters.push_back({0, m_marks.size() - 1});
    }

    std::vector<OffsetAxis::Piece> pieces() {
        std::vector<OffsetAxis::Piece> made = laidOut();
        while (m_clusters.size() <= OffsetAxis::kMostBreaks && splitOne(made)) made = laidOut();
        return made;
    }

private:
    /// The first detail that is too small becomes larger by a break in its piece, if there is a gap for it.
    bool splitOne(const std::vector<OffsetAxis::Piece>& made) {
        for (const OffsetAxis::Detail& detail : m_options.details) {
            if (detail.from >= detail.to) continue;
            for (std::size_t i = 0; i < m_clusters.size(); ++i) {
                const bool isInside =
                    m_marks[m_clusters[i].first] <= detail.from && detail.to <= m_marks[m_clusters[i].last];
                const double pixels =
                    static_cast<double>(detail.to - detail.from) * made[i].pixelsPerOffset();
                if (isInside && pixels < detail.pixels && split(i, detail)) return true;
            }
        }
        return false;
    }

    bool split(std::size_t index, const OffsetAxis::Detail& detail) {
        const Cluster cluster = m_clusters[index];
        const auto spread = static_cast<double>(m_marks[cluster.last] - m_marks[cluster.first]);
        std::optional<std::size_t> widest;
        for (std::size_t i = cluster.first; i < cluster.last; ++i) {
            const bool isWithinDetail = detail.from <= m_marks[i] && m_marks[i + 1] <= detail.to;
            if (isWithinDetail) continue;
            if (!widest || gap(i) > gap(*widest)) widest = i;
        }
        if (!widest || gap(*widest) < kBreakShare * spread) return false;
        m_clusters[index].last = *widest;
        m_clusters.insert(m_clusters.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                          Cluster{*widest + 1, cluster.last});
        return true;
    }

    double gap(std::size_t i) const { return static_cast<double>(m_marks[i + 1] - m_marks[i]); }

    std::vector<OffsetAxis::Piece> laidOut() const {
        std::vector<OffsetAxis::Piece> made;
        const auto breaks = static_cast<double>(m_clusters.size() - 1);
        const double width = std::max(1.0, m_options.width - breaks * OffsetAxis::kBreakWidth) /
                             static_cast<double>(m_clusters.size());
        for (std::size_t i = 0; i < m_clusters.size(); ++i) {
            const auto [first, last] = m_clusters[i];
            const double low = valueOf(m_marks[first]);
            const double high = valueOf(m_marks[last]);
            const double beside = std::max(kBesideBreak * (high - low), kLeastBesideBreak);
            const double lead =
                i > 0 ? std::min(beside, gap(first - 1) / 2) : std::max(kLead * (high - low), kLeastLead);
            const bool isLast = i + 1 == m_clusters.size();
            OffsetAxis::Piece piece;
            piece.begin = std::max(low - lead, i > 0 ? low - lead : std::min(low, valueOf(m_options.floor)));
            piece.end = isLast ? high + std::max(kLeastTail, kTail * (high - piece.begin))
                               : high + std::min(beside, gap(last) / 2);
            piece.left = static_cast<double>(i) * (width + OffsetAxis::kBreakWidth);
            piece.right = piece.left + width;
            made.push_back(piece);
        }
        return made;
    }

    const OffsetAxis::Options& m_options;
    std::vector<Offset> m_marks;
    std::vector<Cluster> m_clusters;
};

/// 1, 2 or 5 times a power of ten, at least `least`.
double roundStep(double least) {
    const double power = std::pow(10, std::floor(std::log10(std::max(least, 1.0))));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= least) return factor * power;
    return 10 * power;
}

}  // namespace

OffsetAxis OffsetAxis::of(const Options& options) {
    OffsetAxis axis;
    axis.m_width = options.width;
    axis.m_pieces = Builder(options).pieces();
    return axis;
}

double OffsetAxis::xOf(Offset offset) const {
    const double value = valueOf(offset);
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const Piece& piece = m_pieces[i];
        if (value < piece.begin) return i == 0 ? piece.left : piece.left - kBreakWidth / 2;
        if (value <= piece.end) return piece.left + (value - piece.begin) * piece.pixelsPerOffset();
    }
    return m_width;
}

std::vector<OffsetAxis::Tick> OffsetAxis::ticks(double labelWidth) const {
    std::vector<Tick> all;
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const Piece& piece = m_pieces[i];
        const double step = roundStep((labelWidth + kTickAir) / piece.pixelsPerOffset());
        // A label may stand out over an edge of the axis, but not over the one of a break.
        const double left = i == 0 ? 0 : piece.left + labelWidth / 2;
        const double right = i + 1 == m_pieces.size() ? m_width : piece.right - labelWidth / 2;
        for (double value = std::ceil(piece.begin / step) * step; value <= piece.end; value += step) {
            const double x = piece.left + (value - piece.begin) * piece.pixelsPerOffset();
            if (x >= left && x <= right) all.push_back({x, Offset(static_cast<std::int64_t>(value))});
        }
    }
    return all;
}

}  // namespace widgets
