#pragma once

#include <vector>

#include "app/desktop/preferences.h"
#include "app/pages/page.h"
#include "app/session/topic_figures.h"
#include "app/tables/kept_rows.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace widgets {
class ReplicasView;
struct ReplicaChoice;
}  // namespace widgets

namespace app {

class DataTable;
class DetailTabs;
class FigureStrip;
class MessagesView;

/// All topics in a table with a filter; of the chosen one its partitions, its replicas' logs side by side,
/// its records, the replicas whose segments can be looked at, and its settings as a broker answers them.
/// Replicas and records take the whole page, and the figures are those of their topic then.
class TopicsPage : public Page {
    Q_OBJECT
public:
    TopicsPage(ClusterSession& session, Preferences& preferences, QWidget* parent = nullptr);

    void open(const Place& place) override;
    void refresh() override;
    void select(const Subject& subject) override;
    void retranslate() override;
    void focusFilter() override;
    void setMoves(bool on) override;

private:
    void build();
    void connectDetail();
    void showFigures();
    void showReplicaFigures(const broker::observe::TopicSnapshot& topic);
    void showReplicas();
    void showDetail();
    void askForSettings();
    std::vector<SharedRow> topicRows();
    std::vector<SharedRow> partitionRows(const broker::observe::TopicSnapshot& topic);
    std::vector<TableRow> segmentRows(const broker::observe::TopicSnapshot& topic) const;
    std::vector<TableRow> settingRows() const;
    bool showsReplicas() const;
    bool showsMessages() const;
    /// The tab leaves no room for the list of topics.
    bool isWhole() const { return showsReplicas() || showsMessages(); }

    /// What a row of the topics, or of the partitions, is made of.
    struct TopicFacts {
        std::size_t partitions = 0;
        std::size_t factor = 0;
        TopicFigures figures;
        double recordsInPerSecond = 0;
        friend bool operator==(const TopicFacts&, const TopicFacts&) = default;
    };
    struct PartitionFacts {
        std::shared_ptr<const broker::observe::PartitionSnapshot> partition;
        std::shared_ptr<const broker::observe::ReplicaSnapshot> leader;
        double recordsInPerSecond = 0;
        QString late;  ///< which replica is out of sync, for how long and by how much, in short
        friend bool operator==(const PartitionFacts&, const PartitionFacts&) = default;
    };
    TableRow topicRow(const broker::observe::TopicSnapshot& topic, const TopicFacts& facts) const;
    TableRow partitionRow(const broker::observe::TopicSnapshot& topic, const PartitionFacts& facts) const;

    Preferences& m_preferences;
    KeptRows<TopicFacts> m_topicRows;
    KeptRows<PartitionFacts> m_partitionRows;
    std::string m_topic;
    std::string m_settingsOf;  ///< the topic that `m_settings` were asked for
    const void* m_settingsTopic =
        nullptr;  ///< the snapshot's leaf then: another one means that they may differ
    std::vector<broker::cluster::SettingRow> m_settings;
    QString m_settingsProblem;

    FigureStrip* m_figures = nullptr;
    QLineEdit* m_filter = nullptr;
    QCheckBox* m_internal = nullptr;
    QPushButton* m_delete = nullptr;
    DataTable* m_table = nullptr;
    QWidget* m_list = nullptr;  ///< the table and what belongs to it
    widgets::ReplicasView* m_replicas = nullptr;
    MessagesView* m_messages = nullptr;
    DetailTabs* m_detail = nullptr;
};

}  // namespace app
