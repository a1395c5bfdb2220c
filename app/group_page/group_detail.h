#pragma once

#include <string>
#include <vector>

#include <QWidget>

#include "app/groups/group_lag.h"
#include "app/inspect/subject.h"
#include "broker/observe/snapshot.h"
#include "widgets/groups/coordinator_picture.h"
#include "widgets/groups/group_states_picture.h"
#include "widgets/groups/ownership_picture.h"
#include "widgets/groups/standstill_picture.h"
#include "widgets/palette.h"

namespace app {

class Card;
class CardRows;

/// What is known of one group, in cards: its state machine, its coordinator, who reads what, and how its last
/// rebalance went.
class GroupDetail : public QWidget {
    Q_OBJECT
public:
    explicit GroupDetail(QWidget* parent = nullptr);

    void show(const broker::observe::ClusterSnapshot& snapshot, const broker::observe::GroupSnapshot& group,
              broker::Timestamp now);
    void mark(const Subject& subject);
    void retranslate();
    using QWidget::show;

signals:
    void subjectSelected(const app::Subject& subject);

private:
    void build();
    void connectParts();
    void tellMember(const std::string& member);
    void showRebalance(const broker::observe::GroupSnapshot& group, broker::Timestamp now);

    std::string m_group;
    // What the items of the views stand for.
    std::vector<std::string> m_owners;
    std::vector<broker::TopicPartition> m_partitions;
    std::vector<std::string> m_joiners;
    std::vector<broker::BrokerId> m_holders;
    widgets::HueBook m_hues;

    CardRows* m_rows = nullptr;
    widgets::GroupStatesView* m_states = nullptr;
    widgets::CoordinatorView* m_coordinator = nullptr;
    widgets::OwnershipView* m_ownership = nullptr;
    widgets::StandstillView* m_standstill = nullptr;
    Card* m_statesCard = nullptr;
    Card* m_coordinatorCard = nullptr;
    Card* m_ownershipCard = nullptr;
    Card* m_standstillCard = nullptr;
};

}  // namespace app
