#include "widgets/replicas/replicas_painter.h"

#include <algorithm>

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include "widgets/fonts.h"
#include "widgets/painted_words.h"
#include "widgets/replicas/replicas_texts.h"

namespace widgets {
namespace {

using State = ReplicaPicture::State;
using Tone = ReplicaPicture::Tone;

constexpr int kText = 12;
constexpr int kTitle = 13;
constexpr double kRound = 2.5;
constexpr std::size_t kVioletHue = 3;  // of epochs

void hatch(QPainter& painter, const QRectF& rect, const QColor& ground, const QColor& colour) {
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.fillRect(rect, ground);
    painter.setPen(QPen(colour, 1.2));
    for (double x = rect.left() - rect.height(); x < rect.right(); x += 6)
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    painter.restore();
}

QColor toneColour(const Palette& palette, Tone tone) {
    switch (tone) {
        case Tone::kDim:
            return palette.dimText;
        case Tone::kWarning:
            return palette.amber;
        case Tone::kBad:
            return palette.red;
        case Tone::kPlain:
            break;
    }
    return palette.text;
}

/// Draws one partition; a value of one painting.
class Brush {
public:
    Brush(QPainter& painter, const PartitionPicture& picture, const PartitionLayout& layout,
          const ReplicaColumns& columns, const ReplicasInk& ink)
        : m_painter(painter)
        , m_picture(picture)
        , m_layout(layout)
        , m_columns(columns)
        , m_ink(ink)
        , m_palette(ink.palette)
        , m_text(replicaTextFont(ink.font))
        , m_bold(replicaBoldFont(ink.font)) {}

    void paint() {
        m_painter.setRenderHint(QPainter::Antialiasing);
        paintCard();
        for (std::size_t i = 0; i < m_layout.rows.size(); ++i) paintRow(i);
        paintAxis();
        paintBoundary();
        paintWatermark();
        for (std::size_t i = 0; i < m_layout.rows.size(); ++i) paintEndMark(m_layout.rows[i]);
        paintBreaks();
    }

private:
    void words(const QRectF& rect, const QString& text, const QColor& colour, const QFont& font,
               Qt::Alignment alignment = Qt::AlignLeft) {
        paintWords(m_painter, rect, text, colour, font, alignment);
    }

    void paintCard() {
        const QRectF rect = m_layout.card.adjusted(0.5, 0.5, -0.5, -0.5);
        m_painter.setPen(QPen(m_ink.isSelected ? m_palette.dimText : m_palette.line, 1));
        m_painter.setBrush(m_palette.panel);
        m_painter.drawRoundedRect(rect, 8, 8);
        words(m_layout.title, m_picture.title, m_palette.text,
              sizedFont(m_ink.font, kTitle, QFont::DemiBold));
        words(m_layout.subtitle, m_picture.subtitle, toneColour(m_palette, m_picture.tone), m_text);
    }

