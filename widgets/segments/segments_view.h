#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "widgets/segments/contents.h"
#include "widgets/segments/segment_map.h"

class QLabel;
class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace widgets {

class BatchStripView;
class BatchesPanel;
class CodecLegend;
class FigureRow;
class FindOffsetPanel;
class FolderView;
class RecordPanel;
class SegmentsCard;

/// The Segments page: a replica's folder as files, a segment as batches with its sparse index, a batch as
/// records, a record as bytes, and the way to an offset. It reads nothing: it says what it would like to see
/// and shows what it is given, also later, also never. Answers to what it no longer shows are passed over.
class SegmentsView : public QWidget {
    Q_OBJECT
public:
    explicit SegmentsView(QWidget* parent = nullptr);

    /// Another path forgets everything else. The first listing selects the last segment, and asks for it.
    void showFolder(std::shared_ptr<const FolderContents> folder);
    /// A page of batches; pages of one segment add up.
    void showSegment(std::shared_ptr<const SegmentContents> segment);
    void showBatch(std::shared_ptr<const BatchContents> batch);
    /// Goes to what was found: its segment, its batch, its record.
    void showWalk(const WalkContents& walk);
    /// The empty state, with the reason in words, for when there is no folder to look at.
    void showNothing(const QString& why);

    /// As if it had been clicked.
    void selectSegment(broker::Offset base);
    /// As if it had been typed and Find pressed.
    void find(broker::Offset wanted);
    /// Of the replica whose folder is shown: what lies behind it is not committed yet.
    void setHighWatermark(std::optional<broker::Offset> offset);
    void setAnimated(bool on);
    void focusFind();

    std::optional<broker::Offset> segment() const { return m_segment; }
    std::optional<std::uint64_t> batchPosition() const { return m_batch; }
    const SegmentMap& segmentMap() const { return m_map; }

signals:
    /// The batches of the segment from the position on, and its index.
    void segmentRequested(broker::Offset base, std::uint64_t position);
    void batchRequested(broker::Offset segment, std::uint64_t position);
    void findRequested(broker::Offset wanted);
    /// A record was chosen; for the inspector.
    void recordSelected(broker::Offset offset);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void retranslate();
    void reflow();
    void openSegment(broker::Offset base, std::uint64_t position);
    void openBatch(std::uint64_t position);
    void chooseBatch(std::uint64_t position);
    void chooseRecord(int row);
    void showMap();
    void goToFound();
    void tellProblems();
    void fitProblems();
    void tellFigures();
    const broker::log::SegmentInfo* segmentInfo(broker::Offset base) const;
    bool crcIsRight() const;

    std::shared_ptr<const FolderContents> m_folder;
    std::optional<broker::Offset> m_segment;
    std::optional<std::uint64_t> m_batch;
    std::shared_ptr<const broker::log::RecordList> m_list;
    SegmentMap m_map;
    QString m_segmentProblem;
    QString m_why;
    std::shared_ptr<const broker::log::OffsetSearch> m_walk;
    std::optional<broker::Offset> m_goingTo;  ///< the offset that a walk found and that is not shown yet
    bool m_isLaidOut = false;

    QStackedWidget* m_stack = nullptr;
    QScrollArea* m_scroll = nullptr;
    QLabel* m_nothing = nullptr;
    FigureRow* m_figures = nullptr;
    SegmentsCard* m_folderCard = nullptr;
    FolderView* m_files = nullptr;
    FindOffsetPanel* m_find = nullptr;
    SegmentsCard* m_stripCard = nullptr;
    CodecLegend* m_legend = nullptr;
    QLabel* m_problems = nullptr;
    BatchStripView* m_strip = nullptr;
    BatchesPanel* m_batches = nullptr;
    RecordPanel* m_record = nullptr;
    QSplitter* m_rows = nullptr;
    QSplitter* m_top = nullptr;
    QSplitter* m_bottom = nullptr;
};

}  // namespace widgets
