#pragma once

#include "app/groups/coordinator_choice.h"
#include "app/groups/group_lag.h"
#include "app/groups/ownership.h"
#include "app/history/lag_history.h"
#include "app/tables/rows_model.h"
#include "broker/observe/snapshot.h"
#include "widgets/groups/coordinator_picture.h"
#include "widgets/groups/group_states_picture.h"
#include "widgets/groups/lag_chart.h"
#include "widgets/groups/lag_picture.h"
#include "widgets/groups/ownership_picture.h"
#include "widgets/groups/standstill_picture.h"
#include "widgets/palette.h"

/// What is painted of a consumer group, made from a snapshot in the window's language.
namespace app {

widgets::GroupStatesPicture groupStatesPicture(const broker::observe::GroupSnapshot& group,
                                               broker::Timestamp now);
widgets::CoordinatorPicture coordinatorPicture(const CoordinatorChoice& choice, const std::string& group);

/// The most partitions, or members, that a picture holds; of more it says how many there are.
inline constexpr std::size_t kMostRows = 200;
widgets::OwnershipPicture ownershipPicture(const GroupOwnership& ownership, const widgets::HueBook& hues);
widgets::LagPicture lagPicture(const GroupLag& lag, const widgets::HueBook& hues);
widgets::LagChartPicture lagChartPicture(const std::vector<LagPoint>& points,
                                         const broker::observe::GroupSnapshot& group);
/// What each of the assignors would make of the group: one row each.
std::vector<TableRow> whatIfRows(const broker::observe::ClusterSnapshot& snapshot,
                                 const broker::observe::GroupSnapshot& group);
widgets::StandstillPicture standstillPicture(const broker::observe::RebalanceSnapshot& rebalance,
                                             broker::Timestamp now);

}  // namespace app
