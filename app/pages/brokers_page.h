#pragma once

#include <optional>

#include "app/pages/page.h"
#include "app/tables/kept_rows.h"

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
    std::vector<SharedRow> replicaRows(const broker::observe::BrokerSnapshot& broker);
    static std::vector<Cell> replicaCells(const broker::observe::ReplicaSnapshot& replica, bool isUp);
    static std::optional<double> replicaNumber(const broker::observe::ReplicaSnapshot& replica,
                                               std::size_t column);
    std::vector<TableRow> requestRows(const broker::observe::BrokerSnapshot& broker) const;
    std::vector<TableRow> connectionRows(const broker::observe::BrokerSnapshot& broker) const;
    std::vector<TableRow> settingRows(const broker::observe::BrokerSnapshot& broker) const;

    struct ReplicaFacts {
        std::shared_ptr<const broker::observe::ReplicaSnapshot> replica;
        bool isUp = true;
        friend bool operator==(const ReplicaFacts&, const ReplicaFacts&) = default;
    };

    broker::BrokerId m_broker = broker::kNoBroker;
    KeptRows<ReplicaFacts> m_replicaRows;
    FigureStrip* m_figures;
    DataTable* m_table;
    DetailTabs* m_detail;
};

}  // namespace app