    void paintRow(std::size_t index) {
        const ReplicaPicture& replica = m_picture.replicas[index];
        const PartitionLayout::Row& row = m_layout.rows[index];
        if (m_ink.selectedRow == index) {
            m_painter.setPen(m_ink.hasFocus ? QPen(m_palette.blue, 1) : QPen(Qt::NoPen));
            m_painter.setBrush(m_palette.selection);
            m_painter.drawRoundedRect(row.row.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        }
        words(row.title, replica.title, m_palette.text, replica.state == State::kLeader ? m_bold : m_text);
        paintState(replica, row.state);
        paintLog(replica, row);
        words(row.end, replica.endText, m_palette.text, m_bold, Qt::AlignRight);
        words(row.why, replica.why, toneColour(m_palette, replica.tone), m_text);
    }

    QColor stateColour(const ReplicaPicture& replica) const {
        if (replica.isDown) return m_palette.red;
        switch (replica.state) {
            case State::kLeader:
                return m_palette.green;
            case State::kInSync:
                return m_palette.dimText;
            case State::kOutOfSync:
                return m_palette.amber;
            case State::kEligible:
                return m_palette.blue;
            case State::kOffline:
                return m_palette.red;
        }
        return m_palette.dimText;
    }

    /// Filled: leads. Outlined: in sync. Dashed: out of sync. Dotted: may lead. Crossed: offline.
    void paintState(const ReplicaPicture& replica, const QRectF& place) {
        const QColor colour = stateColour(replica);
        const QRectF rect = place.adjusted(0.5, 0.5, -0.5, -0.5);
        const bool leads = replica.state == State::kLeader && !replica.isDown;
        QPen pen(replica.state == State::kInSync && !replica.isDown ? m_palette.line : colour, 1.2);
        if (replica.state == State::kOutOfSync) pen.setDashPattern({3, 2});
        if (replica.state == State::kEligible) pen.setDashPattern({1, 2});
        m_painter.setPen(leads ? QPen(Qt::NoPen) : pen);
        m_painter.setBrush(leads ? QBrush(colour) : QBrush(Qt::NoBrush));
        m_painter.drawRoundedRect(rect, 4, 4);
        if (replica.isDown) {
            // A bar across the corner, so that red is not all that tells it.
            m_painter.drawLine(rect.bottomLeft() + QPointF(2, -2), rect.bottomLeft() + QPointF(7, -7));
            m_painter.drawLine(rect.topRight() + QPointF(-2, 2), rect.topRight() + QPointF(-7, 7));
        }
        words(place, replica.stateWord, leads ? m_palette.onFill : colour, leads ? m_bold : m_text,
              Qt::AlignHCenter);
    }

    QColor logColour(const ReplicaPicture& replica) const {
        if (replica.isDown) return mixed(m_palette.panel, m_palette.red, 0.32);
        switch (replica.state) {
            case State::kLeader:
                return m_palette.green;
            case State::kOutOfSync:
                return mixed(m_palette.panel, m_palette.amber, 0.6);
            case State::kEligible:
                return mixed(m_palette.panel, m_palette.blue, 0.45);
            case State::kInSync:
            case State::kOffline:
                break;
        }
        return mixed(m_palette.panel, m_palette.dimText, 0.55);
    }

    void paintLog(const ReplicaPicture& replica, const PartitionLayout::Row& row) {
        const QColor colour = logColour(replica);
        if (!row.missing.isNull()) {
            QPen pen(mixed(m_palette.panel, m_palette.dimText, 0.6), 1);
            pen.setDashPattern({2, 3});
            m_painter.setPen(pen);
            m_painter.setBrush(Qt::NoBrush);
            m_painter.drawRect(row.missing.adjusted(0.5, 0.5, -0.5, -0.5));
        }
        for (const PartitionLayout::Bar& bar : row.bars) {
            if (bar.isCommitted) {
                m_painter.setPen(Qt::NoPen);
                m_painter.setBrush(colour);
                m_painter.drawRoundedRect(bar.rect, kRound, kRound);
                continue;
            }
            m_painter.setPen(QPen(colour, 1));
            m_painter.setBrush(mixed(m_palette.panel, colour, 0.3));
            m_painter.drawRoundedRect(bar.rect.adjusted(0.5, 0.5, -0.5, -0.5), kRound, kRound);
        }
        words(row.missingLabel, ReplicasTexts::toFetch(row.toFetch), m_palette.dimText, m_text,
              Qt::AlignHCenter);
        paintCut(replica, row);
    }

    void paintCut(const ReplicaPicture& replica, const PartitionLayout::Row& row) {
        if (!replica.cut) return;
        const QColor ground = mixed(m_palette.panel, m_palette.red, 0.2);
        if (!row.overwritten.isNull()) hatch(m_painter, row.overwritten, ground, m_palette.red);
        if (!row.cut.isNull()) {
            hatch(m_painter, row.cut, ground, mixed(m_palette.panel, m_palette.red, 0.7));
            m_painter.setPen(QPen(m_palette.red, 1.2));
            m_painter.setBrush(Qt::NoBrush);
            m_painter.drawRect(row.cut.adjusted(0.6, 0.6, -0.6, -0.6));
            const double y = row.cut.center().y();
            m_painter.setPen(QPen(m_palette.red, 2));
            m_painter.drawLine(QPointF(row.cut.left(), y), QPointF(row.cut.right() + 3, y));
        }
        words(row.cutLabel, replica.cut->label, m_palette.red, m_bold);
    }

    void paintEndMark(const PartitionLayout::Row& row) {
        if (row.endMark < 0) return;
        const double y = row.state.center().y();
        m_painter.setPen(QPen(m_palette.text, 2));
        m_painter.drawLine(QPointF(row.endMark, y - PartitionLayout::kBar / 2 - 1),
                           QPointF(row.endMark, y + PartitionLayout::kBar / 2 + 1));
    }

    void paintMark(double x) {
        for (const auto& [top, bottom] : m_layout.markSpans)
            m_painter.drawLine(QPointF(x, top), QPointF(x, bottom));
    }

    void paintWatermark() {
        if (m_layout.watermark < 0) return;
        m_painter.setPen(QPen(m_palette.blue, 2));
        paintMark(m_layout.watermark);
        words(m_layout.watermarkLabel, m_picture.watermarkLabel, m_palette.blue, m_bold, Qt::AlignRight);
    }

    void paintBoundary() {
        if (m_layout.boundary < 0) return;
        const QColor violet = m_palette.hues[kVioletHue];
        QPen pen(violet, 1.4);
        pen.setDashPattern({3, 2});
        m_painter.setPen(pen);
        paintMark(m_layout.boundary);
        words(m_layout.boundaryBefore, m_picture.boundary->before, violet, m_text, Qt::AlignRight);
        words(m_layout.boundaryAfter, m_picture.boundary->after, violet, m_text);
    }

    void paintAxis() {
        m_painter.setPen(QPen(mixed(m_palette.panel, m_palette.dimText, 0.6), 1));
        const double y = m_layout.axisY + 0.5;
        for (const OffsetAxis::Piece& piece : m_layout.axis.pieces())
            m_painter.drawLine(QPointF(m_columns.logLeft + piece.left, y),
                               QPointF(m_columns.logLeft + piece.right, y));
        for (const OffsetAxis::Tick& tick : m_layout.ticks) {
            const double x = m_columns.logLeft + tick.x;
            m_painter.setPen(QPen(mixed(m_palette.panel, m_palette.dimText, 0.6), 1));
            m_painter.drawLine(QPointF(x, y - 3), QPointF(x, y + 3));
            words({x - m_layout.tickWidth / 2, y + 3, m_layout.tickWidth, 16},
                  ReplicasTexts::number(tick.offset), m_palette.faintText, m_text, Qt::AlignHCenter);
        }
    }

    /// Two torn edges through all logs, and two strokes across the axis.
    void paintBreaks() {
        const auto& pieces = m_layout.axis.pieces();
        for (std::size_t i = 1; i < pieces.size(); ++i) {
            const double right = m_columns.logLeft + pieces[i].left;
            const double left = right - OffsetAxis::kBreakWidth;
            for (const auto& [top, bottom] : m_layout.markSpans) paintGap(left + 2, right - 2, top, bottom);
            m_painter.setBrush(Qt::NoBrush);
            m_painter.setPen(QPen(m_palette.dimText, 1));
            const double y = m_layout.axisY + 0.5;
            const double middle = (left + right) / 2;
            for (const double x : {middle - 3, middle + 2})
                m_painter.drawLine(QPointF(x - 2, y + 4), QPointF(x + 2, y - 4));
        }
    }

    void paintGap(double left, double right, double top, double bottom) {
        const QPainterPath edge = torn(left, top, bottom);
        const QPainterPath other = torn(right, top, bottom);
        QPainterPath gap = edge;
        gap.connectPath(other.toReversed());
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_palette.panel);
        m_painter.drawPath(gap);
        if (m_ink.selectedRow) {
            m_painter.save();
            m_painter.setClipRect(m_layout.rows[*m_ink.selectedRow].row, Qt::IntersectClip);
            m_painter.setBrush(m_palette.selection);
            m_painter.drawPath(gap);
            m_painter.restore();
        }
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(m_palette.dimText, 1));
        m_painter.drawPath(edge);
        m_painter.drawPath(other);
    }

