#include "tests/conformance/failover/ledger.h"

#include <QDir>
#include <QFile>
#include <algorithm>
#include <map>

namespace tests::conformance {
namespace {

/// The bytes of all segments, one after the other.
QByteArray logBytes(const QString& folder) {
    const QDir dir(folder);
    QByteArray bytes;
    for (const QString& name : dir.entryList({QStringLiteral("*.log")}, QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) return {};
        bytes += file.readAll();
    }
    return bytes;
}

/// The next word of a line.
QByteArrayView takeWord(QByteArrayView& line) {
    const qsizetype end = line.indexOf(' ') < 0 ? line.size() : line.indexOf(' ');
    const QByteArrayView word = line.first(end);
    line = line.sliced(std::min(end + 1, line.size()));
    return word;
}

QString asRow(const std::vector<std::int64_t>& counts) {
    QStringList row;
    for (const std::int64_t count : counts) row << QString::number(count);
    return row.join(QLatin1Char(' '));
}

}  // namespace

QString checkLedger(const QByteArray& lines, const std::vector<LedgerSession>& sessions) {
    std::map<QByteArray, std::vector<std::int64_t>> found;
    for (const LedgerSession& session : sessions) found[session.tag].resize(session.sent.size(), 0);
    for (qsizetype begin = 0, end = 0; begin < lines.size(); begin = end + 1) {
        end = lines.indexOf('\n', begin);
        if (end < 0) end = lines.size();
        const QByteArrayView line = QByteArrayView(lines).sliced(begin, end - begin);
        QByteArrayView rest = line;
        const auto partition = static_cast<std::size_t>(takeWord(rest).toByteArray().toUInt());
        const auto session = found.find(takeWord(rest).toByteArray());
        if (session == found.end() || partition >= session->second.size())
            return QStringLiteral("nobody wrote '%1'").arg(line.toByteArray());
        const std::int64_t number = takeWord(rest).toByteArray().toLongLong();
        std::int64_t& next = session->second[partition];
        if (number != next)
            return QStringLiteral("partition %1 has record %2 of '%3' where %4 should be")
                .arg(partition)
                .arg(number)
                .arg(QString::fromLatin1(session->first))
                .arg(next);
        ++next;
    }
    for (const LedgerSession& session : sessions) {
        const std::vector<std::int64_t>& there = found[session.tag];
        for (std::size_t i = 0; i < there.size(); ++i)
            if (there[i] < session.acknowledged[i] || there[i] > session.sent[i])
                return QStringLiteral("of '%1' there are %2 records, %3 were acknowledged and %4 sent")
                    .arg(QString::fromLatin1(session.tag), asRow(there), asRow(session.acknowledged),
                         asRow(session.sent));
    }
    return {};
}

QString compareReplicas(const QStringList& folders) {
    const QByteArray first = logBytes(folders.value(0));
    if (first.isEmpty()) return QStringLiteral("%1 holds nothing").arg(folders.value(0));
    for (const QString& folder : folders) {
        const QByteArray bytes = logBytes(folder);
        if (bytes == first) continue;
        const auto [at, other] = std::ranges::mismatch(bytes, first);
        return QStringLiteral("%1 (%2 bytes) differs from %3 (%4 bytes) at byte %5")
            .arg(folder)
            .arg(bytes.size())
            .arg(folders.first())
            .arg(first.size())
            .arg(at - bytes.begin());
    }
    return {};
}

}  // namespace tests::conformance
