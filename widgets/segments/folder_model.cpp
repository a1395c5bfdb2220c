#include "widgets/segments/folder_model.h"

#include <algorithm>
#include <charconv>

#include "widgets/segments/look.h"
#include "widgets/segments/sorted_diff.h"
#include "widgets/table_roles.h"

namespace widgets {

using broker::Offset;
using broker::log::FolderFile;

namespace {

constexpr std::size_t kDigits = 20;  // of a base offset in a name

}  // namespace

std::optional<Offset> baseOffsetOf(std::string_view fileName) {
    if (fileName.size() <= kDigits || fileName[kDigits] != '.') return std::nullopt;
    std::int64_t base = 0;
    const auto [end, error] = std::from_chars(fileName.data(), fileName.data() + kDigits, base);
    if (error != std::errc() || end != fileName.data() + kDigits || base < 0) return std::nullopt;
    return Offset(base);
}

void FolderModel::show(std::vector<FolderFile> files) {
    std::ranges::sort(files, {}, &FolderFile::name);
    becomeSorted(
        m_files, std::move(files), [](const FolderFile& file) { return std::string_view(file.name); },
        [](const FolderFile& a, const FolderFile& b) { return a.name == b.name && a.bytes == b.bytes; },
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

int FolderModel::rowOf(Offset base) const {
    const auto found = std::ranges::find_if(m_files, [&](const FolderFile& file) {
        return file.name.ends_with(".log") && baseOffsetOf(file.name) == base;
    });
    return found == m_files.end() ? -1 : static_cast<int>(found - m_files.begin());
}

std::optional<Offset> FolderModel::baseAt(int row) const {
    if (row < 0 || row >= rowCount()) return std::nullopt;
    return baseOffsetOf(m_files[static_cast<std::size_t>(row)].name);
}

int FolderModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_files.size());
}

int FolderModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant FolderModel::data(const QModelIndex& at, int role) const {
    if (!at.isValid() || at.row() >= rowCount()) return {};
    const FolderFile& file = m_files[static_cast<std::size_t>(at.row())];
    const auto base = baseOffsetOf(file.name);
    switch (role) {
        case Qt::DisplayRole:
            return at.column() == kName ? QString::fromStdString(file.name)
                                        : grouped(static_cast<std::int64_t>(file.bytes));
        case Qt::ToolTipRole:
            return tr("%1, %2").arg(QString::fromStdString(file.name), bytesText(file.bytes));
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(Qt::Alignment(at.column() == kName ? Qt::AlignLeft : Qt::AlignRight) |
                                       Qt::AlignVCenter);
        case kValueRole:
            if (at.column() == kName) return QString::fromStdString(file.name);
            return QVariant::fromValue<quint64>(file.bytes);
        case kBaseOffset:
            return base ? QVariant::fromValue<qint64>(base->value()) : QVariant();
        case kLeadingZeros: {
            if (!base) return 0;
            // The last digit says something even if it is a zero.
            const std::size_t zeros = file.name.find_first_not_of('0');
            return static_cast<int>(std::min(zeros, kDigits - 1));
        }
        case kIsLog:
            return base && file.name.ends_with(".log");
        default:
            return {};
    }
}

QVariant FolderModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == kKeyRole) return section == kName ? QStringLiteral("file") : QStringLiteral("bytes");
    if (role != Qt::DisplayRole) return {};
    return section == kName ? tr("File") : tr("Bytes");
}

}  // namespace widgets
