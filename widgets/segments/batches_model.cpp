#include "widgets/segments/batches_model.h"

#include <algorithm>

#include "widgets/segments/codec_look.h"
#include "widgets/segments/look.h"
#include "widgets/segments/sorted_diff.h"
#include "widgets/table_roles.h"

namespace widgets {

using broker::log::BatchInfo;

void BatchesModel::show(std::vector<BatchInfo> batches) {
    const auto same = [](const BatchInfo& a, const BatchInfo& b) {
        return a.position == b.position && a.crcIsRight == b.crcIsRight && a.header == b.header;
    };
    becomeSorted(
        m_batches, std::move(batches), [](const BatchInfo& batch) { return batch.position; }, same,
        [this](std::size_t first, std::size_t last, const auto& act) {
            beginRemoveRows({}, static_cast<int>(first), static_cast<int>(last));
            act();
            endRemoveRows();
        },
        [this](std::size_t first, std::size_t last, const auto& act) {
            beginInsertRows({}, static_cast<int>(first), static_cast<int>(last));
            act();
            endInsertRows();
        },
        [this](std::size_t first, std::size_t last) {
            emit dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(last), kColumns - 1));
        });
}

void BatchesModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_batches.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

const BatchInfo* BatchesModel::batchAt(int row) const {
    return row >= 0 && row < rowCount() ? &m_batches[static_cast<std::size_t>(row)] : nullptr;
}

int BatchesModel::rowAtPosition(std::uint64_t position) const {
    const auto found = std::ranges::lower_bound(m_batches, position, {}, &BatchInfo::position);
    if (found == m_batches.end() || found->position != position) return -1;
    return static_cast<int>(found - m_batches.begin());
}

int BatchesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_batches.size());
}

int BatchesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QString BatchesModel::textOf(const BatchInfo& batch, int column) const {
    const auto& header = batch.header;
    switch (column) {
        case kBaseOffset:
            return grouped(header.baseOffset);
        case kRecords:
            return grouped(header.recordCount);
        case kBytes:
            return grouped(static_cast<std::int64_t>(header.size()));
        case kCodec:
            return codecText(header.codec());
        case kProducer:
            if (!header.hasProducerId()) return QStringLiteral("–");
            return QStringLiteral("%1 · %2 · %3")
                .arg(header.producerId.value())
                .arg(header.producerEpoch.value())
                .arg(header.baseSequence == broker::kNoSequence ? QStringLiteral("–")
                                                                : grouped(header.baseSequence.value()));
        case kLeaderEpoch:
            return header.leaderEpoch == broker::kNoLeaderEpoch ? QStringLiteral("–")
                                                                : grouped(header.leaderEpoch.value());
        case kTime:
            return timeRangeText(header.baseTimestamp, header.maxTimestamp);
        case kCrc:
            return batch.crcIsRight ? QStringLiteral("✓") : tr("✗ wrong");
        case kKind:
            if (header.isControl()) return tr("control");
            return header.isTransactional() ? tr("transactional") : QString();
        default:
            return {};
    }
}

QVariant BatchesModel::valueOf(const BatchInfo& batch, int column) const {
    switch (column) {
        case kProducer:
            if (!batch.header.hasProducerId()) return {};
            return QStringLiteral("%1/%2/%3")
                .arg(batch.header.producerId.value())
                .arg(batch.header.producerEpoch.value())
                .arg(batch.header.baseSequence.value());
        case kLeaderEpoch:
            if (batch.header.leaderEpoch == broker::kNoLeaderEpoch) return {};
            return batch.header.leaderEpoch.value();
        case kCrc:
            return batch.crcIsRight;
        case kKind:
            return batch.header.isControl()         ? QStringLiteral("control")
                   : batch.header.isTransactional() ? QStringLiteral("transactional")
                                                    : QStringLiteral("plain");
        default:
            return sortKeyOf(batch, column);
    }
}

