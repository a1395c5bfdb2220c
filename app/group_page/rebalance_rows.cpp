#include "app/group_page/rebalance_rows.h"

#include <algorithm>
#include <limits>

#include <QCoreApplication>

#include <fmt/core.h>

#include "app/group_page/group_words.h"
#include "app/words/amounts.h"

namespace app {
namespace {

using broker::kNoTimestamp;
using broker::Timestamp;
using broker::observe::RebalanceSnapshot;

class RebalanceRows {
    Q_DECLARE_TR_FUNCTIONS(RebalanceRows)
public:
    static std::vector<Column> columns() {
        return {{"beganMillis", tr("Began")},     {"reason", tr("Reason")},
                {"generation", tr("Generation")}, {"joinMillis", tr("Joining")},
                {"divideMillis", tr("Dividing")}, {"handOutMillis", tr("Handing out")},
                {"allMillis", tr("In all")},      {"moved", tr("Moved")}};
    }

    static TableRow row(const std::string& group, const RebalanceSnapshot& one, bool isLast) {
        const bool isOver = !one.isUnderWay();
        Cell reason = textCell(rebalanceReason(one));
        reason.tip = reason.text;
        Cell began = namedCell(one.began.value(), clockTime(one.began));
        began.tip = preciseTime(one.began);
        Cell all = phase(one.began, one.completed);
        if (!isOver && isLast) all = {.text = tr("under way"), .isNumber = true, .tone = Tone::kWarning};
        return {fmt::format("{:020}", std::numeric_limits<std::int64_t>::max() - one.began.value()),
                RebalanceSubject{group, one.began},
                {began, reason, namedCell(one.generation.value(), generations(one)),
                 phase(one.began, one.joined), phase(one.joined, one.assigned),
                 phase(one.assigned, one.completed), all, isOver ? numberCell(one.moved) : unknownCell()}};
    }

private:
    static Cell phase(Timestamp from, Timestamp to) {
        if (from == kNoTimestamp || to == kNoTimestamp) return unknownCell();
        return amountCell(static_cast<double>(std::max<std::int64_t>(0, to - from)), phaseSpan(from, to));
    }
};

}  // namespace

std::vector<Column> rebalanceColumns() { return RebalanceRows::columns(); }

std::vector<TableRow> rebalanceRows(const std::string& group,
                                    const std::vector<RebalanceBook::Pointer>& rebalances) {
    std::vector<TableRow> rows;
    rows.reserve(rebalances.size());
    for (const auto& one : rebalances) rows.push_back(RebalanceRows::row(group, *one, rows.empty()));
    return rows;
}

QString generations(const RebalanceSnapshot& rebalance) {
    const auto known = [](broker::GenerationId generation) {
        return wholeNumber(std::int64_t{std::max(0, generation.value())});
    };
    return known(rebalance.generationBefore) + QStringLiteral(" → ") +
           (rebalance.generation == broker::kNoGeneration ? QStringLiteral("…")
                                                          : known(rebalance.generation));
}

QString phaseSpan(Timestamp from, Timestamp to) {
    return from == kNoTimestamp || to == kNoTimestamp ? QStringLiteral("–") : span(to.value() - from.value());
}

}  // namespace app
