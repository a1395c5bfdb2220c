#include "widgets/segments/records_model.h"

#include <algorithm>

#include "broker/wire/group_record.h"
#include "broker/wire/record_control.h"
#include "widgets/segments/look.h"
#include "widgets/table_roles.h"

namespace widgets {

using broker::ByteView;
using broker::log::RecordInfo;
using broker::log::RecordList;

namespace {

QString controlWords(const RecordInfo& info) {
    const auto type = broker::wire::controlTypeOf(info.view);
    if (!type) return RecordsModel::tr("control record that can't be read");
    switch (*type) {
        case broker::wire::ControlRecordType::kAbort:
            return RecordsModel::tr("ABORT of the producer's transaction");
        case broker::wire::ControlRecordType::kCommit:
            return RecordsModel::tr("COMMIT of the producer's transaction");
        case broker::wire::ControlRecordType::kLeaderChange:
            return RecordsModel::tr("leader change of the quorum");
        case broker::wire::ControlRecordType::kSnapshotHeader:
            return RecordsModel::tr("snapshot header");
        case broker::wire::ControlRecordType::kSnapshotFooter:
            return RecordsModel::tr("snapshot footer");
        case broker::wire::ControlRecordType::kKRaftVersion:
            return RecordsModel::tr("KRaft version");
        case broker::wire::ControlRecordType::kKRaftVoters:
            return RecordsModel::tr("voters of the quorum");
    }
    return RecordsModel::tr("control record of type %1").arg(static_cast<int>(*type));
}

QString headersText(const broker::wire::RecordHeaders& headers) {
    constexpr int kMaxShown = 8;
    QStringList words;
    for (const auto& header : headers) {
        if (words.size() == kMaxShown) {
            words.append(QStringLiteral("…"));
            break;
        }
        const QString value = header.value ? onOneLine(*header.value, 40) : RecordsModel::tr("null");
        words.append(QStringLiteral("%1: %2").arg(onOneLine(header.key, 40), value));
    }
    return words.join(QStringLiteral(", "));
}

QString wordsOf(const std::optional<ByteView>& bytes) {
    if (!bytes) return RecordsModel::tr("null");
    if (bytes->empty()) return RecordsModel::tr("empty");
    return onOneLine(*bytes);
}

bool isPrintable(const QString& text) {
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c.isPrint() || c.isSpace() || c.isSurrogate(); });
}

}  // namespace

QString onOneLine(ByteView bytes, int maxCharacters) {
    const auto limit = static_cast<std::size_t>(maxCharacters);
    const bool isCut = bytes.size() > limit;
    // A cut may go through a character: up to three bytes of it may stand at the end.
    ByteView front = bytes.first(std::min(bytes.size(), limit));
    for (std::size_t lost = 0; lost < 4 && lost <= front.size(); ++lost) {
        const QByteArrayView view(front.data(), static_cast<qsizetype>(front.size() - lost));
        if (!view.isValidUtf8()) {
            if (!isCut) break;
            continue;
        }
        const QString text = QString::fromUtf8(view);
        if (!isPrintable(text)) break;
        const QString line = text.simplified();
        return isCut ? line + QChar(0x2026) : line;
    }
    const auto shown = static_cast<qsizetype>(std::min(bytes.size(), limit / 3));
    const QString hex =
        QString::fromLatin1(QByteArray(reinterpret_cast<const char*>(bytes.data()), shown).toHex(' '));
    return static_cast<std::size_t>(shown) < bytes.size() ? hex + QStringLiteral(" …") : hex;
}

QVariant RecordsModel::valueOf(const RecordInfo& info, int column) const {
    const auto whole = [](const std::optional<ByteView>& bytes) -> QVariant {
        if (!bytes) return {};
        const QByteArrayView view(bytes->data(), static_cast<qsizetype>(bytes->size()));
        if (view.isValidUtf8()) return QString::fromUtf8(view);
        return QStringLiteral("0x") + QString::fromLatin1(view.toByteArray().toHex());
    };
    switch (column) {
        case kOffset:
            return QVariant::fromValue<qint64>(info.offset.value());
        case kTimestamp:
            return QVariant::fromValue<qint64>(info.timestamp.value());
        case kKey:
            return whole(info.view.key);
        case kValue:
            return whole(info.view.value);
        case kHeaders:
            return headersText(info.view.headers);
        case kBytes:
            return QVariant::fromValue<qint64>(static_cast<qint64>(info.view.bytes.size()));
        default:
            return {};
    }
}

