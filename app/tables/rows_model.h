#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <QAbstractTableModel>

#include "app/inspect/inspection.h"
#include "widgets/shared_value.h"

namespace app {

/// A column's title, and its key in a file: alike in every language, with the unit of its numbers.
struct Column {
    const char* key;
    QString title;
};

/// A cell as it is shown, with what it sorts by and leaves in a file. A plain text is itself both.
struct Cell {
    QString text;           ///< empty: the number tells itself
    QVariant value{};       ///< a number; of another cell invalid
    bool isNumber = false;  ///< aligned right
    bool isFixed = false;   ///< in the fixed-width font
    Tone tone = Tone::kPlain;
    QString tip{};
    QString (*words)(double) = nullptr;  ///< how the number is told where there is no text

    /// What is seen. Numbers become words only where somebody looks at them.
    QString shown() const;

    friend bool operator==(const Cell&, const Cell&) = default;
};

Cell textCell(QString text, Tone tone = Tone::kPlain);
Cell fixedCell(QString text, Tone tone = Tone::kPlain);
Cell numberCell(std::int64_t value, Tone tone = Tone::kPlain);
/// A number that is told in other words: "1.2 MB/s".
Cell amountCell(double value, QString text, Tone tone = Tone::kPlain);
Cell amountCell(double value, QString (*words)(double));
/// A name that sorts by its number: "Broker 12".
Cell namedCell(std::int64_t number, QString name);
/// Stands for a number that is not known: "–".
Cell unknownCell();

/// The cells of a row, given at once, or made when one of them is first looked at: of thousands of rows a
/// window shows a few. What is made late is a function of values that it holds. On the GUI thread.
class Cells {
public:
    using Make = std::function<std::vector<Cell>()>;

    Cells() = default;
    Cells(std::initializer_list<Cell> cells)
        : m_cells(cells) {}
    /// The number of a column; none: it has none. So that a table is sorted by numbers without making cells.
    using Number = std::function<std::optional<double>(std::size_t column)>;

    explicit Cells(Make make, Number number = {})
        : m_make(std::move(make))
        , m_number(std::move(number)) {}

    /// Of cells that are not made yet.
    std::optional<double> number(std::size_t column) const {
        return m_make && m_number ? m_number(column) : std::nullopt;
    }

    std::size_t size() const { return all().size(); }
    const Cell& operator[](std::size_t at) const { return all()[at]; }
    Cell& operator[](std::size_t at) { return all()[at]; }
    Cell& back() { return all().back(); }
    void push_back(Cell cell) { all().push_back(std::move(cell)); }

    /// Cells that nobody has looked at are not looked at for this: they count as others.
    friend bool operator==(const Cells& a, const Cells& b) {
        return !a.m_make && !b.m_make && a.m_cells == b.m_cells;
    }

private:
    std::vector<Cell>& all() const {
        if (m_make) m_cells = std::exchange(m_make, nullptr)();
        return m_cells;
    }

    mutable std::vector<Cell> m_cells;
    mutable Make m_make;  ///< empty: they are made
    Number m_number;
};

/// One row: what it stands for, and its cells.
struct TableRow {
    std::string key;  ///< unique; rows stand ascending by it
    Subject subject = ClusterSubject{};
    Cells cells;

    friend bool operator==(const TableRow&, const TableRow&) = default;
};

using SharedRow = widgets::Shared<TableRow>;

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

    void setColumns(std::vector<Column> columns);
    /// Ascending by key, keys unique.
    void show(std::vector<TableRow> rows);
    /// The same; rows that are shared with those before are not looked at.
    void showShared(std::vector<SharedRow> rows);
    const std::vector<SharedRow>& rows() const { return m_rows; }
    /// The row that stands for the subject, or -1.
    int rowOf(const Subject& subject) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// Where the same rows stand in the same order: what changed of them. False: they do not.
    bool changeInPlace(std::vector<SharedRow>& rows);

    std::vector<Column> m_columns;
    std::vector<SharedRow> m_rows;
};

}  // namespace app
