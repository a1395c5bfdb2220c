#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QObject>

#include "app/session/background.h"
#include "app/session/read_only_files.h"
#include "broker/log/folder_reader.h"
#include "widgets/segments/contents.h"

namespace app {

/// Reads a replica's folder off the GUI thread: its files, a segment's batches and index, a batch's records,
/// the way to an offset. Questions are answered by signals, later; answers to what is no longer asked are
/// dropped. The folder's broker may live, write to it meanwhile, or be dead.
class SegmentsReader : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kBatchesAPage = 2000;
    static constexpr std::size_t kMaxRecords = 500;
    static constexpr std::size_t kMaxIndexEntries = 20'000;

    explicit SegmentsReader(QObject* parent = nullptr);

    const std::string& folder() const { return m_folder; }
    void openFolder(std::string path);
    /// Again, because its log end moved. What is open stays open.
    void refreshFolder();
    void openSegment(broker::Offset base, std::uint64_t position = 0);
    void openBatch(broker::Offset segment, std::uint64_t position);
    void find(broker::Offset wanted);

signals:
    void folderRead(std::shared_ptr<const widgets::FolderContents> folder);
    void segmentRead(std::shared_ptr<const widgets::SegmentContents> segment);
    void batchRead(std::shared_ptr<const widgets::BatchContents> batch);
    void searched(const widgets::WalkContents& walk);

private:
    ReadOnlyFiles m_files;
    std::string m_folder;
    int m_folderJob = 0;
    int m_segmentJob = 0;
    int m_batchJob = 0;
    int m_searchJob = 0;
    bool m_isListing = false;
    Background m_background;  ///< last: its jobs use what stands above
};

}  // namespace app
