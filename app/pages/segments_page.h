#pragma once

#include <QElapsedTimer>

#include "app/pages/page.h"
#include "app/segments/segments_reader.h"

class QComboBox;
class QLabel;
class QSpinBox;

namespace widgets {
class SegmentsView;
}

namespace app {

/// The folder of one replica: which one it is, and the views of its files. The broker that
/// holds it may be dead.
class SegmentsPage : public Page {
    Q_OBJECT
public:
    explicit SegmentsPage(ClusterSession& session, QWidget* parent = nullptr);

    void open(const Place& place) override;
    void refresh() override;
    void retranslate() override;
    void focusFilter() override;

    widgets::SegmentsView* view() const { return m_view; }

private:
    void connectReader();
    void showReplicas();
    void goToChosen();
    const broker::observe::ReplicaSnapshot* replica() const;

    broker::TopicPartition m_partition;
    broker::BrokerId m_broker = broker::kNoBroker;
    broker::Offset m_shownEnd{-1};
    std::shared_ptr<const widgets::BatchContents> m_batch;

    QLabel* m_partitionLabel;
    QSpinBox* m_partitionBox;
    QLabel* m_brokerLabel;
    QComboBox* m_brokerBox;
    QLabel* m_note;
    widgets::SegmentsView* m_view;
    SegmentsReader m_reader;
    QElapsedTimer m_clock;
};

}  // namespace app
