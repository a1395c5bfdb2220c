#include "widgets/segments/batch_strip_painter.h"

#include <algorithm>

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include "widgets/segments/codec_look.h"
#include "widgets/segments/look.h"

namespace widgets {

using Geometry = BatchStripGeometry;

namespace {

struct BatchStrip {
    Q_DECLARE_TR_FUNCTIONS(widgets::BatchStripView)
};

constexpr double kRound = 4;

void hatch(QPainter& painter, const QRectF& rect, const QColor& colour) {
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.fillRect(rect, tint(colour, 0.25));
    painter.setPen(QPen(colour, 1.5));
    for (double x = rect.left() - rect.height(); x < rect.right(); x += 6) {
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    }
    painter.restore();
}

void arrowHead(QPainter& painter, const QPointF& tip, bool isUp) {
    QPolygonF head;
    if (isUp) {
        head << tip << tip + QPointF(-4, 8) << tip + QPointF(4, 8);
    } else {
        head << tip << tip + QPointF(-8, -4) << tip + QPointF(-8, 4);
    }
    painter.setBrush(painter.pen().color());
    painter.drawPolygon(head);
}

}  // namespace

double BatchStripPainter::shareOf(int step) const {
    if (!m_state.walk || step > m_state.walkSteps) return 0;
    return step == m_state.walkSteps ? m_state.lastMark : 1;
}

bool BatchStripPainter::isScanned(std::uint64_t position) const {
    if (shareOf(4) <= 0) return true;
    return std::ranges::any_of(m_state.walk->scanned, [&](const auto& b) { return b.position == position; });
}

bool BatchStripPainter::isWalkEntry(std::size_t entry) const {
    return shareOf(2) > 0 && m_state.walk->entry && m_map.index()[entry] == *m_state.walk->entry;
}

void BatchStripPainter::paint(QPainter& painter) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(interfaceFont(11));
    painter.setPen(look(Hue::kDimText));
    const QRectF words(0, 0, m_geometry.bar.width(), Geometry::kBarTop - 4);
    if (m_map.isEmpty()) {
        painter.drawText(QRectF(0, 0, m_geometry.bar.width(), Geometry::kHeight),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         BatchStrip::tr("No segment is open. Choose one on the left, or find an offset."));
        return;
    }
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, grouped(m_map.base()));
    painter.drawText(words, Qt::AlignCenter,
                     BatchStrip::tr("the whole segment, %1").arg(bytesText(m_map.bytes())));
    const bool endIsKnown = !m_map.batches().empty() && !m_map.nextToRead({m_map.bytes() - 1, m_map.bytes()});
    if (endIsKnown) {
        painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter,
                         grouped(m_map.batches().back().header.lastOffset()));
    }
    paintBar(painter);
    paintIndex(painter);
    paintBlocks(painter);
    paintWatermark(painter);
    paintTailWords(painter);
    if (m_state.walk) paintWalk(painter);
}

void BatchStripPainter::paintRun(QPainter& painter, const Geometry::Run& run, bool isDimmed) const {
    if (run.kind == Geometry::Kind::kTail) {
        hatch(painter, run.rect, look(Hue::kRed));
        return;
    }
    if (run.isBad) {
        painter.fillRect(run.rect, look(Hue::kRed));
        return;
    }
    if (run.kind == Geometry::Kind::kUnread) {
        painter.fillRect(run.rect, look(Hue::kRaised));
        return;
    }
    painter.fillRect(run.rect, isDimmed ? tint(codecColour(run.codec), 0.6) : codecColour(run.codec));
}

