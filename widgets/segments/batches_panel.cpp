#include "widgets/segments/batches_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/segments/batches_model.h"
#include "widgets/segments/look.h"
#include "widgets/segments/records_model.h"

namespace widgets {

namespace {

enum Tab { kBatchesTab, kRecordsTab };

}  // namespace

BatchesPanel::BatchesPanel(QWidget* parent)
    : SegmentsCard(parent)
    , m_batches(new BatchesModel(this))
    , m_records(new RecordsModel(this))
    , m_batchTable(new SegmentsTable)
    , m_recordTable(new SegmentsTable)
    , m_batchTab(makeTab(this))
    , m_recordTab(makeTab(this))
    , m_stack(new QStackedWidget(this))
    , m_problem(new QLabel(this)) {
    m_batchTable->setItemDelegate(new SegmentsCell({.chipRole = BatchesModel::kChipRole,
                                                    .hoverRole = -1,
                                                    .boldColumns = {BatchesModel::kBaseOffset},
                                                    .fixedColumns = {}},
                                                   m_batchTable));
    m_batchTable->setStretched(BatchesModel::kKind);
    m_batchTable->setModel(m_batches);
    m_recordTable->setItemDelegate(
        new SegmentsCell({.chipRole = -1,
                          .hoverRole = -1,
                          .boldColumns = {RecordsModel::kOffset},
                          .fixedColumns = {RecordsModel::kKey, RecordsModel::kValue}},
                         m_recordTable));
    m_recordTable->setStretched(RecordsModel::kValue);
    m_recordTable->setModel(m_records);
    m_problem->setObjectName(QStringLiteral("red"));
    m_problem->setWordWrap(true);
    m_problem->setVisible(false);

    title()->setVisible(false);
    head()->insertWidget(0, m_batchTab);
    head()->insertWidget(1, m_recordTab);
    m_stack->addWidget(m_batchTable);
    m_stack->addWidget(m_recordTable);
    body()->addWidget(m_problem);
    body()->addWidget(m_stack, 1);

    connect(m_batchTab, &QToolButton::clicked, this, [this] { openTab(kBatchesTab); });
    connect(m_recordTab, &QToolButton::clicked, this, [this] { openTab(kRecordsTab); });
    connect(m_batchTable, &SegmentsTable::rowActivated, this, &BatchesPanel::openRecords);
    connect(m_batchTable, &SegmentsTable::rowChosen, this, [this](int row) {
        const auto* batch = m_batches->batchAt(row);
        if (batch && !m_isMarking) emit batchChosen(batch->position);
    });
    connect(m_recordTable, &SegmentsTable::rowChosen, this, [this](int row) {
        if (!m_isMarking) emit recordChosen(row);
    });
    openTab(kBatchesTab);
    retranslate();
}

void BatchesPanel::retranslate() {
    m_batchTab->setText(tr("Batches"));
    m_batchTable->setAccessibleName(tr("Batches"));
    m_recordTable->setAccessibleName(tr("Records"));
    m_batches->retranslate();
    m_records->retranslate();
    tellNote();
}

void BatchesPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    SegmentsCard::changeEvent(event);
}

void BatchesPanel::tellNote() {
    const auto& list = m_records->list();
    m_recordTab->setEnabled(list != nullptr);
    m_recordTab->setText(list ? tr("Records of %1").arg(grouped(list->header.baseOffset)) : tr("Records"));
    if (m_stack->currentIndex() == kBatchesTab) {
        const int rows = m_batches->rowCount();
        note()->setText(rows == 0      ? QString()
                        : m_isComplete ? tr("%1 in this segment").arg(grouped(rows))
                                       : tr("%1 read so far").arg(grouped(rows)));
        return;
    }
    note()->setText(
        !list ? QString()
        : list->truncated
            ? tr("the first %1 of %2").arg(grouped(m_records->rowCount()), grouped(list->header.recordCount))
            : tr("%1 in this batch").arg(grouped(m_records->rowCount())));
}

void BatchesPanel::openTab(int tab) {
    m_stack->setCurrentIndex(tab);
    m_batchTab->setChecked(tab == kBatchesTab);
    m_recordTab->setChecked(tab == kRecordsTab);
    tellNote();
}

void BatchesPanel::openRecords() {
    if (m_records->list()) openTab(kRecordsTab);
}

void BatchesPanel::showBatches(const SegmentMap& map) {
    m_isMarking = true;
    m_isComplete = map.isComplete();
    m_batches->show(map.batches());
    m_isMarking = false;
    tellNote();
}

void BatchesPanel::selectBatch(std::optional<std::uint64_t> position) {
    m_isMarking = true;
    const int row = position ? m_batches->rowAtPosition(*position) : -1;
    if (row < 0) {
        m_batchTable->setCurrentIndex({});
    } else if (m_batchTable->currentIndex().row() != row) {
        m_batchTable->setCurrentIndex(m_batches->index(row, 0));
        m_batchTable->scrollTo(m_batches->index(row, 0), QAbstractItemView::PositionAtCenter);
    }
    m_isMarking = false;
}

void BatchesPanel::showRecords(std::shared_ptr<const broker::log::RecordList> list, const QString& problem) {
    m_isMarking = true;
    m_records->show(std::move(list));
    m_isMarking = false;
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (!m_records->list()) openTab(kBatchesTab);
    tellNote();
}

void BatchesPanel::setMeaning(RecordMeaning meaning) { m_records->setMeaning(meaning); }

void BatchesPanel::selectRecord(int row) {
    m_isMarking = true;
    m_recordTable->setCurrentIndex(m_records->index(row, 0));
    m_recordTable->scrollTo(m_records->index(row, 0));
    m_isMarking = false;
}

int BatchesPanel::rowOfRecord(broker::Offset offset) const { return m_records->rowOf(offset); }

}  // namespace widgets
