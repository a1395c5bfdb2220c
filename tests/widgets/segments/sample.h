#pragma once

#include <memory>
#include <vector>

#include "broker/log/folder_reader.h"
#include "broker/wire/record_batch_builder.h"
#include "widgets/segments/contents.h"

namespace sample {

struct BatchSpec {
    broker::wire::Codec codec = broker::wire::Codec::kNone;
    int records = 3;
    std::size_t valueBytes = 600;
};

/// A segment as it would lie in a file: real batches, real checksums, an index as Kafka keeps it.
struct Segment {
    explicit Segment(broker::Offset first)
        : base(first)
        , next(first) {}

    broker::Offset base;
    broker::Offset next;
    broker::Bytes bytes;
    std::vector<broker::log::BatchInfo> infos;
    std::vector<broker::log::IndexEntry> index;
    std::uint64_t sinceEntry = 0;

    void append(const BatchSpec& spec);
    /// Turns a bit of the batch's records: the bytes and what a reader says of them.
    void damage(std::size_t row);

    std::shared_ptr<widgets::SegmentContents> contents() const;
    std::shared_ptr<const broker::log::RecordList> records(std::size_t row) const;
    std::shared_ptr<widgets::BatchContents> batch(std::size_t row) const;
    /// The four steps as a reader takes them, among these segments.
    std::shared_ptr<const broker::log::OffsetSearch> search(broker::Offset wanted,
                                                            std::vector<broker::Offset> bases) const;
};

Segment orders(int batches = 60);
std::shared_ptr<widgets::FolderContents> folder(const Segment& last);

/// A list of one record, held by the list itself.
std::shared_ptr<const broker::log::RecordList> oneRecord(std::string_view key, broker::Bytes value);

}  // namespace sample
