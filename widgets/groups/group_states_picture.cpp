#include "widgets/groups/group_states_picture.h"

#include <algorithm>
#include <array>

#include <QStringList>

namespace widgets {
namespace {

using broker::observe::GroupState;
using Ink = Drawing::Ink;
using Face = Drawing::Face;

constexpr double kMargin = 13;
constexpr double kArc = 11;      ///< the line from Stable back, from the top
constexpr double kTop = 32;      ///< of the states
constexpr double kHigh = 42;     ///< of a state
constexpr double kLine = 15;     ///< of one more line in it
constexpr double kPadding = 10;  ///< inside a state, left and right
constexpr double kLeastGap = 34;
constexpr double kLabelHigh = 14;
constexpr double kApart = 6;  ///< of the arrows there and back from the middle
constexpr double kToDead = 24;
constexpr double kDeadHigh = 24;
constexpr std::array kRow{GroupState::kEmpty, GroupState::kPreparingRebalance,
                          GroupState::kCompletingRebalance, GroupState::kStable};

/// "PreparingRebalance" → "Preparing", "Rebalance".
QStringList twoLines(const QString& name) {
    for (qsizetype i = 1; i < name.size(); ++i)
        if (name[i].isUpper()) return {name.left(i), name.mid(i)};
    return {name};
}

class Builder {
public:
    Builder(const GroupStatesPicture& picture, double width, const DrawingFonts& fonts)
        : m_picture(picture)
        , m_width(width)
        , m_fonts(fonts) {}

    Drawing build() {
        if (m_picture.states.size() < 5) return {};
        if (neededWidth() > m_width) m_isSplit = true;
        placeStates();
        for (const auto& arrow : m_picture.arrows)
            if (arrow.to != GroupState::kDead) drawArrow(arrow);
        drawToDead();
        for (const auto& state : m_picture.states) drawState(state);
        m_drawing.height = m_dead.bottom() + 6;
        return std::move(m_drawing);
    }

private:
    const GroupStatesPicture::State& state(GroupState which) const {
        return *std::ranges::find(m_picture.states, which, &GroupStatesPicture::State::state);
    }
    QStringList linesOf(GroupState which) const {
        const QString& name = state(which).name;
        return m_isSplit ? twoLines(name) : QStringList{name};
    }
    double stateWidth(GroupState which) const {
        double wide = m_fonts.width(state(which).note, Face::kSmall);
        for (const QString& line : linesOf(which)) wide = std::max(wide, m_fonts.width(line, Face::kBold));
        return wide + 2 * kPadding;
    }
    /// Between the state at `index` and the next one.
    double gapWidth(std::size_t index) const {
        double wide = kLeastGap;
        for (const auto& arrow : m_picture.arrows) {
            const bool isThere = arrow.from == kRow[index] && arrow.to == kRow[index + 1];
            const bool isBack = arrow.to == kRow[index] && arrow.from == kRow[index + 1];
            if (isThere || isBack) wide = std::max(wide, m_fonts.width(arrow.label, Face::kSmall) + 12);
        }
        return wide;
    }
    double neededWidth() const {
        double needed = 2 * kMargin;
        for (const GroupState which : kRow) needed += stateWidth(which);
        for (std::size_t i = 0; i + 1 < kRow.size(); ++i) needed += gapWidth(i);
        return needed;
    }

    void placeStates() {
        const double spare = std::max(0.0, m_width - neededWidth()) / (kRow.size() - 1);
        const double high = kHigh + (m_isSplit ? kLine : 0);
        double x = kMargin;
        for (std::size_t i = 0; i < kRow.size(); ++i) {
            m_rects[i] = QRectF(x, kTop, stateWidth(kRow[i]), high);
            x = m_rects[i].right() + (i + 1 < kRow.size() ? gapWidth(i) + spare : 0);
        }
        const double wide = stateWidth(GroupState::kDead) + 16;
        const double middle = (m_rects[1].center().x() + m_rects[2].center().x()) / 2;
        m_dead = QRectF(middle - wide / 2, kTop + high + kToDead, wide, kDeadHigh);
    }

    const QRectF& rectOf(GroupState which) const {
        const auto found = std::ranges::find(kRow, which);
        return found == kRow.end() ? m_dead : m_rects[static_cast<std::size_t>(found - kRow.begin())];
    }

    void label(const QRectF& rect, const QString& text, Ink ground = Ink::kNone) {
        m_drawing.add(Drawing::Text{.rect = rect,
                                    .text = text,
                                    .ink = Ink::kDim,
                                    .face = Face::kSmall,
                                    .alignment = Qt::AlignHCenter,
                                    .ground = ground});
    }

