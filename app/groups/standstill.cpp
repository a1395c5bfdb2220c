#include "app/groups/standstill.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace app {
namespace {

using namespace broker::observe;
using broker::kNoTimestamp;
using broker::Timestamp;

class Maker {
public:
    Maker(const RebalanceSnapshot& rebalance, Timestamp now)
        : m_rebalance(rebalance)
        , m_begin(rebalance.began)
        , m_end(rebalance.isUnderWay() ? now : rebalance.completed) {
        // Clocks of coordinator and window may differ a little, and who asks first may ask before it began.
        for (const auto& member : rebalance.members) {
            if (member.askedToJoin != kNoTimestamp) m_begin = std::min(m_begin, member.askedToJoin);
            for (const Timestamp when : {member.joined, member.askedToSync, member.assigned})
                m_end = std::max(m_end, when);
        }
        for (const auto& owned : *rebalance.before) m_owners.insert(owned.member);
    }

    Standstill make() const {
        Standstill made;
        made.isUnderWay = m_rebalance.isUnderWay();
        if (m_rebalance.joined != kNoTimestamp) made.joined = since(m_rebalance.joined);
        for (const auto& member : m_rebalance.members) {
            made.members.push_back(memberOf(member));
            const auto& parts = made.members.back().parts;
            if (!parts.empty()) made.span = std::max(made.span, parts.back().to);
        }
        if (made.isUnderWay) made.span = std::max(made.span, since(m_end));
        std::ranges::sort(made.members, {}, [](const auto& m) { return std::tie(m.clientId, m.id); });
        return made;
    }

private:
    std::int64_t since(Timestamp when) const {
        return std::max<std::int64_t>(0, when.value() - m_begin.value());
    }

    Standstill::Member memberOf(const MemberPhasesSnapshot& phases) const {
        Standstill::Member member;
        member.id = phases.member;
        member.clientId = phases.clientId;
        member.isNew = !m_owners.contains(phases.member);
        member.isOver = phases.assigned != kNoTimestamp;
        member.never = phases.askedToJoin == kNoTimestamp && phases.askedToSync == kNoTimestamp;
        const Timestamp marks[] = {phases.askedToJoin, phases.joined, phases.askedToSync, phases.assigned};
        const StandstillPhase kinds[] = {StandstillPhase::kOthers, StandstillPhase::kHandling,
                                         StandstillPhase::kShare};
        for (std::size_t i = 0; i < std::size(kinds); ++i) {
            if (marks[i] == kNoTimestamp) continue;
            const bool hasEnd = marks[i + 1] != kNoTimestamp;
            const std::int64_t from = since(marks[i]);
            const std::int64_t to = std::max(from, since(hasEnd ? marks[i + 1] : m_end));
            if (to > from) member.parts.push_back({kinds[i], from, to});
            if (!hasEnd) break;
        }
        return member;
    }

    const RebalanceSnapshot& m_rebalance;
    Timestamp m_begin;
    Timestamp m_end;
    std::set<std::string> m_owners;
};

}  // namespace

Standstill standstill(const RebalanceSnapshot& rebalance, Timestamp now) {
    return Maker(rebalance, now).make();
}

}  // namespace app
