#include "widgets/messages/messages_model.h"

#include <algorithm>

#include <QDateTime>

#include "widgets/segments/look.h"
#include "widgets/table_roles.h"

namespace widgets {

using broker::ByteView;
using broker::reading::Format;
using broker::reading::ReadBytes;
using broker::reading::ReadRecord;
using broker::reading::RecordPointer;
using broker::reading::TransactionState;

namespace {

std::optional<ByteView> viewOf(const std::optional<ReadBytes>& bytes) {
    return bytes ? std::optional(ByteView(bytes->front)) : std::nullopt;
}

std::uint64_t sizeOf(const ReadRecord& record) {
    std::uint64_t bytes = (record.key ? record.key->size : 0) + (record.value ? record.value->size : 0);
    for (const auto& header : record.headers)
        bytes += header.key.size() + (header.value ? header.value->size : 0);
    return bytes;
}

QString isoTime(broker::Timestamp time) {
    return QDateTime::fromMSecsSinceEpoch(time.value(), Qt::UTC).toString(Qt::ISODateWithMs);
}

MessageCell cellOf(const std::optional<ReadBytes>& bytes, Format format, std::size_t limit) {
    if (!bytes) return {.text = MessagesModel::tr("null"), .isNull = true};
    const auto line = broker::reading::lineOf(format, bytes->front, limit, bytes->isWhole());
    QString text = QString::fromStdString(line.text);
    if (!line.isWhole || !bytes->isWhole()) text += QStringLiteral(" …");
    return {.text = text, .fits = line.fits};
}

QVariant alignment(int column) {
    const bool isNumber = column == MessagesModel::kPartition || column == MessagesModel::kOffset ||
                          column == MessagesModel::kHeaders || column == MessagesModel::kSize;
    return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

MessageCell cellOf(const broker::reading::Line& line) {
    return {.text = QString::fromStdString(line.text) + (line.isWhole ? QString() : QStringLiteral(" …")),
            .fits = line.fits};
}

}  // namespace

QString transactionText(TransactionState state) {
    switch (state) {
        case TransactionState::kNone:
            break;
        case TransactionState::kOpen:
            return MessagesModel::tr("open");
        case TransactionState::kDecided:
            return MessagesModel::tr("ended");
        case TransactionState::kCommitted:
            return MessagesModel::tr("committed");
        case TransactionState::kAborted:
            return MessagesModel::tr("aborted");
    }
    return QStringLiteral("–");
}

QString transactionTip(TransactionState state) {
    switch (state) {
        case TransactionState::kNone:
            return MessagesModel::tr("Not written in a transaction.");
        case TransactionState::kOpen:
            return MessagesModel::tr(
                "At or beyond the last stable offset when it was read: its transaction was open.");
        case TransactionState::kDecided:
            return MessagesModel::tr(
                "Below the last stable offset, so its transaction has ended; how, says the marker, which "
                "lies "
                "behind what was read.");
        case TransactionState::kCommitted:
            return MessagesModel::tr("The marker behind it says that its transaction was committed.");
        case TransactionState::kAborted:
            return MessagesModel::tr(
                "The marker behind it says that its transaction was aborted: who reads committed records "
                "never sees it.");
    }
    return {};
}

MessageCell keyCell(const ReadRecord& record, Format format, std::size_t limit) {
    if (format == Format::kGroupRecord && record.key)
        return cellOf(broker::reading::groupLines(viewOf(record.key), viewOf(record.value), limit).key);
    return cellOf(record.key, format, limit);
}

MessageCell valueCell(const ReadRecord& record, Format format, std::size_t limit) {
    if (format == Format::kGroupRecord && record.value)
        return cellOf(broker::reading::groupLines(viewOf(record.key), viewOf(record.value), limit).value);
    return cellOf(record.value, format, limit);
}

MessagesModel::MessagesModel(QObject* parent)
    : QAbstractTableModel(parent) {}

void MessagesModel::clear() {
    beginResetModel();
    m_rows.clear();
    m_bytes = 0;
    m_forgotten = 0;
    endResetModel();
}

void MessagesModel::append(const std::vector<RecordPointer>& records) {
    if (records.empty()) return;
    // Of a flood only its end is kept, and it need not pass through.
    const std::size_t skipped = records.size() - std::min(records.size(), kMaxRecords);
    m_forgotten += skipped;
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(records.size() - skipped) - 1);
    for (std::size_t i = skipped; i < records.size(); ++i) {
        m_rows.push_back({records[i], records[i]->transaction});
        m_bytes += records[i]->heldBytes();
    }
    endInsertRows();
    std::size_t gone = m_rows.size() - std::min(m_rows.size(), kMaxRecords);
    std::size_t left = m_bytes;
    for (std::size_t i = 0; i < gone; ++i) left -= m_rows[i].record->heldBytes();
    while (left > m_budget && gone + 1 < m_rows.size()) left -= m_rows[gone++].record->heldBytes();
    dropFirst(gone);
}

void MessagesModel::dropFirst(std::size_t count) {
    if (count == 0) return;
    beginRemoveRows({}, 0, static_cast<int>(count) - 1);
    for (std::size_t i = 0; i < count; ++i) m_bytes -= m_rows[i].record->heldBytes();
    m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(count));
    m_forgotten += count;
    endRemoveRows();
}

