#pragma once

#include <string>
#include <vector>

#include "app/groups/rebalance_book.h"
#include "app/tables/rows_model.h"

namespace app {

/// The columns of a group's rebalances, in the window's language.
std::vector<Column> rebalanceColumns();
/// One row each, the newest first, as they come.
std::vector<TableRow> rebalanceRows(const std::string& group,
                                    const std::vector<RebalanceBook::Pointer>& rebalances);

/// "7 → 8"; of one that is under way "7 → …".
QString generations(const broker::observe::RebalanceSnapshot& rebalance);
/// How long a phase took; "–" where it is not known.
QString phaseSpan(broker::Timestamp from, broker::Timestamp to);

}  // namespace app
