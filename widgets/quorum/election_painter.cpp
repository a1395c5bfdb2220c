#include "widgets/quorum/election_painter.h"

#include <QPainter>
#include <QPolygonF>

#include "widgets/icons.h"
#include "widgets/painted_words.h"
#include "widgets/quorum/quorum_painter.h"

namespace widgets {
namespace {

using Kind = ElectionStep::Kind;

constexpr double kHeadLong = 7;
constexpr double kHeadWide = 3.6;
constexpr double kDot = 3.5;

/// Draws one election; a value of one painting.
class Brush {
public:
    Brush(QPainter& painter, const ElectionPicture& picture, const ElectionLayout& layout,
          const ElectionInk& ink)
        : m_painter(painter)
        , m_picture(picture)
        , m_layout(layout)
        , m_ink(ink)
        , m_palette(ink.palette)
        , m_text(quorumTextFont(ink.font))
        , m_bold(quorumBoldFont(ink.font)) {}

    void paint() {
        m_painter.setRenderHint(QPainter::Antialiasing);
        paintSelection();
        for (std::size_t i = 0; i < m_layout.lanes.size(); ++i) paintLane(i);
        for (std::size_t i = 0; i < m_layout.steps.size(); ++i) paintStep(i);
    }

private:
    void words(const QRectF& rect, const QString& text, const QColor& colour, const QFont& font,
               Qt::Alignment alignment = Qt::AlignLeft) {
        paintWords(m_painter, rect, text, colour, font, alignment);
    }

    QColor ground(std::size_t step) const {
        return m_ink.selected == step ? m_palette.selection : m_palette.panel;
    }

    void paintSelection() {
        if (!m_ink.selected || *m_ink.selected >= m_layout.steps.size()) return;
        m_painter.setPen(m_ink.hasFocus ? QPen(m_palette.blue, 1) : QPen(Qt::NoPen));
        m_painter.setBrush(m_palette.selection);
        m_painter.drawRoundedRect(m_layout.steps[*m_ink.selected].row.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }

    void paintLane(std::size_t index) {
        const ElectionPicture::Lane& lane = m_picture.lanes[index];
        const ElectionLayout::Lane& place = m_layout.lanes[index];
        const QColor colour = lane.isDown ? m_palette.red : lane.isWinner ? m_palette.gold : m_palette.line;
        QPen pen(colour, 1);
        if (lane.isDown) pen.setDashPattern({4, 3});
        m_painter.setPen(pen);
        m_painter.setBrush(m_palette.raised);
        m_painter.drawRoundedRect(place.head.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        if (!place.crown.isNull()) paintIcon(m_painter, IconName::kCrown, place.crown, m_palette.gold);
        words(place.name, lane.name, lane.isDown ? m_palette.red : m_palette.text, m_bold);
        QPen life(lane.isDown ? mixed(m_palette.panel, m_palette.red, 0.5) : m_palette.line, 1.2);
        if (lane.isDown) life.setDashPattern({3, 4});
        m_painter.setPen(life);
        m_painter.drawLine(QPointF(place.x, place.top), QPointF(place.x, place.bottom));
    }

    QColor colourOf(const ElectionStep& step) const {
        switch (step.kind) {
            case Kind::kPreVote:
                return m_palette.dimText;
            case Kind::kVote:
                return m_palette.blue;
            case Kind::kYes:
                return m_palette.green;
            case Kind::kNo:
                return m_palette.amber;
            case Kind::kElected:
                return m_palette.gold;
            case Kind::kFollows:
                return m_palette.dimText;
        }
        return m_palette.text;
    }

    /// Dashed is what binds nobody: a pre-vote and its answers.
    void paintStep(std::size_t index) {
        const ElectionStep& step = m_picture.steps[index];
        const ElectionLayout::Step& place = m_layout.steps[index];
        const QColor colour = colourOf(step);
        words(place.time, step.time, m_palette.dimText, m_text, Qt::AlignRight);
        const bool isPreVote = step.kind == Kind::kPreVote || step.isPreVote;
        QPen pen(colour, 1.6);
        if (isPreVote || step.kind == Kind::kFollows) pen.setDashPattern({3, 2.4});
        m_painter.setPen(pen);
        for (const ElectionLayout::Line& line : place.lines)
            m_painter.drawLine(QPointF(line.from, place.y), QPointF(line.to, place.y));
        for (const ElectionLayout::Tip& tip : place.tips) paintTip(tip, place.y, colour);
        paintOrigin(step, place, colour);
        if (!step.label.isEmpty() && step.targets.empty())
            m_painter.fillRect(place.label.adjusted(0, 1, 0, -1), ground(index));
        words(place.label, step.label, step.kind == Kind::kFollows ? m_palette.dimText : colour,
              step.kind == Kind::kElected ? m_bold : m_text, Qt::AlignHCenter);
        const bool isTurn = step.kind == Kind::kElected;
        words(place.sentence, step.words, isTurn ? m_palette.text : m_palette.dimText,
              isTurn ? m_bold : m_text);
    }

    void paintOrigin(const ElectionStep& step, const ElectionLayout::Step& place, const QColor& colour) {
        if (!place.crown.isNull()) {
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(m_palette.panel);
            m_painter.drawEllipse(QPointF(place.x, place.y), 10, 10);
            paintIcon(m_painter, IconName::kCrown, place.crown, m_palette.gold);
            return;
        }
        m_painter.setPen(QPen(colour, 1.4));
        m_painter.setBrush(step.kind == Kind::kVote ? colour : m_palette.panel);
        m_painter.drawEllipse(QPointF(place.x, place.y), kDot, kDot);
    }

    /// An arrow's head, or a cross where nobody answered.
    void paintTip(const ElectionLayout::Tip& tip, double y, const QColor& colour) {
        const double side = tip.pointsRight ? -1 : 1;
        if (!tip.isAnswered) {
            const QPointF middle(tip.x + side * 5, y);
            m_painter.setPen(QPen(m_palette.red, 1.8));
            m_painter.drawLine(middle + QPointF(-4, -4), middle + QPointF(4, 4));
            m_painter.drawLine(middle + QPointF(-4, 4), middle + QPointF(4, -4));
            return;
        }
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        const QPointF end(tip.x + side * 1.5, y);
        m_painter.drawPolygon(QPolygonF{end, end + QPointF(side * kHeadLong, -kHeadWide),
                                        end + QPointF(side * kHeadLong, kHeadWide)});
    }

    QPainter& m_painter;
    const ElectionPicture& m_picture;
    const ElectionLayout& m_layout;
    const ElectionInk& m_ink;
    const Palette& m_palette;
    const QFont m_text;
    const QFont m_bold;
};

}  // namespace

void paintElection(QPainter& painter, const ElectionPicture& picture, const ElectionLayout& layout,
                   const ElectionInk& ink) {
    Brush(painter, picture, layout, ink).paint();
}

}  // namespace widgets
