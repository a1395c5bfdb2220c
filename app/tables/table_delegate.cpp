#include "app/tables/table_delegate.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QPainter>

#include "app/desktop/look.h"
#include "app/tables/rows_model.h"

namespace app {

constexpr int kSidePadding = 12;
constexpr int kLeastPadding = 3;

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
    painter->setFont(index.data(RowsModel::kFixedRole).toBool() ? app::fixedFont() : option.font);
    painter->setPen(look.of(static_cast<Tone>(index.data(RowsModel::kToneRole).toInt())));
    const QString text = index.data().toString();
    const auto alignment = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt());
    // A column that is a little too narrow gives up the padding behind its text first.
    const int spare = option.rect.width() - painter->fontMetrics().horizontalAdvance(text) - kSidePadding;
    const int behind = std::clamp(spare, kLeastPadding, kSidePadding);
    const bool isRight = alignment & Qt::AlignRight;
    const QRect room =
        option.rect.adjusted(isRight ? behind : kSidePadding, 0, isRight ? -kSidePadding : -behind, 0);
    painter->drawText(room, static_cast<int>(alignment) | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideMiddle, room.width()));
    painter->restore();
}

}  // namespace app