QString RecordsModel::wordsOf(const RecordInfo& info, int column) const {
    const auto plain = [&] { return widgets::wordsOf(column == kKey ? info.view.key : info.view.value); };
    if (m_meaning != RecordMeaning::kGroups || m_list->header.isControl()) return plain();
    const auto record = broker::wire::decodeGroupRecord(info.view.key, info.view.value);
    if (!record) return plain();
    const auto words = broker::wire::describeGroupRecord(*record);
    if (column == kKey) return QString::fromStdString(words.type + " " + words.subject).trimmed();
    QStringList says;
    for (const std::string& one : words.says) says.append(QString::fromStdString(one));
    return says.join(QStringLiteral(", "));
}

void RecordsModel::show(std::shared_ptr<const RecordList> list) {
    const bool isSameBatch =
        m_list && list && m_list->header == list->header && m_list->infos.size() <= list->infos.size();
    if (!isSameBatch) {
        beginResetModel();
        m_list = std::move(list);
        endResetModel();
        return;
    }
    const auto before = static_cast<int>(m_list->infos.size());
    const auto after = static_cast<int>(list->infos.size());
    if (after == before) {
        m_list = std::move(list);
        return;
    }
    beginInsertRows({}, before, after - 1);
    m_list = std::move(list);
    endInsertRows();
}

void RecordsModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

const RecordInfo* RecordsModel::recordAt(int row) const {
    return row >= 0 && row < rowCount() ? &m_list->infos[static_cast<std::size_t>(row)] : nullptr;
}

int RecordsModel::rowOf(broker::Offset offset) const {
    if (!m_list) return -1;
    const auto found = std::ranges::lower_bound(m_list->infos, offset, {}, &RecordInfo::offset);
    if (found == m_list->infos.end() || found->offset != offset) return -1;
    return static_cast<int>(found - m_list->infos.begin());
}

int RecordsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_list ? 0 : static_cast<int>(m_list->infos.size());
}

int RecordsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant RecordsModel::data(const QModelIndex& at, int role) const {
    const RecordInfo* info = at.isValid() ? recordAt(at.row()) : nullptr;
    if (!info) return {};
    const bool isControl = m_list->header.isControl();
    const bool isNull =
        (at.column() == kKey && !info->view.key) || (at.column() == kValue && !info->view.value);
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = at.column() == kOffset || at.column() == kBytes;
        return QVariant::fromValue(Qt::Alignment(isNumber ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    }
    if (role == kValueRole) return valueOf(*info, at.column());
    if (role == kIsNullRole) return isNull;
    if (role == Qt::ForegroundRole)
        return isNull || at.column() == kHeaders ? QVariant(look(Hue::kDimText)) : QVariant();
    if (role == Qt::ToolTipRole) {
        if (at.column() == kTimestamp) return dateTimeText(info->timestamp);
        if (at.column() == kValue && isNull)
            return tr("A null value: a tombstone where the topic is compacted.");
        return {};
    }
    if (role != Qt::DisplayRole && role != kSortRole) return {};
    const bool isSort = role == kSortRole;
    switch (at.column()) {
        case kOffset:
            return isSort ? QVariant::fromValue<qint64>(info->offset.value())
                          : QVariant(grouped(info->offset));
        case kTimestamp:
            return isSort ? QVariant::fromValue<qint64>(info->timestamp.value())
                          : QVariant(timeText(info->timestamp));
        case kKey:
            return isControl ? controlWords(*info) : wordsOf(*info, kKey);
        case kValue:
            return wordsOf(*info, kValue);
        case kHeaders:
            return headersText(info->view.headers);
        case kBytes:
            return isSort ? QVariant::fromValue<qint64>(static_cast<qint64>(info->view.bytes.size()))
                          : QVariant(grouped(static_cast<std::int64_t>(info->view.bytes.size())));
        default:
            return {};
    }
}

QVariant RecordsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == kOffset || section == kBytes;
        return QVariant::fromValue(Qt::Alignment(isNumber ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    }
    if (role == kKeyRole) {
        constexpr const char* kKeys[] = {"offset", "timestampMillis", "key", "value", "headers", "bytes"};
        static_assert(std::size(kKeys) == kColumns);
        return QString::fromLatin1(kKeys[section]);
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case kOffset:
            return tr("Offset");
        case kTimestamp:
            return tr("Timestamp");
        case kKey:
            return tr("Key");
        case kValue:
            return tr("Value");
        case kHeaders:
            return tr("Headers");
        case kBytes:
            return tr("Bytes");
        default:
            return {};
    }
}

}  // namespace widgets
