#pragma once

#include <memory>
#include <optional>

#include "widgets/segments/contents.h"
#include "widgets/segments/parts.h"
#include "widgets/segments/segment_map.h"

class QStackedWidget;

namespace widgets {

class BatchesModel;
class RecordsModel;

/// The batches of a segment and the records of one of them, as two tables behind tabs.
class BatchesPanel : public SegmentsCard {
    Q_OBJECT
public:
    explicit BatchesPanel(QWidget* parent = nullptr);

    void showBatches(const SegmentMap& map);
    /// Marks without emitting.
    void selectBatch(std::optional<std::uint64_t> position);
    void showRecords(std::shared_ptr<const broker::log::RecordList> list, const QString& problem);
    void setMeaning(RecordMeaning meaning);
    void selectRecord(int row);
    void openRecords();

    int rowOfRecord(broker::Offset offset) const;

signals:
    void batchChosen(std::uint64_t position);
    void recordChosen(int row);

protected:
    void changeEvent(QEvent* event) override;

private:
    void openTab(int tab);
    void retranslate();
    void tellNote();

    BatchesModel* m_batches;
    RecordsModel* m_records;
    SegmentsTable* m_batchTable;
    SegmentsTable* m_recordTable;
    QToolButton* m_batchTab;
    QToolButton* m_recordTab;
    QStackedWidget* m_stack;
    QLabel* m_problem;
    bool m_isComplete = false;
    bool m_isMarking = false;
};

}  // namespace widgets
