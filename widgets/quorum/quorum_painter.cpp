#include "widgets/quorum/quorum_painter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include "widgets/fonts.h"
#include "widgets/icons.h"
#include "widgets/painted_words.h"
#include "widgets/quorum/quorum_texts.h"

namespace widgets {
namespace {

using State = QuorumRow::State;
using Tone = QuorumRow::Tone;

constexpr int kText = 12;
constexpr int kTitle = 13;
constexpr double kRound = 2.5;
constexpr std::size_t kVioletHue = 3;  // of snapshots

/// Draws one picture; a value of one painting.
class Brush {
public:
    Brush(QPainter& painter, const QuorumPicture& picture, const QuorumLayout& layout, const QuorumInk& ink)
        : m_painter(painter)
        , m_picture(picture)
        , m_layout(layout)
        , m_ink(ink)
        , m_palette(ink.palette)
        , m_text(quorumTextFont(ink.font))
        , m_bold(quorumBoldFont(ink.font)) {}

    void paint() {
        m_painter.setRenderHint(QPainter::Antialiasing);
        paintHead();
        for (std::size_t i = 0; i < m_layout.rows.size(); ++i) paintRow(i);
        paintAxis();
        paintWatermark();
        for (const QuorumLayout::Row& row : m_layout.rows) paintEndMark(row);
        paintBreaks();
    }

private:
    void words(const QRectF& rect, const QString& text, const QColor& colour, const QFont& font,
               Qt::Alignment alignment = Qt::AlignLeft) {
        paintWords(m_painter, rect, text, colour, font, alignment);
    }

    QColor toneColour(Tone tone) const {
        switch (tone) {
            case Tone::kDim:
                return m_palette.dimText;
            case Tone::kGood:
                return m_palette.green;
            case Tone::kWarning:
                return m_palette.amber;
            case Tone::kBad:
                return m_palette.red;
            case Tone::kPlain:
                break;
        }
        return m_palette.text;
    }

    QColor stateColour(State state) const {
        switch (state) {
            case State::kController:
                return m_palette.gold;
            case State::kFollower:
            case State::kObserver:
                return m_palette.dimText;
            case State::kStanding:
                return m_palette.blue;
            case State::kLost:
                return m_palette.amber;
            case State::kDown:
                return m_palette.red;
        }
        return m_palette.dimText;
    }

    QColor logColour(State state) const {
        switch (state) {
            case State::kController:
                return m_palette.green;
            case State::kStanding:
                return mixed(m_palette.panel, m_palette.blue, 0.55);
            case State::kLost:
                return mixed(m_palette.panel, m_palette.amber, 0.6);
            case State::kDown:
                return mixed(m_palette.panel, m_palette.red, 0.32);
            case State::kFollower:
            case State::kObserver:
                break;
        }
        return mixed(m_palette.panel, m_palette.dimText, 0.55);
    }

    void paintHead() {
        words(m_layout.title, m_picture.title, m_palette.text,
              sizedFont(m_ink.font, kTitle, QFont::DemiBold));
        words(m_layout.subtitle, m_picture.subtitle, toneColour(m_picture.tone), m_text);
        paintLegend();
        words(m_layout.endHead, QuorumTexts::logEnd(), m_palette.dimText, m_text, Qt::AlignRight);
        words(m_layout.whyHead, QuorumTexts::stateAndWhy(), m_palette.dimText, m_text);
        words(m_layout.observersTitle, m_picture.observersTitle, m_palette.dimText, m_text);
    }

    enum class Mark : std::uint8_t { kCommitted, kOpen, kWatermark, kSnapshot, kUnsynced };

    void paintLegend() {
        double x = m_layout.legend.left();
        bool hasSnapshot = false;
        bool hasUnsynced = false;
        for (const QuorumLayout::Row& row : m_layout.rows) {
            hasSnapshot = hasSnapshot || !row.snapshot.isNull();
            hasUnsynced = hasUnsynced || !row.unsynced.isNull();
        }
        x = item(x, Mark::kCommitted, QuorumTexts::committed());
        x = item(x, Mark::kOpen, QuorumTexts::open());
        x = item(x, Mark::kWatermark, QuorumTexts::watermark());
        if (hasSnapshot) x = item(x, Mark::kSnapshot, QuorumTexts::inSnapshot());
        if (hasUnsynced) item(x, Mark::kUnsynced, QuorumTexts::unsynced());
    }