    static QPainterPath torn(double x, double top, double bottom) {
        QPainterPath path(QPointF(x, top));
        bool isRight = true;
        for (double y = top + 7; y < bottom; y += 7, isRight = !isRight)
            path.lineTo(x + (isRight ? 2.5 : -1.5), y);
        path.lineTo(x, bottom);
        return path;
    }

    QPainter& m_painter;
    const PartitionPicture& m_picture;
    const PartitionLayout& m_layout;
    const ReplicaColumns& m_columns;
    const ReplicasInk& m_ink;
    const Palette& m_palette;
    QFont m_text;
    QFont m_bold;
};

}  // namespace

QFont replicaTextFont(const QFont& font) { return sizedFont(font, kText); }
QFont replicaBoldFont(const QFont& font) { return sizedFont(font, kText, QFont::DemiBold); }

void paintPartition(QPainter& painter, const PartitionPicture& picture, const PartitionLayout& layout,
                    const ReplicaColumns& columns, const ReplicasInk& ink) {
    Brush(painter, picture, layout, columns, ink).paint();
}

void paintReplicasHead(QPainter& painter, const ReplicaColumns& columns, const Palette& palette,
                       const QFont& font) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(replicaTextFont(font));
    const QFontMetricsF metrics(painter.font());
    const double middle = kReplicasHead / 2.0 - 2;
    double x = columns.isNarrow ? ReplicaColumns::kMargin : columns.logLeft;
    const double limit = columns.isNarrow ? columns.whyRight : columns.logRight;
    enum class Mark { kCommitted, kOpen, kEnd, kWatermark, kCut };
    const auto item = [&](Mark mark, const QString& text) {
        const bool isBar = mark == Mark::kCommitted || mark == Mark::kOpen || mark == Mark::kCut;
        const double width = isBar ? 20 : 2;
        const double after = x + width + 6 + metrics.horizontalAdvance(text);
        if (after > limit) return;
        const QRectF rect(x, middle - 4.5, width, 9);
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark == Mark::kWatermark ? palette.blue
                         : mark == Mark::kEnd     ? palette.text
                                                  : palette.green);
        if (mark == Mark::kOpen) {
            painter.setPen(QPen(palette.green, 1));
            painter.setBrush(mixed(palette.background, palette.green, 0.3));
        }
        if (mark == Mark::kCut)
            hatch(painter, rect, mixed(palette.background, palette.red, 0.2), palette.red);
        else
            painter.drawRoundedRect(isBar ? rect : rect.adjusted(0, -2, 0, 2), isBar ? 2 : 0, isBar ? 2 : 0);
        painter.setPen(palette.dimText);
        painter.drawText(QPointF(x + width + 6, middle + metrics.capHeight() / 2), text);
        x = after + 16;
    };
    item(Mark::kCommitted, ReplicasTexts::committed());
    item(Mark::kOpen, ReplicasTexts::notYet());
    item(Mark::kEnd, ReplicasTexts::logEnd());
    item(Mark::kWatermark, ReplicasTexts::watermark());
    item(Mark::kCut, ReplicasTexts::cut());
    if (columns.isNarrow) return;
    painter.setPen(palette.dimText);
    const double end = metrics.horizontalAdvance(ReplicasTexts::logEnd());
    painter.drawText(QPointF(columns.endRight - end, middle + metrics.capHeight() / 2),
                     ReplicasTexts::logEnd());
    painter.drawText(QPointF(columns.whyLeft, middle + metrics.capHeight() / 2),
                     ReplicasTexts::stateAndWhy());
}

}  // namespace widgets
