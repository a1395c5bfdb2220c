#include "tests/conformance/segment_files.h"

#include <QDir>

#include "broker/host/host_loop.h"

namespace tests::conformance {

using namespace broker;

QString replicaFolder(const QString& dataFolder, const QString& topic, int partition) {
    const QDir data(dataFolder);
    for (const QString& broker : data.entryList({QStringLiteral("broker-*")}, QDir::Dirs)) {
        const QString folder = data.filePath(QStringLiteral("%1/%2-%3").arg(broker, topic).arg(partition));
        if (QDir(folder).exists()) return folder;
    }
    return {};
}

SegmentFiles readSegments(const QString& replicaFolder) {
    SegmentFiles read;
    const auto fail = [&read](const std::string& detail) {
        read.trouble = QString::fromStdString(detail);
        return read;
    };
    const auto loop = host::HostLoop::start({.name = "reader"});
    if (!loop) return fail(loop.error().detail);
    const log::FolderReader reader((*loop)->world().files, replicaFolder.toStdString());
    auto segments = reader.segments();
    if (!segments) return fail(segments.error().detail);
    read.segments = std::move(*segments);
    for (const log::SegmentInfo& segment : read.segments) {
        for (std::uint64_t position = 0; position < segment.bytes;) {
            auto list = reader.batches({.segment = segment.baseOffset, .position = position});
            if (!list) return fail(list.error().detail);
            if (list->tailBytes > 0 || list->batches.empty()) return fail("a tail: " + list->tailReason);
            read.batches.insert(read.batches.end(), list->batches.begin(), list->batches.end());
            position = list->nextPosition;
        }
    }
    return read;
}

QString activeSegment(const QString& replicaFolder) {
    const QDir folder(replicaFolder);
    const QStringList logs = folder.entryList({QStringLiteral("*.log")}, QDir::Files, QDir::Name);
    return logs.isEmpty() ? QString() : folder.filePath(logs.last());
}

}  // namespace tests::conformance