    /// Between neighbours there and back side by side; any other one over the top.
    void drawArrow(const GroupStatesPicture::Arrow& arrow) {
        const QRectF& from = rectOf(arrow.from);
        const QRectF& to = rectOf(arrow.to);
        const auto at = [](GroupState which) { return std::ranges::find(kRow, which) - kRow.begin(); };
        const auto way = at(arrow.to) - at(arrow.from);
        const double middle = from.center().y();
        if (way == 1) {
            m_drawing.add(Drawing::Line{
                .points = {{from.right() + 2, middle - kApart}, {to.left() - 2, middle - kApart}},
                .hasHead = true});
            label({from.right(), middle - kApart - kLabelHigh - 1, to.left() - from.right(), kLabelHigh},
                  arrow.label);
        } else if (way == -1) {
            m_drawing.add(Drawing::Line{
                .points = {{from.left() - 2, middle + kApart}, {to.right() + 2, middle + kApart}},
                .hasHead = true});
            label({to.right(), middle + kApart + 2, from.left() - to.right(), kLabelHigh}, arrow.label);
        } else {
            const double x = to.center().x();
            m_drawing.add(Drawing::Line{.points = {{from.center().x(), from.top() - 1},
                                                   {from.center().x(), kArc},
                                                   {x, kArc},
                                                   {x, to.top() - 2}},
                                        .hasHead = true});
            const double room = from.center().x() - x - 30;
            const double wide = std::min(room, m_fonts.width(arrow.label, Face::kSmall) + 12);
            label({(x + from.center().x() - wide) / 2, kArc - kLabelHigh / 2, wide, kLabelHigh}, arrow.label,
                  Ink::kPanel);
        }
    }

    /// All ways down meet in one line on each side, which the outermost one begins.
    void drawToDead() {
        const double y = m_dead.center().y();
        for (const bool isLeft : {true, false}) {
            double outermost = m_dead.center().x();
            QString told;
            for (const auto& arrow : m_picture.arrows) {
                const QRectF& from = rectOf(arrow.from);
                const double x = from.center().x();
                if (arrow.to != GroupState::kDead || isLeft != (x < m_dead.center().x())) continue;
                m_drawing.add(Drawing::Line{.points = {{x, from.bottom() + 1}, {x, y}}, .isDashed = true});
                outermost = isLeft ? std::min(outermost, x) : std::max(outermost, x);
                if (told.isEmpty()) told = arrow.label;
            }
            const double end = isLeft ? m_dead.left() - 2 : m_dead.right() + 2;
            m_drawing.add(
                Drawing::Line{.points = {{outermost, y}, {end, y}}, .isDashed = true, .hasHead = true});
            const double left = isLeft ? kMargin : m_dead.right() + 8;
            const double right = isLeft ? m_dead.left() - 8 : m_width - kMargin;
            label({left, y + 3, right - left, kLabelHigh}, told);
        }
    }

    static Ink inkOf(GroupState which) {
        switch (which) {
            case GroupState::kStable:
                return Ink::kGreen;
            case GroupState::kPreparingRebalance:
            case GroupState::kCompletingRebalance:
                return Ink::kAmber;
            case GroupState::kDead:
                return Ink::kRed;
            case GroupState::kEmpty:
                return Ink::kDim;
        }
        return Ink::kDim;
    }

    void drawState(const GroupStatesPicture::State& state) {
        const QRectF& rect = rectOf(state.state);
        m_drawing.add(Drawing::Box{.rect = rect,
                                   .fill = state.isNow ? inkOf(state.state) : Ink::kRaised,
                                   .border = state.isNow ? inkOf(state.state) : Ink::kLine,
                                   .radius = 7});
        const QStringList lines = linesOf(state.state);
        const bool hasNote = !state.note.isEmpty();
        const double high = kLine * static_cast<double>(lines.size()) + (hasNote ? kLine : 0);
        double y = rect.center().y() - high / 2;
        for (const QString& line : lines) {
            m_drawing.add(Drawing::Text{.rect = {rect.left() + 4, y, rect.width() - 8, kLine},
                                        .text = line,
                                        .ink = state.isNow ? Ink::kOnFill : Ink::kText,
                                        .face = Face::kBold,
                                        .alignment = Qt::AlignHCenter});
            y += kLine;
        }
        if (hasNote)
            m_drawing.add(Drawing::Text{.rect = {rect.left() + 2, y, rect.width() - 4, kLine},
                                        .text = state.note,
                                        .ink = state.isNow ? Ink::kOnFill : Ink::kDim,
                                        .face = Face::kSmall,
                                        .alignment = Qt::AlignHCenter});
        m_drawing.spots.push_back({rect, static_cast<std::size_t>(state.state), state.tip});
    }

    const GroupStatesPicture& m_picture;
    const double m_width;
    const DrawingFonts& m_fonts;
    bool m_isSplit = false;
    std::array<QRectF, kRow.size()> m_rects;
    QRectF m_dead;
    Drawing m_drawing;
};

}  // namespace

Drawing drawGroupStates(const GroupStatesPicture& picture, double width, const DrawingFonts& fonts) {
    return Builder(picture, width, fonts).build();
}

}  // namespace widgets
