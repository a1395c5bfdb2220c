#pragma once

#include <vector>

#include <QTableView>

#include "app/tables/rows_model.h"

class QSortFilterProxyModel;

namespace app {

/// A table of rows: sorted by clicking a header, filtered by text in the first column, its selection told as
/// a subject. Columns are as wide as their longest header and cell, and the first one takes what is left.
class DataTable : public QTableView {
    Q_OBJECT
public:
    explicit DataTable(QWidget* parent = nullptr);

    void setColumns(std::vector<Column> columns);
    void showRows(std::vector<TableRow> rows);
    /// The same; what it costs follows the rows that are not shared with those before.
    void showShared(std::vector<SharedRow> rows);
    void setFilter(const QString& text);
    /// Marks the row of the subject without telling; what is not here clears the selection.
    void markSubject(const Subject& subject);
    /// Which column takes the room that is left; -1: none.
    void setStretchColumn(int column) { m_stretch = column; }
    /// Lower rows, less between columns and no sorting, for a small table in a card.
    void setDense();
    int heightOfRows(int rows) const;

    QSize sizeHint() const override;

signals:
    void subjectSelected(const app::Subject& subject);
    /// Double click or Enter.
    void subjectOpened(const app::Subject& subject);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    /// How wide the cells of a row are.
    struct Measured {
        SharedRow row;
        std::vector<int> widths;
    };
    void fitColumns();
    /// Measures what was not measured yet.
    void measure();
    void measureAnew();
    void measureHeader();
    int neededWidth(int column) const;
    const TableRow* rowAt(const QModelIndex& index) const;

    RowsModel m_model;
    std::vector<Measured> m_measured;  ///< the first rows
    std::vector<int> m_headerWidths;
    QSortFilterProxyModel* m_proxy;
    int m_stretch = -1;
    bool m_isDense = false;
    bool m_isMarking = false;  ///< a change of the current row is the program's, not the person's
};

}  // namespace app
