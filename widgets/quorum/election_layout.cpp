#include "widgets/quorum/election_layout.h"

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

constexpr double kTop = 6;
constexpr double kBelowHead = 8;
constexpr double kFoot = 10;
constexpr double kGap = 14;
constexpr double kLaneWide = 150;   ///< most that a lane takes where sentences stand beside
constexpr double kLineInStep = 21;  ///< from a step's top to its lines
constexpr double kLabelHigh = 15;
constexpr double kHeadPadding = 10;
constexpr double kLabelPadding = 4;
constexpr double kMostSentence = 0.56;  ///< of the width
constexpr double kDot = 5;

class Builder {
public:
    Builder(const ElectionPicture& picture, double width, const ElectionMeasures& measures)
        : m_picture(picture)
        , m_width(width)
        , m_measures(measures) {}

    ElectionLayout build() {
        m_layout.isNarrow = m_width < ElectionLayout::kNarrow;
        for (const ElectionStep& step : m_picture.steps)
            m_time = std::max(m_time, m_measures.width(step.time) + 2);
        placeLanes();
        double y = kTop + ElectionLayout::kHead + kBelowHead;
        for (const ElectionStep& step : m_picture.steps) {
            placeStep(step, y);
            y += ElectionLayout::kStep;
        }
        for (ElectionLayout::Lane& lane : m_layout.lanes) lane.bottom = y;
        m_layout.height = y + kFoot;
        return std::move(m_layout);
    }

private:
    double lanesLeft() const { return ElectionLayout::kMargin + m_time + kGap; }

    void placeLanes() {
        const auto count = static_cast<double>(std::max<std::size_t>(1, m_picture.lanes.size()));
        const double room = m_width - ElectionLayout::kMargin - lanesLeft();
        const double least = room * (1 - kMostSentence);
        m_lane = m_layout.isNarrow ? room / count : std::min(kLaneWide, least / count);
        m_sentenceLeft = lanesLeft() + count * m_lane + kGap;
        for (std::size_t i = 0; i < m_picture.lanes.size(); ++i) {
            ElectionLayout::Lane lane;
            lane.x = lanesLeft() + (static_cast<double>(i) + 0.5) * m_lane;
            const double crown = m_picture.lanes[i].isWinner ? ElectionLayout::kCrown + 5 : 0;
            const double text = m_measures.boldWidth(m_picture.lanes[i].name) + 1;
            const double wide = std::min(m_lane - 6, text + crown + 2 * kHeadPadding);
            lane.head = {lane.x - wide / 2, kTop, wide, ElectionLayout::kHead};
            const double inside = std::min(text + crown, wide - 8);
            const double left = lane.x - inside / 2;
            if (crown > 0)
                lane.crown = {left, kTop + (ElectionLayout::kHead - ElectionLayout::kCrown) / 2,
                              ElectionLayout::kCrown, ElectionLayout::kCrown};
            lane.name = {left + crown, kTop, inside - crown, ElectionLayout::kHead};
            lane.top = lane.head.bottom();
            m_layout.lanes.push_back(lane);
        }
    }

    void placeStep(const ElectionStep& step, double top) {
        ElectionLayout::Step placed;
        placed.row = {6, top, m_width - 12, ElectionLayout::kStep};
        placed.y = top + kLineInStep;
        placed.time = {ElectionLayout::kMargin, placed.y - 9, m_time, 18};
        placed.x = m_layout.lanes[step.lane].x;
        if (!m_layout.isNarrow)
            placed.sentence = {m_sentenceLeft, placed.y - 9,
                               m_width - ElectionLayout::kMargin - m_sentenceLeft, 18};
        placeLines(step, placed);
        placeLabel(step, placed);
        m_layout.steps.push_back(std::move(placed));
    }

    void placeLines(const ElectionStep& step, ElectionLayout::Step& placed) const {
        double left = placed.x;
        double right = placed.x;
        for (const ElectionStep::Target& target : step.targets) {
            const double x = m_layout.lanes[target.lane].x;
            placed.tips.push_back({x, x > placed.x, target.isAnswered});
            left = std::min(left, x);
            right = std::max(right, x);
        }
        if (right > placed.x) placed.lines.push_back({placed.x + kDot, right});
        if (left < placed.x) placed.lines.push_back({placed.x - kDot, left});
        if (step.kind == ElectionStep::Kind::kElected)
            placed.crown = {placed.x - ElectionLayout::kCrown / 2, placed.y - ElectionLayout::kCrown / 2,
                            ElectionLayout::kCrown, ElectionLayout::kCrown};
    }

    /// Above the middle of the way to the nearest one it goes to; of a step that goes to nobody, beside its
    /// lane.
    void placeLabel(const ElectionStep& step, ElectionLayout::Step& placed) const {
        const bool isBold = step.kind == ElectionStep::Kind::kElected;
        const double wide =
            (isBold ? m_measures.boldWidth(step.label) : m_measures.width(step.label)) + 2 * kLabelPadding;
        if (step.targets.empty()) {
            const bool isLast = placed.x + kDot + 8 + wide > lanesRight();
            const double x = isLast ? placed.x - kDot - 8 - wide : placed.x + kDot + 8;
            placed.label = {x, placed.y - kLabelHigh / 2, wide, kLabelHigh};
            return;
        }
        double nearest = m_layout.lanes[step.targets.front().lane].x;
        for (const ElectionLayout::Tip& tip : placed.tips)
            if (std::abs(tip.x - placed.x) < std::abs(nearest - placed.x)) nearest = tip.x;
        const double middle = (placed.x + nearest) / 2;
        const double most = std::min(wide, m_lane - 14);
        placed.label = {middle - most / 2, placed.y - kLabelHigh - 1.5, most, kLabelHigh};
    }

    double lanesRight() const {
        return lanesLeft() + m_lane * static_cast<double>(m_picture.lanes.size()) + kGap / 2;
    }

    const ElectionPicture& m_picture;
    const double m_width;
    const ElectionMeasures& m_measures;
    ElectionLayout m_layout;
    double m_time = 40;
    double m_lane = 0;
    double m_sentenceLeft = 0;
};

}  // namespace

ElectionLayout ElectionLayout::of(const ElectionPicture& picture, double width,
                                  const ElectionMeasures& measures) {
    return Builder(picture, width, measures).build();
}

std::optional<std::size_t> ElectionLayout::stepAt(QPointF point) const {
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (steps[i].row.contains(point)) return i;
    return std::nullopt;
}

}  // namespace widgets