    /// Where the next one begins; one that has no room is left out.
    double item(double x, Mark mark, const QString& text) {
        const QFontMetricsF metrics(m_text);
        const double wide = mark == Mark::kWatermark ? 2 : 18;
        const double after = x + wide + 6 + metrics.horizontalAdvance(text);
        if (after > m_layout.legend.right()) return x;
        const double middle = m_layout.legend.center().y();
        QRectF rect(x, middle - 4.5, wide, 9);
        if (mark == Mark::kSnapshot || mark == Mark::kUnsynced)
            rect = {x, middle - QuorumLayout::kStrip / 2, wide, QuorumLayout::kStrip};
        m_painter.setPen(mark == Mark::kOpen ? QPen(m_palette.green, 1) : QPen(Qt::NoPen));
        m_painter.setBrush(colourOf(mark));
        m_painter.drawRoundedRect(rect, 2, 2);
        words({x + wide + 6, m_layout.legend.top(), metrics.horizontalAdvance(text) + 1,
               m_layout.legend.height()},
              text, m_palette.dimText, m_text);
        return after + 16;
    }

    QColor colourOf(Mark mark) const {
        switch (mark) {
            case Mark::kCommitted:
                return m_palette.green;
            case Mark::kOpen:
                return mixed(m_palette.panel, m_palette.green, 0.3);
            case Mark::kWatermark:
                return m_palette.blue;
            case Mark::kSnapshot:
                return m_palette.hues[kVioletHue];
            case Mark::kUnsynced:
                return m_palette.amber;
        }
        return m_palette.green;
    }

