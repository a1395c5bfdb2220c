#include "widgets/timeline/timeline_painter.h"

#include <QPainter>

namespace widgets {
namespace {

using broker::observe::Lane;
using broker::observe::Severity;

/// Severity is the colour; what is merely told takes the colour of its lane: a person's acts the accent.
QColor colourOf(const TimelineLayout::Mark& mark, const Palette& palette) {
    switch (mark.severity) {
        case Severity::kGood:
            return palette.green;
        case Severity::kWarning:
            return palette.amber;
        case Severity::kBad:
            return palette.red;
        case Severity::kInfo:
            break;
    }
    return mark.lane == Lane::kPerson ? palette.blue : palette.dimText;
}

void paintLanes(QPainter& painter, const TimelineLayout& layout, const TimelineInk& ink) {
    const QFontMetricsF metrics(ink.font);
    for (const TimelineLayout::Row& lane : layout.rows) {
        painter.setPen(QPen(ink.palette.line, 1));
        painter.drawLine(QPointF(lane.rect.left(), lane.y + 0.5), QPointF(lane.rect.right(), lane.y + 0.5));
        painter.setPen(ink.palette.dimText);
        painter.drawText(lane.name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(ink.laneName(lane.lane), Qt::ElideRight, lane.name.width() - 8));
    }
}

void paintMark(QPainter& painter, const TimelineLayout::Mark& mark, const TimelineInk& ink, bool isLit,
               bool isSelected) {
    const QColor colour = colourOf(mark, ink.palette);
    if (isLit || isSelected) {
        painter.setPen(QPen(isSelected ? ink.palette.text : colour, 1.5));
        painter.setBrush(ink.palette.panel);
        painter.drawEllipse(mark.rect.adjusted(-2.5, -2.5, 2.5, 2.5));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(mark.rect.adjusted(0.5, 0.5, -0.5, -0.5));
    if (mark.count > 1) {
        // Several: a second edge to the right, as of a pile.
        painter.setPen(QPen(colour, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawArc(mark.rect.adjusted(2.5, 0, 2.5, 0), -70 * 16, 140 * 16);
    }
    if (mark.label.isEmpty()) return;
    painter.fillRect(mark.label.adjusted(-2, 0, 2, 0), ink.palette.panel);
    painter.setPen(isLit || isSelected || mark.count == 1 ? ink.palette.text : ink.palette.dimText);
    painter.drawText(mark.label, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, mark.text);
}

/// A line through all lanes.
void paintUpright(QPainter& painter, const TimelineLayout& layout, double x, const QColor& colour) {
    painter.fillRect(QRectF(std::round(x) - 0.75, layout.body.top() - 6, 1.5, layout.body.height() + 12),
                     colour);
}

}  // namespace

void paintTimeline(QPainter& painter, const TimelineLayout& layout, const TimelineInk& ink) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(ink.font);
    paintLanes(painter, layout, ink);
    painter.setPen(ink.palette.faintText);
    for (const TimelineLayout::Tick& tick : layout.ticks)
        painter.drawText(tick.rect, Qt::AlignCenter | Qt::TextSingleLine, tick.text);

    painter.save();
    painter.setClipRect(layout.body.adjusted(-TimelineLayout::kMark, -8, TimelineLayout::kMark, 0));
    for (std::size_t i = 0; i < layout.marks.size(); ++i)
        paintMark(painter, layout.marks[i], ink, static_cast<int>(i) == ink.hovered,
                  static_cast<int>(i) == ink.selected);
    painter.restore();

    if (layout.now) {
        paintUpright(painter, layout, *layout.now, ink.palette.blue);
        painter.setPen(ink.palette.blue);
        painter.drawText(layout.nowLabel, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, ink.nowText);
    }
    if (!layout.moment) return;
    paintUpright(painter, layout, *layout.moment, ink.palette.amber);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink.palette.amber);
    painter.drawRoundedRect(layout.momentLabel, 4, 4);
    painter.setPen(ink.palette.onFill);
    painter.drawText(layout.momentLabel, Qt::AlignCenter | Qt::TextSingleLine, layout.momentText);
}

}  // namespace widgets
