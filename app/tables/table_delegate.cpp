#include "app/tables/table_delegate.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QPainter>

#include "app/desktop/look.h"
#include "app/tables/rows_model.h"

namespace app {

constexpr int kSidePadding = 12;

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
    // A column that is a little too narrow gives up its padding before its text.
    const QString text = index.data().toString();
    const int spare = (option.rect.width() - painter->fontMetrics().horizontalAdvance(text)) / 2;
    const int padding = std::clamp(spare, 4, kSidePadding);
    const QRect room = option.rect.adjusted(padding, 0, -padding, 0);
    const auto alignment = static_cast<Qt::Alignment>(index.data(Qt::TextAlignmentRole).toInt());
    painter->drawText(room, static_cast<int>(alignment) | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideMiddle, room.width()));
    painter->restore();
}

}  // namespace app
