#include "app/tables/table_delegate.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "app/desktop/look.h"
#include "app/tables/rows_model.h"

namespace app {

constexpr int kSidePadding = 12;
constexpr int kLeastPadding = 3;

namespace {

/// Where a cell's text stands. A column that is a little too narrow gives up the padding behind it first.
QRect roomOf(const QRect& cell, int textWidth, bool isRight) {
    const int behind = std::clamp(cell.width() - textWidth - kSidePadding, kLeastPadding, kSidePadding);
    return cell.adjusted(isRight ? behind : kSidePadding, 0, isRight ? -kSidePadding : -behind, 0);
}

QFont fontOf(const QStyleOptionViewItem& option, const QModelIndex& index) {
    return index.data(RowsModel::kFixedRole).toBool() ? app::fixedFont() : option.font;
}

bool isRightAligned(const QModelIndex& index) {
    return static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt()) & Qt::AlignRight;
}

}  // namespace

QFont TableDelegate::fixedFont(const QFont&) { return app::fixedFont(); }

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    const Look& look = Look::now();
    painter->save();
    const bool isSelected = option.state & QStyle::State_Selected;
    if (isSelected || (option.state & QStyle::State_MouseOver)) painter->fillRect(option.rect, look.raised);
    if (isSelected && index.column() == 0)
        painter->fillRect(QRect(option.rect.left(), option.rect.top() + 3, 2, option.rect.height() - 7),
                          look.blue);
    painter->setPen(look.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->setFont(fontOf(option, index));
    painter->setPen(look.of(static_cast<Tone>(index.data(RowsModel::kToneRole).toInt())));
    const QString text = index.data().toString();
    const int wide = painter->fontMetrics().horizontalAdvance(text);
    const QRect room = roomOf(option.rect, wide, isRightAligned(index));
    // Measured as the columns are: in whole pixels.
    painter->drawText(
        room, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine | Qt::TextDontClip,
        wide <= room.width() ? text : painter->fontMetrics().elidedText(text, Qt::ElideMiddle, room.width()));
    painter->restore();
}

bool TableDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                              const QModelIndex& index) {
    const QString text = index.data().toString();
    const int wide = QFontMetrics(fontOf(option, index)).horizontalAdvance(text);
    const bool isShortened = wide > roomOf(option.rect, wide, isRightAligned(index)).width();
    if (event->type() != QEvent::ToolTip || !isShortened || index.data(Qt::ToolTipRole).isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

}  // namespace app
