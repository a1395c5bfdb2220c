#include "app/messages/messages_words.h"

#include <set>

#include <QDateTime>

#include <QCoreApplication>

#include "app/words/amounts.h"
#include "app/words/refusal_words.h"

namespace app {

using broker::PartitionIndex;
using broker::reading::Progress;
using broker::reading::State;

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Messages)
public:
    static QString scanned(const Progress& progress) {
        const auto count = [](std::uint64_t number) {
            return wholeNumber(static_cast<std::int64_t>(number));
        };
        const QString bytes = byteAmount(static_cast<double>(progress.scannedBytes));
        if (progress.state == State::kLive)
            return tr("Scanned %1 records, %2.").arg(count(progress.scannedRecords), bytes);
        return tr("Scanned %1 of %2 records, %3.")
            .arg(count(progress.scannedRecords), count(progress.allRecords), bytes);
    }

    static QString state(const MessagesReader& reader) {
        if (reader.isStopped()) return tr("Stopped.");
        switch (reader.progress().state) {
            case State::kStarting:
                return tr("Asking the leaders where their logs begin and end…");
            case State::kReading:
                return tr("Reading…");
            case State::kLive:
                return tr("Live: what comes from now on.");
            case State::kPageFull:
                return tr("A page of %1 records is full.")
                    .arg(wholeNumber(static_cast<std::int64_t>(reader.plan().pageRecords)));
            case State::kBytesFull:
                return tr("A page's %1 are full.")
                    .arg(byteAmount(static_cast<double>(reader.plan().pageBytes)));
            case State::kDone:
                return tr("Read to the end.");
            case State::kFailed:
                return tr("Nothing could be read.");
        }
        return {};
    }

    static QString problems(const MessagesReader& reader) {
        const auto& problems = reader.progress().problems;
        if (problems.empty()) return {};
        const QString first = readingError(problems.begin()->second);
        if (problems.size() == 1) return tr("Not read: %1.").arg(first);
        return tr("%n partition(s) are not read; the first: %1.", nullptr, static_cast<int>(problems.size()))
            .arg(first);
    }

    static QString passedBy(const MessagesReader& reader) {
        const auto gone = static_cast<int>(
            std::min<std::uint64_t>(reader.passedBy() + reader.model().forgotten(), 1'000'000'000));
        return gone == 0 ? QString() : tr("%Ln earlier one(s) went to make room.", nullptr, gone);
    }

    static QString nothing(const MessagesReader& reader) {
        if (reader.refusal()) return tr("Reading could not begin: %1.").arg(readingError(*reader.refusal()));
        const Progress& progress = reader.progress();
        switch (progress.state) {
            case State::kStarting:
                return tr("Asking the leaders where their logs begin and end…");
            case State::kLive:
                return tr("Waiting for records that are produced from now on.");
            case State::kFailed:
                return tr("Nothing could be read.") + u'\n' + problems(reader);
            default:
                break;
        }
        if (reader.isRunning()) return tr("Reading…");
        if (progress.allRecords == 0 && progress.problems.empty())
            return tr("There are no records in the chosen partitions.");
        if (reader.plan().filter.isActive())
            return tr("No record matches the filter.") + u'\n' + scanned(progress) + u' ' + rest(progress);
        return tr("There are no records from there on.");
    }

    /// What a search did not look at.
    static QString rest(const Progress& progress) {
        const auto left = progress.allRecords - std::min(progress.allRecords, progress.scannedRecords);
        if (left == 0) return {};
        return tr("%1 were not looked at.").arg(wholeNumber(static_cast<std::int64_t>(left)));
    }

    static std::vector<Figure> figures(const MessagesReader& reader) {
        const Progress& progress = reader.progress();
        const auto count = [](std::uint64_t number) {
            return wholeNumber(static_cast<std::int64_t>(number));
        };
        const auto amount = [](std::size_t bytes) { return byteAmount(static_cast<double>(bytes)); };
        const auto& model = reader.model();
        const bool isLive = progress.state == State::kLive;
        return {
            {tr("Scanned"), count(progress.scannedRecords),
             isLive ? QString() : tr("of %1").arg(count(progress.allRecords))},
            {tr("Read"), amount(progress.scannedBytes)},
            {tr("Shown"), wholeNumber(static_cast<std::int64_t>(model.rowCount()))},
            {tr("In memory"), amount(model.heldBytes()), tr("of %1").arg(amount(MessagesReader::kBudget))},
            {tr("Partitions not read"),
             count(progress.problems.size()),
             {},
             progress.problems.empty() ? Tone::kPlain : Tone::kBad}};
    }

    static QString badRange(const QString& part) {
        return tr("“%1” is no partition and no range of partitions; try 0, 3-5.").arg(part);
    }
    static QString badTime(const QString& text) {
        return tr("“%1” is no time; it looks like 2026-11-22 10:41:58.203, or milliseconds since 1970.")
            .arg(text);
    }
    static QString noSuch(int partition, int count) {
        return count == 1
                   ? tr("There is no partition %1: the topic has only 0.").arg(partition)
                   : tr("There is no partition %1: the topic has 0 to %2.").arg(partition).arg(count - 1);
    }
};

}  // namespace

