#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <QString>

#include "broker/log/folder_reader.h"

namespace widgets {

/// What is handed to the Segments page: what log::FolderReader gave, read elsewhere, never changed again.

/// What the records of a log mean, beyond bytes.
enum class RecordMeaning : std::uint8_t {
    kPlain,
    kGroups,  ///< records of `__consumer_offsets`
};
/// As the name of a replica's folder tells.
RecordMeaning meaningOf(const QString& folder);

/// A replica's folder.
struct FolderContents {
    QString path;
    std::vector<broker::log::FolderFile> files;
    std::vector<broker::log::SegmentInfo> segments;
    QString problem;  ///< why there is nothing to see; empty if there is
};

/// A page of one segment's batches, and its index.
struct SegmentContents {
    broker::Offset base;
    std::uint64_t firstPosition = 0;  ///< of the page
    std::uint64_t segmentBytes = 0;
    broker::log::BatchList batches;
    std::vector<broker::log::IndexEntry> index;
    QString problem;
};

/// The records of one batch.
struct BatchContents {
    broker::Offset segment;
    std::uint64_t position = 0;                           ///< of the batch in its segment
    std::shared_ptr<const broker::log::RecordList> list;  ///< null: `problem` says why
    QString problem;
};

/// The way to an offset.
struct WalkContents {
    std::shared_ptr<const broker::log::OffsetSearch> search;  ///< null: `problem` says why
    std::int64_t micros = 0;  ///< what it took on the real files; 0: not measured
    QString problem;
};

}  // namespace widgets