void BatchStripPainter::paintBar(QPainter& painter) const {
    painter.save();
    QPainterPath clip;
    clip.addRoundedRect(m_geometry.bar, 3, 3);
    painter.setClipPath(clip);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const Geometry::Run& run : m_geometry.barRuns) paintRun(painter, run, true);
    painter.restore();

    // The window, and the lines that spread it out over the blocks.
    const QRectF window = m_geometry.barWindow.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(look(Hue::kText), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(window, 3, 3);
    painter.setPen(QPen(tint(look(Hue::kDimText), 0.6), 1));
    const double middle = window.bottom() + 7;
    const double width = m_geometry.blocks.width();
    QPainterPath lines(QPointF(window.left(), window.bottom()));
    lines.lineTo(window.left(), middle);
    lines.lineTo(0.5, middle);
    lines.lineTo(0.5, Geometry::kBlocksTop - 3);
    lines.moveTo(window.right(), window.bottom());
    lines.lineTo(window.right(), middle);
    lines.lineTo(width - 0.5, middle);
    lines.lineTo(width - 0.5, Geometry::kBlocksTop - 3);
    painter.drawPath(lines);
}

void BatchStripPainter::paintBlocks(QPainter& painter) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const Geometry::Run& run : m_geometry.blockRuns) {
        paintRun(painter, run, false);
        if (run.kind != Geometry::Kind::kUnread || run.rect.width() < 60) continue;
        painter.setPen(look(Hue::kDimText));
        painter.drawText(run.rect, Qt::AlignCenter, BatchStrip::tr("not read yet"));
    }
    painter.restore();
    for (const Geometry::Block& block : m_geometry.batches) {
        if (m_map.batches()[block.row].position != m_state.selected) paintBlock(painter, block);
    }
    for (const Geometry::Block& block : m_geometry.batches) {
        if (m_map.batches()[block.row].position == m_state.selected) paintBlock(painter, block);
    }
}

void BatchStripPainter::paintBlock(QPainter& painter, const Geometry::Block& block) const {
    const auto& batch = m_map.batches()[block.row];
    const bool isSelected = batch.position == m_state.selected;
    const bool isBright = isSelected || isScanned(batch.position);
    QColor fill = codecColour(batch.header.codec());
    if (!isBright) fill = tint(fill, 0.45);
    const double round = std::min(kRound, block.rect.width() / 3);
    painter.setPen(Qt::NoPen);
    painter.setBrush(batch.crcIsRight ? fill : tint(look(Hue::kRed), 0.3));
    painter.drawRoundedRect(block.rect, round, round);
    if (!batch.crcIsRight) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look(Hue::kRed), 1.5));
        painter.drawRoundedRect(block.rect.adjusted(0.75, 0.75, -0.75, -0.75), round, round);
    }
    if (block.hasLabel) {
        painter.setFont(interfaceFont(11, QFont::DemiBold));
        painter.setPen(batch.crcIsRight ? textOn(fill) : look(Hue::kText));
        QRectF rect = block.rect;
        if (!batch.crcIsRight) {
            painter.drawText(rect.adjusted(0, 1, 0, -rect.height() / 2 + 2), Qt::AlignCenter,
                             shortOffset(batch.header.baseOffset));
            painter.setPen(look(Hue::kRed));
            painter.setFont(interfaceFont(10, QFont::DemiBold));
            const QString words = BatchStrip::tr("✗ CRC");
            const bool fits = painter.fontMetrics().horizontalAdvance(words) + 2 < rect.width();
            painter.drawText(rect.adjusted(0, rect.height() / 2 - 2, 0, -1), Qt::AlignCenter,
                             fits ? words : QStringLiteral("✗"));
        } else {
            painter.drawText(rect, Qt::AlignCenter, shortOffset(batch.header.baseOffset));
        }
    }
    if (!isSelected) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look(m_state.hasFocus ? Hue::kBlue : Hue::kText), 2));
    painter.drawRoundedRect(block.rect.adjusted(-1.5, -2.5, 1.5, 2.5), round + 2, round + 2);
}