QString readingError(const broker::Error& error) {
    ClusterSession::Outcome outcome;
    outcome.code = error.code;
    outcome.sentence = error.detail;
    return refusalWords(outcome);
}

QString readingState(const MessagesReader& reader) {
    if (!reader.hasBegun()) return {};
    if (reader.refusal()) return Words::nothing(reader);
    QStringList parts{Words::state(reader)};
    if (reader.progress().state != State::kStarting) parts << Words::scanned(reader.progress());
    parts << Words::passedBy(reader) << Words::problems(reader);
    parts.removeAll(QString());
    return parts.join(u' ');
}

QString noRecordsWords(const MessagesReader& reader) {
    return reader.hasBegun() ? Words::nothing(reader) : QString();
}

std::vector<Figure> readingFigures(const MessagesReader& reader) { return Words::figures(reader); }

std::expected<std::vector<PartitionIndex>, QString> parsePartitions(const QString& text, int count) {
    const QString trimmed = text.trimmed();
    std::set<int> chosen;
    for (const QString& part : trimmed.split(u',', Qt::SkipEmptyParts)) {
        const QStringList ends = part.trimmed().split(u'-');
        bool isFirst = false;
        bool isLast = false;
        const int first = ends.front().trimmed().toInt(&isFirst);
        const int last = ends.back().trimmed().toInt(&isLast);
        if (!isFirst || !isLast || ends.size() > 2 || first < 0 || last < first)
            return std::unexpected(Words::badRange(part.trimmed()));
        if (last >= count) return std::unexpected(Words::noSuch(last, count));
        for (int i = first; i <= last; ++i) chosen.insert(i);
    }
    std::vector<PartitionIndex> partitions;
    if (chosen.empty())
        for (int i = 0; i < count; ++i) chosen.insert(i);
    partitions.reserve(chosen.size());
    for (const int i : chosen) partitions.emplace_back(i);
    return partitions;
}

std::expected<broker::Timestamp, QString> parseTime(const QString& text) {
    const QString trimmed = text.trimmed();
    bool isNumber = false;
    const qint64 milliseconds = trimmed.toLongLong(&isNumber);
    if (isNumber && milliseconds >= 0) return broker::Timestamp(milliseconds);
    for (const char* format :
         {"yyyy-MM-dd HH:mm:ss.zzz", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"}) {
        const QDateTime time = QDateTime::fromString(trimmed, QString::fromLatin1(format));
        if (time.isValid()) return broker::Timestamp(time.toMSecsSinceEpoch());
    }
    return std::unexpected(Words::badTime(trimmed));
}

QString timeForInput(broker::Timestamp time) {
    return QDateTime::fromMSecsSinceEpoch(time.value()).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
}

QString zoneName(broker::Timestamp at) {
    const int seconds = QDateTime::fromMSecsSinceEpoch(at.value()).offsetFromUtc();
    if (seconds == 0) return QStringLiteral("UTC");
    return QStringLiteral("UTC%1%2:%3")
        .arg(seconds < 0 ? u'-' : u'+')
        .arg(std::abs(seconds) / 3600, 2, 10, QLatin1Char('0'))
        .arg(std::abs(seconds) / 60 % 60, 2, 10, QLatin1Char('0'));
}

}  // namespace app
