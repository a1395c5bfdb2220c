#pragma once

#include "app/pages/page.h"
#include "app/quorum/elections.h"
#include "app/tables/rows_model.h"

class QFrame;
class QLabel;
class QScrollArea;
class QToolButton;

namespace widgets {
class ElectionView;
class QuorumView;
}  // namespace widgets

namespace app {

class DataTable;
class DetailTabs;
class FigureStrip;

/// The metadata quorum: figures, every broker's copy of the metadata log on one axis, and below it the last
/// elections step by step, the newest records in words, and what ZooKeeper did in its place.
class QuorumPage : public Page {
    Q_OBJECT
public:
    explicit QuorumPage(ClusterSession& session, QWidget* parent = nullptr);

    void open(const Place& place) override;
    void refresh() override;
    void select(const Subject& subject) override;
    void retranslate() override;
    void setMoves(bool on) override;

private:
    void build();
    QWidget* buildElection();
    void connectParts();
    void fitLogs();
    void showFigures();
    void showDetail();
    void showElection();
    void showLog();
    void step(int elections);
    /// Whose metadata log is shown: that of the selected broker, else the controller's.
    broker::BrokerId logOwner() const;
    std::vector<TableRow> logRows() const;

    ElectionBook m_book;
    std::size_t m_back = 0;  ///< elections before the newest
    broker::BrokerId m_voter = broker::kNoBroker;

    FigureStrip* m_figures = nullptr;
    QFrame* m_logs = nullptr;
    widgets::QuorumView* m_view = nullptr;
    DetailTabs* m_detail = nullptr;
    DataTable* m_log = nullptr;
    widgets::ElectionView* m_election = nullptr;
    QScrollArea* m_electionScroll = nullptr;
    QLabel* m_electionTitle = nullptr;
    QLabel* m_electionCount = nullptr;
    QToolButton* m_earlier = nullptr;
    QToolButton* m_later = nullptr;
};

}  // namespace app
