#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QWidget>

#include "app/groups/group_lag.h"
#include "app/groups/ownership.h"
#include "app/groups/rebalance_book.h"
#include "app/history/lag_history.h"
#include "app/inspect/subject.h"
#include "broker/observe/snapshot.h"
#include "widgets/groups/coordinator_picture.h"
#include "widgets/groups/group_states_picture.h"
#include "widgets/groups/lag_picture.h"
#include "widgets/groups/ownership_picture.h"
#include "widgets/groups/standstill_picture.h"
#include "widgets/palette.h"

namespace widgets {
class LagChart;
}

namespace app {

class Card;
class CardRows;
class DataTable;

/// What is known of one group, in cards: its state machine, its coordinator, who reads what, how its last
/// rebalance went, or the earlier one that is chosen, how far it is behind, and what other assignors would
/// make of it.
class GroupDetail : public QWidget {
    Q_OBJECT
public:
    /// How far back the chart reaches.
    static constexpr std::int64_t kChartMillis = 300'000;

    explicit GroupDetail(QWidget* parent = nullptr);

    /// What is known beside the group as it is.
    struct Known {
        const GroupLag& lag;
        const LagHistory& lags;
        std::vector<RebalanceBook::Pointer> rebalances;  ///< newest first
    };
    void show(const broker::observe::ClusterSnapshot& snapshot, const broker::observe::GroupSnapshot& group,
              const Known& known, broker::Timestamp now);
    /// Another rebalance is shown by the next `show`.
    void mark(const Subject& subject);
    void retranslate();
    using QWidget::show;

signals:
    void subjectSelected(const app::Subject& subject);

private:
    void build();
    void connectParts();
    void tellMember(const std::string& member);
    void showOwnership(const GroupOwnership& ownership, bool isEarlier);
    /// The list, and of one of them how it went.
    void showRebalances(const std::vector<RebalanceBook::Pointer>& rebalances, std::size_t chosen,
                        broker::Timestamp now);
    void showLag(const broker::observe::GroupSnapshot& group, const Known& known, broker::Timestamp now);

    std::string m_group;
    std::optional<broker::Timestamp> m_chosen;  ///< when the rebalance began that is shown; none: the last
    // What the items of the views stand for.
    std::vector<std::string> m_owners;
    std::vector<broker::TopicPartition> m_partitions;
    std::vector<std::string> m_joiners;
    std::vector<broker::BrokerId> m_holders;
    std::vector<broker::TopicPartition> m_lagging;
    widgets::HueBook m_hues;

    CardRows* m_rows = nullptr;
    widgets::GroupStatesView* m_states = nullptr;
    widgets::CoordinatorView* m_coordinator = nullptr;
    widgets::OwnershipView* m_ownership = nullptr;
    widgets::StandstillView* m_standstill = nullptr;
    widgets::LagView* m_lag = nullptr;
    widgets::LagChart* m_chart = nullptr;
    DataTable* m_rebalances = nullptr;
    DataTable* m_whatIf = nullptr;
    Card* m_statesCard = nullptr;
    Card* m_coordinatorCard = nullptr;
    Card* m_ownershipCard = nullptr;
    Card* m_standstillCard = nullptr;
    Card* m_rebalancesCard = nullptr;
    Card* m_lagCard = nullptr;
    Card* m_chartCard = nullptr;
    Card* m_whatIfCard = nullptr;
};

}  // namespace app
