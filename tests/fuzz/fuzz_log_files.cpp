#include <cstddef>
#include <cstdint>
#include <string>

#include "broker/base/check.h"
#include "broker/log/checkpoint.h"
#include "broker/log/data_folder.h"
#include "broker/log/folder_reader.h"
#include "broker/log/partition_log.h"
#include "tests/broker/log/memory_files.h"

using namespace broker;
using namespace broker::log;

namespace {

constexpr const char* kFolder = "/data/t-0";
constexpr const char* kNames[] = {
    "00000000000000000000.log",      "00000000000000000000.index", "00000000000000000000.timeindex",
    "00000000000000000100.log",      "00000000000000000100.index", "00000000000000000100.timeindex",
    "00000000000000000100.snapshot", "leader-epoch-checkpoint",    "partition.metadata"};

/// The input cut into files: a byte that says which (and whether a clean stop is claimed), two that say how
/// long, the content.
bool spread(ByteView input, tests::MemoryFiles& files) {
    bool clean = false;
    while (input.size() >= 3) {
        const std::size_t length = std::min<std::size_t>(input[1] * 256U + input[2], input.size() - 3);
        clean |= (input[0] & 0x80) != 0;
        files.put(world::joinPath(kFolder, kNames[(input[0] & 0x7f) % std::size(kNames)]),
                  input.subspan(3, length));
        input = input.subspan(3 + length);
    }
    return clean;
}

void readAll(const PartitionLog& log) {
    CHECK(log.start() <= log.end());
    Offset at = log.start();
    for (int i = 0; i < 1000 && at < log.end(); ++i) {
        const auto fetched = log.read(at, {.maxBytes = 1000, .upperBound = log.end()});
        if (!fetched || fetched->empty()) break;
        CHECK(fetched->nextOffset > at);
        at = fetched->nextOffset;
    }
    (void)log.offsetForTimestamp(Timestamp(1), log.end());
    (void)log.offsetOfMaxTimestamp();
}

void inspect(const FolderReader& reader) {
    (void)reader.epochs();
    (void)reader.topicId();
    for (const Offset segment : {Offset(0), Offset(100)}) {
        (void)reader.indexEntries({.segment = segment});
        (void)reader.timeIndexEntries({.segment = segment});
        (void)reader.find(segment + 3);
        const auto batches = reader.batches({.segment = segment, .maxBatches = 20});
        if (!batches) continue;
        for (const BatchInfo& batch : batches->batches)
            (void)reader.records({.segment = segment, .position = batch.position, .maxBytes = 1U << 16});
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input(data, size);
    (void)decodeOffsetCheckpoint(input);
    (void)decodeEpochCheckpoint(input);
    (void)decodeMetaProperties(input);
    (void)decodePartitionMetadata(input);
    (void)decodeProducerSnapshot(input);
    (void)decodeIndex(input, Offset(0));
    (void)decodeTimeIndex(input, Offset(0));
    tests::MemoryFiles files;
    tests::ManualWork work;
    const bool clean = spread(input, files);
    inspect(FolderReader(files, kFolder));
    const OpenOptions options{.folder = kFolder,
                              .partition = {"t", PartitionIndex(0)},
                              .now = Timestamp(1000),
                              .cleanShutdown = clean,
                              .recoveryPoint = clean ? Offset(100) : Offset(0)};
    if (auto log = PartitionLog::open(files, work, options)) {
        readAll(**log);
        (void)(*log)->truncateTo((*log)->start() + 2);
        readAll(**log);
        (void)(*log)->close();
    }
    return 0;
}