QVariant BatchesModel::sortKeyOf(const BatchInfo& batch, int column) const {
    const auto& header = batch.header;
    switch (column) {
        case kBaseOffset:
            return QVariant::fromValue<qint64>(header.baseOffset.value());
        case kRecords:
            return header.recordCount;
        case kBytes:
            return QVariant::fromValue<qint64>(static_cast<qint64>(header.size()));
        case kProducer:
            return QVariant::fromValue<qint64>(header.producerId.value());
        case kLeaderEpoch:
            return header.leaderEpoch.value();
        case kTime:
            return QVariant::fromValue<qint64>(header.maxTimestamp.value());
        case kCrc:
            return batch.crcIsRight ? 1 : 0;
        default:
            return textOf(batch, column);
    }
}

QString BatchesModel::tipOf(const BatchInfo& batch, int column) const {
    const auto& header = batch.header;
    switch (column) {
        case kCrc:
            return batch.crcIsRight
                       ? tr("The checksum in the header is that of the bytes.")
                       : tr("The bytes are not those that the checksum was made of: this batch is "
                            "damaged, and no reader may trust it.");
        case kProducer:
            if (!header.hasProducerId()) return tr("Written by a producer without idempotence.");
            return tr("Producer id %1, its epoch %2, sequence %3 of the first record")
                .arg(header.producerId.value())
                .arg(header.producerEpoch.value())
                .arg(header.baseSequence.value());
        case kTime:
            return tr("%1 to %2").arg(dateTimeText(header.baseTimestamp), dateTimeText(header.maxTimestamp));
        default:
            return tr("Offsets %1 to %2, at byte %3")
                .arg(grouped(header.baseOffset), grouped(header.lastOffset()),
                     grouped(static_cast<std::int64_t>(batch.position)));
    }
}

QVariant BatchesModel::data(const QModelIndex& at, int role) const {
    const BatchInfo* batch = at.isValid() ? batchAt(at.row()) : nullptr;
    if (!batch) return {};
    switch (role) {
        case Qt::DisplayRole:
            return textOf(*batch, at.column());
        case Qt::ToolTipRole:
            return tipOf(*batch, at.column());
        case Qt::TextAlignmentRole: {
            const bool isNumber = at.column() <= kBytes || at.column() == kLeaderEpoch;
            return QVariant::fromValue(Qt::Alignment(isNumber ? Qt::AlignRight : Qt::AlignLeft) |
                                       Qt::AlignVCenter);
        }
        case Qt::ForegroundRole:
            if (!batch->crcIsRight) return look(Hue::kRed);
            if (at.column() == kCrc) return look(Hue::kGreen);
            if (at.column() == kProducer || at.column() == kKind) return look(Hue::kDimText);
            return {};
        case kSortRole:
            return sortKeyOf(*batch, at.column());
        case kValueRole:
            return valueOf(*batch, at.column());
        case kChipRole:
            return at.column() == kCodec ? QVariant(codecColour(batch->header.codec())) : QVariant();
        case kPositionRole:
            return QVariant::fromValue<quint64>(batch->position);
        case kIsBadRole:
            return !batch->crcIsRight;
        default:
            return {};
    }
}

QVariant BatchesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section <= kBytes || section == kLeaderEpoch;
        return QVariant::fromValue(Qt::Alignment(isNumber ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    }
    if (role == kKeyRole) {
        constexpr const char* kKeys[] = {"baseOffset", "records",  "bytes",       "codec",
                                         "crcIsRight", "producer", "leaderEpoch", "maxTimestampMillis",
                                         "kind"};
        static_assert(std::size(kKeys) == kColumns);
        return QString::fromLatin1(kKeys[section]);
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case kBaseOffset:
            return tr("Base offset");
        case kRecords:
            return tr("Recs");
        case kBytes:
            return tr("Bytes");
        case kCodec:
            return tr("Codec");
        case kProducer:
            return tr("Id · epoch · seq");
        case kLeaderEpoch:
            return tr("Leader epoch");
        case kTime:
            return tr("Time");
        case kCrc:
            return tr("CRC");
        case kKind:
            return tr("Kind");
        default:
            return {};
    }
}

}  // namespace widgets
