#pragma once

#include <QStyledItemDelegate>

namespace app {

/// Paints a cell of a RowsModel: text in the colour of its tone, a hairline below, the row under the mouse
/// and the selected row raised.
class TableDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static QFont fixedFont(const QFont& beside);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

    /// A text that is shortened is told as a whole.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;
};

}  // namespace app
