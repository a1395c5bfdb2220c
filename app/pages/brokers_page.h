#pragma once

#include "app/pages/page.h"
#include "app/tables/rows_model.h"

class QSplitter;

namespace app {

class DataTable;
class DetailTabs;
class FigureStrip;

/// All brokers in a table; of the chosen one its replicas, requests, connections and settings.
class BrokersPage : public Page {
    Q_OBJECT
public:
    explicit BrokersPage(ClusterSession& session, QWidget* parent = nullptr);

    void open(const Place& place) override;
    void refresh() override;
    void select(const Subject& subject) override;
    void retranslate() override;

private:
    void showFigures();
    void showDetail();
    std::vector<TableRow> brokerRows() const;
    std::vector<TableRow> replicaRows(const broker::observe::BrokerSnapshot& broker) const;
    std::vector<TableRow> requestRows(const broker::observe::BrokerSnapshot& broker) const;
    std::vector<TableRow> connectionRows(const broker::observe::BrokerSnapshot& broker) const;
    std::vector<TableRow> settingRows(const broker::observe::BrokerSnapshot& broker) const;

    broker::BrokerId m_broker = broker::kNoBroker;
    FigureStrip* m_figures;
    DataTable* m_table;
    DetailTabs* m_detail;
};

}  // namespace app
