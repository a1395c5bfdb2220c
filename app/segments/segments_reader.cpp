#include "app/segments/segments_reader.h"

#include <algorithm>
#include <utility>

#include <QElapsedTimer>

#include "app/words/event_words.h"

namespace app {

using broker::Offset;
using broker::log::FolderReader;

namespace {

std::shared_ptr<widgets::FolderContents> readFolder(const broker::world::Files& files,
                                                    const std::string& path) {
    auto folder = std::make_shared<widgets::FolderContents>();
    folder->path = QString::fromStdString(path);
    const FolderReader reader(files, path);
    auto listed = reader.listFiles();
    auto segments = reader.segments();
    if (listed) folder->files = std::move(*listed);
    if (segments) folder->segments = std::move(*segments);
    if (!listed)
        folder->problem = engineWords(listed.error().detail);
    else if (!segments)
        folder->problem = engineWords(segments.error().detail);
    return folder;
}

std::shared_ptr<widgets::SegmentContents> readSegment(const broker::world::Files& files,
                                                      const std::string& path, Offset base,
                                                      std::uint64_t position) {
    auto segment = std::make_shared<widgets::SegmentContents>();
    segment->base = base;
    segment->firstPosition = position;
    const FolderReader reader(files, path);
    if (auto segments = reader.segments()) {
        const auto found = std::ranges::find(*segments, base, &broker::log::SegmentInfo::baseOffset);
        if (found != segments->end()) segment->segmentBytes = found->bytes;
    }
    auto batches =
        reader.batches({.segment = base, .position = position, .maxBatches = SegmentsReader::kBatchesAPage});
    if (!batches) {
        segment->problem = engineWords(batches.error().detail);
        return segment;
    }
    segment->batches = std::move(*batches);
    // A missing or torn index is a fact of the folder, not a reason to show nothing.
    if (auto index = reader.indexEntries(
            {.segment = base, .first = 0, .maxEntries = SegmentsReader::kMaxIndexEntries}))
        segment->index = std::move(*index);
    return segment;
}

}  // namespace

SegmentsReader::SegmentsReader(QObject* parent)
    : QObject(parent) {}

void SegmentsReader::openFolder(std::string path) {
    m_folder = std::move(path);
    ++m_folderJob;
    ++m_segmentJob;
    ++m_batchJob;
    ++m_searchJob;
    m_isListing = false;
    m_background.dropWaiting();
    refreshFolder();
}

void SegmentsReader::refreshFolder() {
    if (m_isListing || m_folder.empty()) return;
    m_isListing = true;
    using Result = std::shared_ptr<widgets::FolderContents>;
    m_background.run<Result>([this, path = m_folder] { return readFolder(m_files, path); }, this,
                             [this, job = m_folderJob](const Result& folder) {
                                 if (job != m_folderJob) return;
                                 m_isListing = false;
                                 emit folderRead(folder);
                             });
}

void SegmentsReader::openSegment(Offset base, std::uint64_t position) {
    ++m_batchJob;
    using Result = std::shared_ptr<widgets::SegmentContents>;
    m_background.run<Result>(
        [this, path = m_folder, base, position] { return readSegment(m_files, path, base, position); }, this,
        [this, job = ++m_segmentJob](const Result& segment) {
            if (job == m_segmentJob) emit segmentRead(segment);
        });
}

void SegmentsReader::openBatch(Offset segment, std::uint64_t position) {
    using Result = std::shared_ptr<widgets::BatchContents>;
    m_background.run<Result>(
        [this, path = m_folder, segment, position] {
            auto batch = std::make_shared<widgets::BatchContents>();
            batch->segment = segment;
            batch->position = position;
            auto read = FolderReader(m_files, path)
                            .records({.segment = segment, .position = position, .maxRecords = kMaxRecords});
            if (read)
                batch->list = std::move(*read);
            else
                batch->problem = engineWords(read.error().detail);
            return batch;
        },
        this,
        [this, job = ++m_batchJob](const Result& batch) {
            if (job == m_batchJob) emit batchRead(batch);
        });
}

void SegmentsReader::find(Offset wanted) {
    m_background.run<widgets::WalkContents>(
        [this, path = m_folder, wanted] {
            widgets::WalkContents walk;
            QElapsedTimer timer;
            timer.start();
            auto search = FolderReader(m_files, path).find(wanted);
            walk.micros = timer.nsecsElapsed() / 1000;
            if (search)
                walk.search = std::make_shared<broker::log::OffsetSearch>(std::move(*search));
            else
                walk.problem = engineWords(search.error().detail);
            return walk;
        },
        this,
        [this, job = ++m_searchJob](const widgets::WalkContents& walk) {
            if (job == m_searchJob) emit searched(walk);
        });
}

}  // namespace app
