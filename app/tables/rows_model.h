#pragma once

#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "app/inspect/inspection.h"

namespace app {

/// A cell as it is shown, with what it sorts by. A plain text sorts by itself.
struct Cell {
    QString text;
    double order = 0;       ///< of cells that are not texts
    bool isNumber = false;  ///< aligned right, sorted by `order`
    bool isFixed = false;   ///< in the fixed-width font
    Tone tone = Tone::kPlain;
    QString tip{};

    friend bool operator==(const Cell&, const Cell&) = default;
};

Cell textCell(QString text, Tone tone = Tone::kPlain);
Cell fixedCell(QString text, Tone tone = Tone::kPlain);
Cell numberCell(std::int64_t value, Tone tone = Tone::kPlain);
/// A number that is told in other words: "1.2 MB/s".
Cell amountCell(double value, QString text, Tone tone = Tone::kPlain);

/// One row: what it stands for, and its cells.
struct TableRow {
    std::string key;  ///< unique; rows stand ascending by it
    Subject subject = ClusterSubject{};
    std::vector<Cell> cells;

    friend bool operator==(const TableRow&, const TableRow&) = default;
};

/// A table as a function of what was shown last: rows come, go and change in exact ranges, so that selection
/// and scroll survive.
class RowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        kOrderRole = Qt::UserRole + 1,  ///< double or QString: what to sort by
        kToneRole,                      ///< int of Tone
        kFixedRole,                     ///< bool: in the fixed-width font
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setHeaders(QStringList headers);
    /// Ascending by key, keys unique.
    void show(std::vector<TableRow> rows);
    const std::vector<TableRow>& rows() const { return m_rows; }
    /// The row that stands for the subject, or -1.
    int rowOf(const Subject& subject) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_headers;
    std::vector<TableRow> m_rows;
};

}  // namespace app
