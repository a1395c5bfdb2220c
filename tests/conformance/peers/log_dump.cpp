#include "tests/conformance/peers/log_dump.h"

#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>
#include <array>

#include "tests/conformance/peers/peers.h"

namespace tests::peers {
namespace {

/// Beginnings or parts of the lines with which the tool finds fault.
constexpr std::array kComplaints{
    "isvalid: false",
    " invalid bytes at the end of ",
    "Mismatches in ",
    "The following indexed offsets are not found in ",
    "Found out of order timestamp in ",
    "Found timestamp mismatch in ",
    "Error at ",
    "Exception",
};

bool isComplaint(const QByteArray& line) {
    return std::ranges::any_of(kComplaints, [&](const char* part) { return line.contains(part); });
}

/// The tool begins each file as if offset -1 had come before, and so tells of a gap at the beginning of every
/// segment but a log's first. There is none if the segment begins where its name says.
class FalseGaps {
public:
    /// Lines of standard error in their order: one that names a file, then one for each gap in it.
    bool excuse(const QByteArray& line) {
        constexpr QByteArrayView kHeading("Non-consecutive offsets in ");
        if (line.startsWith(kHeading)) {
            m_baseOffset = QFileInfo(QString::fromUtf8(line.mid(kHeading.size()))).baseName().toLongLong();
            return true;
        }
        return line == "  -1 is followed by " + QByteArray::number(m_baseOffset);
    }

private:
    qint64 m_baseOffset = 0;
};

using IsFile = bool (*)(const QByteArray& line);

LogDump run(const QStringList& files, const QStringList& options, IsFile isFile) {
    if (files.isEmpty()) return {};
    const conformance::Ended ended = runJava(QStringLiteral("org.apache.kafka.tools.DumpLogSegments"),
                                             QStringList{"--files", files.join(',')} + options);
    LogDump dump{.output = ended.output, .complaints = {}};
    for (const QByteArray& line : ended.output.split('\n')) {
        if (isComplaint(line)) dump.complaints << line;
        if (isFile(line)) ++dump.files;
        if (line.endsWith(" isvalid: true")) ++dump.batches;
    }
    FalseGaps gaps;
    for (const QByteArray& line : ended.errors.split('\n'))
        if (!line.isEmpty() && !gaps.excuse(line)) dump.complaints << line;
    if (ended.exitCode != 0) dump.complaints << "exit code " + QByteArray::number(ended.exitCode);
    return dump;
}

bool isHeading(const QByteArray& line) { return line.startsWith("Dumping "); }

}  // namespace

LogDump dumpFiles(const QStringList& files) { return run(files, {"--deep-iteration"}, isHeading); }

LogDump dumpMetadata(const QStringList& logs) {
    return run(logs, {"--deep-iteration", "--cluster-metadata-decoder"}, isHeading);
}

LogDump checkIndexes(const QStringList& indexes) {
    // A segment of few batches has an index without entries.
    return run(indexes, {"--index-sanity-check"}, [](const QByteArray& line) {
        return line.endsWith(" passed sanity check.") || line.endsWith(" is empty.");
    });
}

QStringList filesBelow(const QString& folder, const QStringList& patterns, Of of) {
    QStringList found;
    for (QDirIterator files(folder, patterns, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        const QString file = files.next();
        if (file.contains(QLatin1String("/__cluster_metadata-0/")) == (of == Of::kMetadata)) found << file;
    }
    found.sort();
    return found;
}

}  // namespace tests::peers
