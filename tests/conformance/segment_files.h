#pragma once

#include <QString>
#include <vector>

#include "broker/log/folder_reader.h"

namespace tests::conformance {

/// The folder of a replica, in whichever broker's folder it lies: partitions have one replica. Empty if there
/// is none.
QString replicaFolder(const QString& dataFolder, const QString& topic, int partition = 0);

/// What lies in a replica's folder, read past the running brokers.
struct SegmentFiles {
    std::vector<broker::log::SegmentInfo> segments;
    std::vector<broker::log::BatchInfo> batches;  ///< of all segments
    QString trouble;                              ///< what could not be read; empty if all is well
};
SegmentFiles readSegments(const QString& replicaFolder);

/// The file of the segment that is being written.
QString activeSegment(const QString& replicaFolder);

}  // namespace tests::conformance
