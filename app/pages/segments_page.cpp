#include "app/pages/segments_page.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "app/pages/state_words.h"
#include "widgets/segments/segments_view.h"

namespace app {

/// A log that is written to is listed again at most this often.
constexpr qint64 kListEvery = 1000;

SegmentsPage::SegmentsPage(ClusterSession& session, QWidget* parent)
    : Page(session, parent) {
    setObjectName(QStringLiteral("segmentsPage"));
    auto* column = new QVBoxLayout(this);
    // The view brings margins of its own.
    column->setContentsMargins(4, 12, 4, 2);
    column->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 0, 12, 0);
    bar->setSpacing(8);
    m_partitionLabel = new QLabel;
    m_partitionLabel->setProperty("tone", "dim");
    m_partitionBox = new QSpinBox;
    m_partitionBox->setMinimumWidth(70);
    m_brokerLabel = new QLabel;
    m_brokerLabel->setProperty("tone", "dim");
    m_brokerBox = new QComboBox;
    m_brokerBox->setMinimumWidth(150);
    m_note = new QLabel;
    m_note->setProperty("tone", "warning");
    for (QWidget* widget : std::initializer_list<QWidget*>{m_partitionLabel, m_partitionBox, m_brokerLabel,
                                                           m_brokerBox, m_note})
        bar->addWidget(widget);
    bar->addStretch(1);
    column->addLayout(bar);
    m_view = new widgets::SegmentsView;
    column->addWidget(m_view, 1);
    m_clock.start();
    connectReader();
    connect(m_partitionBox, &QSpinBox::valueChanged, this, &SegmentsPage::goToChosen);
    connect(m_brokerBox, &QComboBox::activated, this, &SegmentsPage::goToChosen);
    retranslate();
}

void SegmentsPage::connectReader() {
    using widgets::SegmentsView;
    connect(m_view, &SegmentsView::segmentRequested, &m_reader, &SegmentsReader::openSegment);
    connect(m_view, &SegmentsView::batchRequested, &m_reader, &SegmentsReader::openBatch);
    connect(m_view, &SegmentsView::findRequested, &m_reader, &SegmentsReader::find);
    connect(&m_reader, &SegmentsReader::folderRead, m_view, &SegmentsView::showFolder);
    connect(&m_reader, &SegmentsReader::segmentRead, m_view, &SegmentsView::showSegment);
    connect(
        &m_reader, &SegmentsReader::batchRead, this,
        [this](std::shared_ptr<const widgets::BatchContents> batch) {
            m_batch = batch;
            // The view may choose a record of it at once, which is the more particular subject.
            if (m_batch->list)
                emit subjectSelected(BatchSubject{m_partition, m_broker, m_batch->position, m_batch->list});
            m_view->showBatch(std::move(batch));
        });
    connect(&m_reader, &SegmentsReader::searched, m_view, &SegmentsView::showWalk);
    connect(m_view, &SegmentsView::recordSelected, this, [this](broker::Offset offset) {
        if (!m_batch || !m_batch->list) return;
        const auto& infos = m_batch->list->infos;
        const auto found = std::ranges::find(infos, offset, &broker::log::RecordInfo::offset);
        if (found == infos.end()) return;
        emit subjectSelected(RecordSubject{{m_partition, m_broker, m_batch->position, m_batch->list},
                                           static_cast<std::size_t>(found - infos.begin())});
    });
}

const broker::observe::ReplicaSnapshot* SegmentsPage::replica() const {
    return session().snapshot()->replica(m_partition, m_broker);
}

void SegmentsPage::open(const Place& place) {
    const broker::TopicPartition partition{place.topic, place.partition};
    if (partition != m_partition || place.broker != m_broker) {
        m_partition = partition;
        m_broker = place.broker;
        m_batch.reset();
        m_shownEnd = broker::Offset{-1};
    }
    refresh();
}

void SegmentsPage::refresh() {
    showReplicas();
    const auto* found = replica();
    m_view->setHighWatermark(found ? std::optional(found->highWatermark) : std::nullopt);
    if (!found || found->folder.empty()) {
        if (m_shownEnd == broker::Offset{-1})
            m_view->showNothing(tr("No broker of this cluster holds such a replica."));
        return;
    }
    if (m_reader.folder() != found->folder) {
        m_shownEnd = found->logEnd;
        m_clock.restart();
        m_reader.openFolder(found->folder);
    } else if (m_shownEnd != found->logEnd && m_clock.elapsed() >= kListEvery) {
        m_shownEnd = found->logEnd;
        m_clock.restart();
        m_reader.refreshFolder();
    }
}

void SegmentsPage::showReplicas() {
    const auto& snapshot = *session().snapshot();
    const auto* topic = snapshot.topic(m_partition.topic);
    const auto* holder = snapshot.broker(m_broker);
    m_note->setText(holder && !isAlive(holder->state)
                        ? tr("Broker %1 is down; its files are read as they lie.").arg(m_broker.value())
                        : QString());
    if (!topic || topic->partitions.empty()) return;
    const QSignalBlocker noPartition(m_partitionBox);
    m_partitionBox->setRange(0, static_cast<int>(topic->partitions.size()) - 1);
    m_partitionBox->setValue(m_partition.partition.value());
    const auto index = static_cast<std::size_t>(std::max(0, m_partition.partition.value()));
    if (index >= topic->partitions.size()) return;
    const auto& partition = *topic->partitions[index];
    QStringList names;
    for (const broker::BrokerId id : partition.replicas)
        names << tr("broker %1").arg(id.value()) +
                     (id == partition.leader ? QStringLiteral(" · ") + tr("leader") : QString());
    QStringList shown;
    for (int i = 0; i < m_brokerBox->count(); ++i) shown << m_brokerBox->itemText(i);
    if (shown != names) {
        m_brokerBox->clear();
        for (std::size_t i = 0; i < partition.replicas.size(); ++i)
            m_brokerBox->addItem(names[static_cast<qsizetype>(i)], partition.replicas[i].value());
    }
    m_brokerBox->setCurrentIndex(m_brokerBox->findData(m_broker.value()));
}

void SegmentsPage::goToChosen() {
    const auto* topic = session().snapshot()->topic(m_partition.topic);
    if (!topic) return;
    const auto index = static_cast<std::size_t>(m_partitionBox->value());
    if (index >= topic->partitions.size()) return;
    const auto& partition = *topic->partitions[index];
    broker::BrokerId holder(m_brokerBox->currentData().toInt());
    if (std::ranges::find(partition.replicas, holder) == partition.replicas.end())
        holder = partition.leader != broker::kNoBroker ? partition.leader : partition.preferredLeader;
    emit goRequested(segmentsPlace({m_partition.topic, partition.index}, holder));
    emit subjectSelected(ReplicaSubject{{m_partition.topic, partition.index}, holder});
}

void SegmentsPage::focusFilter() { m_view->focusFind(); }

void SegmentsPage::retranslate() {
    m_partitionLabel->setText(tr("Partition"));
    m_brokerLabel->setText(tr("Replica on"));
    m_brokerBox->clear();
    if (!m_partition.topic.empty()) refresh();
}

}  // namespace app
