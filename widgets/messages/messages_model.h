#pragma once

#include <deque>
#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "broker/reading/format.h"
#include "broker/reading/record.h"

namespace widgets {

/// "open", "committed", "aborted", "decided"; a dash outside of transactions.
QString transactionText(broker::reading::TransactionState state);
/// What it means, for a tip.
QString transactionTip(broker::reading::TransactionState state);

/// Records that were read, in their order, within a number of records and of bytes: when there are too many
/// the first ones go. Cells are written when they are asked for, from the front of the bytes only.
class MessagesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kTime, kPartition, kOffset, kKey, kValue, kHeaders, kSize, kTransaction, kColumns };
    static constexpr std::size_t kMaxRecords = 10'000;
    /// Of a key or value in its cell.
    static constexpr std::size_t kCellBytes = 200;

    explicit MessagesModel(QObject* parent = nullptr);

    void clear();
    void append(const std::vector<broker::reading::RecordPointer>& records);
    /// Some of the records are of transactions that have ended.
    void settle(const std::vector<broker::reading::Settled>& settled);
    void setFormats(broker::reading::Format key, broker::reading::Format value);
    /// Bytes in memory that the records may take.
    void setBudget(std::size_t bytes);

    const broker::reading::RecordPointer& record(int row) const;
    broker::reading::TransactionState transaction(int row) const;
    std::size_t heldBytes() const { return m_bytes; }
    /// How many went since `clear` because there were too many.
    std::size_t forgotten() const { return m_forgotten; }
    /// Puts all words anew, in the language of the moment.
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        broker::reading::RecordPointer record;
        broker::reading::TransactionState transaction;
    };
    QVariant text(const Row& row, int column) const;
    QVariant value(const Row& row, int column) const;
    QVariant colour(const Row& row, int column) const;
    QVariant tip(const Row& row, int column) const;
    void dropFirst(std::size_t count);

    std::deque<Row> m_rows;
    std::size_t m_bytes = 0;
    std::size_t m_budget = std::size_t{64} << 20;
    std::size_t m_forgotten = 0;
    broker::reading::Format m_key = broker::reading::Format::kAuto;
    broker::reading::Format m_value = broker::reading::Format::kAuto;
};

/// The two cells of key and value; null is told in words, and is what `isNull` says.
struct MessageCell {
    QString text;
    bool isNull = false;
    bool fits = true;
};
MessageCell keyCell(const broker::reading::ReadRecord& record, broker::reading::Format format,
                    std::size_t limit);
MessageCell valueCell(const broker::reading::ReadRecord& record, broker::reading::Format format,
                      std::size_t limit);

}  // namespace widgets