/// The high watermark, and a veil over what lies behind it.
void BatchStripPainter::paintWatermark(QPainter& painter) const {
    const auto& part = m_axis.part;
    if (!m_state.committedEnd || *m_state.committedEnd >= part.end) return;
    const double x = std::max(1.0, m_axis.xOf(std::max(*m_state.committedEnd, part.begin)));
    const QRectF open(QPointF(x, m_geometry.blocks.top()), m_geometry.blocks.bottomRight());
    painter.save();
    painter.setClipRect(open, Qt::IntersectClip);
    QColor veil = look(Hue::kPanel);
    veil.setAlphaF(0.5F);
    painter.fillRect(open, veil);
    painter.restore();
    painter.setPen(QPen(look(Hue::kBlue), 1.2, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(open.adjusted(0.5, -1.5, -0.5, 1.5));
    if (*m_state.committedEnd < part.begin) return;
    painter.setPen(QPen(look(Hue::kBlue), 2));
    painter.drawLine(QPointF(x, open.top() - 4), QPointF(x, open.bottom() + 4));
    painter.setFont(interfaceFont(10, QFont::DemiBold));
    painter.setPen(look(Hue::kBlue));
    const QString words = BatchStrip::tr("HW");
    const double width = painter.fontMetrics().horizontalAdvance(words);
    const double left = std::clamp(x - width - 3, 2.0, m_geometry.blocks.right() - width - 2);
    painter.drawText(QPointF(left, open.top() - 3), words);
}

void BatchStripPainter::paintTailWords(QPainter& painter) const {
    for (const Geometry::Run& run : m_geometry.blockRuns) {
        if (run.kind != Geometry::Kind::kTail) continue;
        painter.setFont(interfaceFont(11, QFont::DemiBold));
        const QString words = BatchStrip::tr("torn tail");
        const int width = painter.fontMetrics().horizontalAdvance(words) + 8;
        // Beside its mark if it is too narrow to hold the words.
        QRectF rect(run.rect.center().x() - width / 2.0, run.rect.center().y() - 9, width, 18);
        if (rect.right() > m_geometry.blocks.right()) rect.moveRight(m_geometry.blocks.right());
        if (run.rect.width() < width) rect.moveTop(m_geometry.blocks.bottom() + 4);
        painter.setPen(Qt::NoPen);
        painter.setBrush(look(Hue::kPanel));
        painter.drawRoundedRect(rect, 4, 4);
        painter.setPen(look(Hue::kRed));
        painter.drawText(rect, Qt::AlignCenter, words);
        return;
    }
}

void BatchStripPainter::paintIndex(QPainter& painter) const {
    painter.setPen(QPen(tint(look(Hue::kDimText), 0.6), 1));
    for (const QPointF& tick : m_geometry.ticks) painter.drawLine(tick, tick + QPointF(0, 4));
    for (const Geometry::Chip& chip : m_geometry.chips) {
        const auto& entry = m_map.index()[chip.entry];
        const bool isWalk = isWalkEntry(chip.entry);
        const QPointF from(chip.rect.center().x(), chip.rect.top());
        const double bend = (from.y() - chip.target.y()) * 0.55;
        QPainterPath pointer(from);
        pointer.cubicTo(from - QPointF(0, bend), chip.target + QPointF(0, bend),
                        chip.target + QPointF(0, isWalk ? 8 : 2));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(isWalk ? QPen(look(Hue::kViolet), 2) : QPen(tint(look(Hue::kDimText), 0.7), 1));
        painter.drawPath(pointer);
        if (isWalk) arrowHead(painter, chip.target + QPointF(0, 2), true);
        painter.setPen(isWalk ? QPen(Qt::NoPen) : QPen(look(Hue::kLine)));
        painter.setBrush(isWalk ? look(Hue::kViolet) : look(Hue::kRaised));
        painter.drawRoundedRect(chip.rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        painter.setFont(interfaceFont(11, isWalk ? QFont::DemiBold : QFont::Normal));
        painter.setPen(isWalk ? textOn(look(Hue::kViolet)) : look(Hue::kDimText));
        QString position = grouped(entry.position);
        if (position.size() > 7) position = QChar(0x2026) + position.right(7);
        const QString words = grouped(entry.offset) + QStringLiteral(" → ") + position;
        painter.drawText(
            chip.rect, Qt::AlignCenter,
            painter.fontMetrics().elidedText(words, Qt::ElideLeft, static_cast<int>(chip.rect.width()) - 6));
    }
    painter.setFont(interfaceFont(11));
    if (m_geometry.entriesInWindow > 0) return;
    painter.setPen(look(Hue::kDimText));
    const QRectF rect(0, m_geometry.blocks.bottom() + Geometry::kChipsGap, m_geometry.blocks.width(),
                      Geometry::kChipHeight);
    painter.drawText(rect, Qt::AlignCenter,
                     m_map.index().empty()
                         ? BatchStrip::tr("The index has no entry: every look-up scans from the front.")
                         : BatchStrip::tr("No index entry points into this window."));
}

void BatchStripPainter::paintWalk(QPainter& painter) const {
    if (shareOf(1) > 0) {
        painter.setOpacity(shareOf(1));
        const double left = m_geometry.barWindow.left() - 11;
        const double x =
            left < 9 ? std::min(m_geometry.barWindow.right() + 11, m_geometry.bar.right() - 9) : left;
        paintMark(painter, {x, m_geometry.bar.center().y()}, 1, 7);
    }
    if (shareOf(2) > 0) {
        painter.setOpacity(shareOf(2));
        for (const Geometry::Chip& chip : m_geometry.chips) {
            if (isWalkEntry(chip.entry)) paintMark(painter, chip.rect.topLeft() + QPointF(10, -10), 2, 7);
        }
    }
    paintScan(painter);
    painter.setOpacity(1);
}

void BatchStripPainter::paintScan(QPainter& painter) const {
    const auto& walk = *m_state.walk;
    const double bottom = m_geometry.blocks.bottom();
    const auto& part = m_axis.part;
    const bool seekIsSeen = part.begin <= walk.seekPosition && walk.seekPosition < part.end;
    const double seek = m_axis.xOf(walk.seekPosition) + 6;
    if (shareOf(3) > 0 && seekIsSeen) {
        painter.setOpacity(shareOf(3));
        painter.setPen(QPen(look(Hue::kViolet), 1));
        arrowHead(painter, {seek, bottom + 2}, true);
        paintMark(painter, {seek < 24 ? seek + 14 : seek - 14, bottom + 12}, 3, 7);
    }
    if (shareOf(4) <= 0 || walk.scanned.empty()) return;
    const auto& last = walk.scanned.back();
    if (last.position >= part.end || last.position + last.header.size() <= part.begin) return;
    painter.setOpacity(shareOf(4));
    const double from = (seekIsSeen ? seek : 0) + (seek < 24 ? 26 : 12);
    const double middle = (m_axis.xOf(last.position) + m_axis.xOf(last.position + last.header.size())) / 2;
    const double y = bottom + 11;
    if (middle < from + 30) {
        paintMark(painter, {std::min(middle + 12, m_geometry.blocks.right() - 8), y}, 4, 7);
        return;
    }
    painter.setPen(QPen(look(Hue::kViolet), 2));
    painter.drawLine(QPointF(from, y), QPointF(middle - 6, y));
    painter.setPen(QPen(look(Hue::kViolet), 1));
    arrowHead(painter, {middle, y}, false);
    paintMark(painter, {from + (middle - from) * 0.7, y}, 4, 7);
    painter.setFont(interfaceFont(11, QFont::DemiBold));
    painter.setPen(look(Hue::kViolet));
    painter.drawText(QRectF(from, y + 3, (middle - from) * 0.7 + 10, 16), Qt::AlignCenter,
                     BatchStrip::tr("scan"));
}

}  // namespace widgets