void MessagesModel::settle(const std::vector<broker::reading::Settled>& settled) {
    for (const auto& one : settled) {
        int first = -1;
        int last = -1;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const TransactionState after = one.after(*m_rows[i].record, m_rows[i].transaction);
            if (after == m_rows[i].transaction) continue;
            m_rows[i].transaction = after;
            last = static_cast<int>(i);
            if (first < 0) first = last;
        }
        if (first >= 0) emit dataChanged(index(first, kTransaction), index(last, kTransaction));
    }
}

void MessagesModel::setFormats(Format key, Format value) {
    if (key == m_key && value == m_value) return;
    m_key = key;
    m_value = value;
    if (!m_rows.empty()) emit dataChanged(index(0, kKey), index(static_cast<int>(m_rows.size()) - 1, kValue));
}

void MessagesModel::setBudget(std::size_t bytes) { m_budget = bytes; }

const RecordPointer& MessagesModel::record(int row) const {
    return m_rows[static_cast<std::size_t>(row)].record;
}

TransactionState MessagesModel::transaction(int row) const {
    return m_rows[static_cast<std::size_t>(row)].transaction;
}

void MessagesModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, kColumns - 1));
}

int MessagesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MessagesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant MessagesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
        case Qt::DisplayRole:
            return text(row, column);
        case Qt::ForegroundRole:
            return colour(row, column);
        case Qt::ToolTipRole:
            return tip(row, column);
        case kValueRole:
            return value(row, column);
        case Qt::TextAlignmentRole:
            return alignment(column);
        default:
            return {};
    }
}

QVariant MessagesModel::text(const Row& row, int column) const {
    const ReadRecord& record = *row.record;
    switch (column) {
        case kTime:
            return record.timestamp < broker::Timestamp(0) ? QStringLiteral("–")
                                                           : dateTimeText(record.timestamp);
        case kPartition:
            return record.partition.value();
        case kOffset:
            return grouped(record.offset);
        case kKey:
            return keyCell(record, m_key, kCellBytes).text;
        case kValue:
            return valueCell(record, m_value, kCellBytes).text;
        case kHeaders:
            return record.headers.empty() ? QStringLiteral("–") : QString::number(record.headers.size());
        case kSize:
            return bytesText(sizeOf(record));
        case kTransaction:
            return transactionText(row.transaction);
        default:
            return {};
    }
}

/// For files: numbers and times that a program reads.
QVariant MessagesModel::value(const Row& row, int column) const {
    const ReadRecord& record = *row.record;
    switch (column) {
        case kTime:
            return isoTime(record.timestamp);
        case kPartition:
            return record.partition.value();
        case kOffset:
            return static_cast<qint64>(record.offset.value());
        case kKey:
            return record.key ? QVariant(keyCell(record, m_key, record.key->front.size() * 4).text)
                              : QVariant();
        case kValue:
            return record.value ? QVariant(valueCell(record, m_value, record.value->front.size() * 4).text)
                                : QVariant();
        case kHeaders:
            return static_cast<qint64>(record.headers.size());
        case kSize:
            return static_cast<qint64>(sizeOf(record));
        default:
            return text(row, column);
    }
}

QVariant MessagesModel::colour(const Row& row, int column) const {
    if (column == kKey || column == kValue) {
        const MessageCell cell = column == kKey ? keyCell(*row.record, m_key, kCellBytes)
                                                : valueCell(*row.record, m_value, kCellBytes);
        if (cell.isNull) return look(Hue::kFaintText);
        if (!cell.fits) return look(Hue::kAmber);
        return {};
    }
    if (column == kTransaction) {
        switch (row.transaction) {
            case TransactionState::kOpen:
                return look(Hue::kAmber);
            case TransactionState::kAborted:
                return look(Hue::kRed);
            case TransactionState::kCommitted:
                return look(Hue::kGreen);
            default:
                break;
        }
    }
    return look(column == kTime || column == kHeaders || column == kSize || column == kTransaction
                    ? Hue::kDimText
                    : Hue::kText);
}

QVariant MessagesModel::tip(const Row& row, int column) const {
    if (column == kTransaction) return transactionTip(row.transaction);
    if (column == kTime)
        return row.record->timestampType == broker::wire::TimestampType::kLogAppendTime
                   ? tr("%1, when the broker appended it").arg(isoTime(row.record->timestamp))
                   : tr("%1, as its producer set it").arg(isoTime(row.record->timestamp));
    if (column != kKey && column != kValue) return {};
    const bool isKey = column == kKey;
    const MessageCell cell =
        isKey ? keyCell(*row.record, m_key, kCellBytes) : valueCell(*row.record, m_value, kCellBytes);
    if (cell.fits) return cell.text;
    return (isKey ? tr("The key's bytes are not of this format.")
                  : tr("The value's bytes are not of this format.")) +
           u'\n' + cell.text;
}

QVariant MessagesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    static constexpr const char* kKeys[kColumns] = {"timestamp", "partition", "offset", "key",
                                                    "value",     "headers",   "bytes",  "transaction"};
    if (role == kKeyRole) return QString::fromLatin1(kKeys[section]);
    if (role == Qt::TextAlignmentRole) return alignment(section);
    if (role != Qt::DisplayRole) return {};
    const QString names[kColumns] = {tr("Time"),  tr("Partition"), tr("Offset"), tr("Key"),
                                     tr("Value"), tr("Headers"),   tr("Size"),   tr("Transaction")};
    return names[section];
}

}  // namespace widgets