    void paintRow(std::size_t index) {
        const QuorumRow& copy = m_picture.rows[index];
        const QuorumLayout::Row& row = m_layout.rows[index];
        if (m_ink.selected == index) {
            m_painter.setPen(m_ink.hasFocus ? QPen(m_palette.blue, 1) : QPen(Qt::NoPen));
            m_painter.setBrush(m_palette.selection);
            m_painter.drawRoundedRect(row.row.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        }
        if (!row.crown.isNull()) paintIcon(m_painter, IconName::kCrown, row.crown, m_palette.gold);
        const bool isBold = copy.state == State::kController;
        words(row.title, copy.title, m_palette.text, isBold ? m_bold : m_text);
        paintState(copy, row.state);
        paintLog(copy, row);
        words(row.end, copy.endText, m_palette.text, m_bold, Qt::AlignRight);
        words(row.why, copy.why, toneColour(copy.tone), m_text);
    }

    /// Filled: the controller. Outlined: follows. Dashed: stands for election, or has lost its leader.
    /// Dotted: observes. Crossed: down.
    void paintState(const QuorumRow& copy, const QRectF& place) {
        const QColor colour = stateColour(copy.state);
        const QRectF rect = place.adjusted(0.5, 0.5, -0.5, -0.5);
        const bool leads = copy.state == State::kController;
        QPen pen(copy.state == State::kFollower ? m_palette.line : colour, 1.2);
        if (copy.state == State::kStanding || copy.state == State::kLost) pen.setDashPattern({3, 2});
        if (copy.state == State::kObserver) {
            pen.setColor(m_palette.line);
            pen.setDashPattern({1, 2});
        }
        m_painter.setPen(leads ? QPen(Qt::NoPen) : pen);
        m_painter.setBrush(leads ? QBrush(colour) : QBrush(Qt::NoBrush));
        m_painter.drawRoundedRect(rect, 4, 4);
        if (copy.state == State::kDown) {
            m_painter.drawLine(rect.bottomLeft() + QPointF(2, -2), rect.bottomLeft() + QPointF(7, -7));
            m_painter.drawLine(rect.topRight() + QPointF(-2, 2), rect.topRight() + QPointF(-7, 7));
        }
        words(place, copy.stateWord, leads ? m_palette.onFill : colour, leads ? m_bold : m_text,
              Qt::AlignHCenter);
    }

    void paintLog(const QuorumRow& copy, const QuorumLayout::Row& row) {
        const QColor colour = logColour(copy.state);
        if (!row.missing.isNull() || !copy.isKnown) {
            QPen pen(mixed(m_palette.panel, m_palette.dimText, 0.6), 1);
            pen.setDashPattern({2, 3});
            m_painter.setPen(pen);
            m_painter.setBrush(Qt::NoBrush);
            m_painter.drawRect((copy.isKnown ? row.missing : row.log).adjusted(0.5, 0.5, -0.5, -0.5));
        }
        for (const QuorumLayout::Bar& bar : row.bars) {
            if (bar.kind == QuorumLayout::Bar::Kind::kCommitted) {
                m_painter.setPen(Qt::NoPen);
                m_painter.setBrush(colour);
                m_painter.drawRoundedRect(bar.rect, kRound, kRound);
                continue;
            }
            m_painter.setPen(QPen(colour, 1));
            m_painter.setBrush(mixed(m_palette.panel, colour, 0.3));
            m_painter.drawRoundedRect(bar.rect.adjusted(0.5, 0.5, -0.5, -0.5), kRound, kRound);
        }
        m_painter.setPen(Qt::NoPen);
        if (!row.snapshot.isNull()) {
            m_painter.setBrush(colourOf(Mark::kSnapshot));
            m_painter.drawRect(row.snapshot);
        }
        if (!row.unsynced.isNull()) {
            m_painter.setBrush(colourOf(Mark::kUnsynced));
            m_painter.drawRect(row.unsynced);
        }
    }

    void paintEndMark(const QuorumLayout::Row& row) {
        if (row.endMark < 0) return;
        m_painter.setPen(QPen(m_palette.text, 2));
        m_painter.drawLine(QPointF(row.endMark, row.log.top() - 1),
                           QPointF(row.endMark, row.log.bottom() + 1));
    }

    void paintWatermark() {
        if (m_layout.watermark < 0) return;
        m_painter.setPen(QPen(m_palette.blue, 2));
        m_painter.drawLine(QPointF(m_layout.watermark, m_layout.markTop),
                           QPointF(m_layout.watermark, m_layout.markBottom));
        words(m_layout.watermarkLabel, m_picture.watermarkLabel, m_palette.blue, m_bold, Qt::AlignHCenter);
    }

    void paintAxis() {
        const QColor faint = mixed(m_palette.panel, m_palette.dimText, 0.6);
        const double y = m_layout.axisY + 0.5;
        m_painter.setPen(QPen(faint, 1));
        for (const OffsetAxis::Piece& piece : m_layout.axis.pieces())
            m_painter.drawLine(QPointF(m_layout.logLeft + piece.left, y),
                               QPointF(m_layout.logLeft + piece.right, y));
        for (const OffsetAxis::Tick& tick : m_layout.ticks) {
            const double x = m_layout.logLeft + tick.x;
            m_painter.setPen(QPen(faint, 1));
            m_painter.drawLine(QPointF(x, y - 3), QPointF(x, y + 3));
            words({x - m_layout.tickWidth / 2, y + 3, m_layout.tickWidth, 16},
                  QuorumTexts::number(tick.offset), m_palette.faintText, m_text, Qt::AlignHCenter);
        }
    }

    /// Two torn edges through all logs, and two strokes across the axis.
    void paintBreaks() {
        const auto& pieces = m_layout.axis.pieces();
        for (std::size_t i = 1; i < pieces.size(); ++i) {
            const double right = m_layout.logLeft + pieces[i].left;
            const double left = right - OffsetAxis::kBreakWidth;
            QPainterPath gap = torn(left + 2);
            const QPainterPath other = torn(right - 2);
            gap.connectPath(other.toReversed());
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(m_palette.panel);
            m_painter.drawPath(gap);
            m_painter.setBrush(Qt::NoBrush);
            m_painter.setPen(QPen(m_palette.dimText, 1));
            m_painter.drawPath(torn(left + 2));
            m_painter.drawPath(other);
            const double y = m_layout.axisY + 0.5;
            const double middle = (left + right) / 2;
            for (const double x : {middle - 3, middle + 2})
                m_painter.drawLine(QPointF(x - 2, y + 4), QPointF(x + 2, y - 4));
        }
    }

    QPainterPath torn(double x) const {
        const double bottom = m_layout.markBottom - 2;
        QPainterPath path(QPointF(x, m_layout.markTop));
        bool isRight = true;
        for (double y = m_layout.markTop + 7; y < bottom; y += 7, isRight = !isRight)
            path.lineTo(x + (isRight ? 2.5 : -1.5), y);
        path.lineTo(x, bottom);
        return path;
    }

    QPainter& m_painter;
    const QuorumPicture& m_picture;
    const QuorumLayout& m_layout;
    const QuorumInk& m_ink;
    const Palette& m_palette;
    const QFont m_text;
    const QFont m_bold;
};

}  // namespace

QFont quorumTextFont(const QFont& font) { return sizedFont(font, kText); }
QFont quorumBoldFont(const QFont& font) { return sizedFont(font, kText, QFont::DemiBold); }

void paintQuorum(QPainter& painter, const QuorumPicture& picture, const QuorumLayout& layout,
                 const QuorumInk& ink) {
    Brush(painter, picture, layout, ink).paint();
}

}  // namespace widgets
