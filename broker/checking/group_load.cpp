#include "broker/checking/group_load.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace broker::checking {
namespace {

/// Of each group's members; what is under way with more is given up.
constexpr std::size_t kMostOpen = 3;

client::GroupMemberOptions optionsOf(const std::vector<std::string>& topics, const GroupPlan& plan,
                                     const std::string& instance) {
    return {.group = plan.name,
            .topics = topics,
            .instanceId = instance.empty() ? std::nullopt : std::optional(instance),
            .strategy = plan.strategy,
            .sessionTimeout = plan.session,
            .rebalanceTimeout = plan.rebalance,
            .heartbeatInterval = plan.session / 4};
}

/// Refusals of who sent the commit: it is not in the log and never will be.
bool isRefusal(ErrorCode code) {
    switch (code) {
        case ErrorCode::kUnknownMemberId:
        case ErrorCode::kIllegalGeneration:
        case ErrorCode::kRebalanceInProgress:
        case ErrorCode::kFencedInstanceId:
        case ErrorCode::kGroupIdNotFound:
            return true;
        default:
            return false;
    }
}

}  // namespace

LoadMember::LoadMember(LoadGroup& group, int number, std::size_t seat)
    : m_group(group)
    , m_instance(group.m_plan.isStatic ? fmt::format("seat-{}", seat) : std::string())
    , m_random(group.m_world.random.fork())
    , m_member(group.m_cluster.clientOptions(fmt::format("member-{}-{}", group.m_index, number)),
               optionsOf(group.m_topics, group.m_plan, m_instance), group.m_world, *this) {}

void LoadMember::onAssigned(GenerationId generation, const std::vector<TopicPartition>& partitions) {
    m_owned = partitions;
    GroupAssignment assigned{.group = m_group.m_index,
                             .member = m_member.memberId(),
                             .instance = m_instance,
                             .generation = generation,
                             .partitions = partitions};
    // Its last heartbeat was a quarter of the session before it died.
    if (m_return && m_group.m_world.clock.now() - m_return->since < m_group.m_plan.session / 2)
        assigned.cameBackTo = m_return->generation;
    m_return.reset();
    m_group.m_observer.onAssigned(assigned);
    if (m_owned.empty()) return;
    askForOffsets();
    if (!m_group.m_hasStopped) scheduleCommit();
}

void LoadMember::onRevoked(std::string_view) { m_timer = nullptr; }

void LoadMember::onProblem(const Error&) {
    m_timer = nullptr;
    m_group.onProblem(*this);
}

void LoadMember::comeBackTo(GenerationId generation) {
    m_return = {.generation = generation, .since = m_group.m_world.clock.now()};
}

void LoadMember::askForOffsets() {
    std::map<TopicPartition, std::size_t> acked;
    for (const TopicPartition& one : m_owned) acked[one] = m_group.m_acked[one];
    m_fetch = m_member.committed(
        m_owned, [this, acked = std::move(acked)](const Result<std::vector<client::GroupOffset>>& answer) {
            if (!answer) return;
            for (const client::GroupOffset& one : *answer) {
                if (one.code != ErrorCode::kNone) continue;
                FetchedOffset fetched{.group = m_group.m_index,
                                      .partition = one.partition,
                                      .commit = {},
                                      .acked = acked.at(one.partition)};
                std::size_t number = 0;
                const char* const end = one.metadata.data() + one.metadata.size();
                if (std::from_chars(one.metadata.data(), end, number).ptr == end && !one.metadata.empty())
                    fetched.commit = number;
                m_next = std::max(m_next, one.offset.value());
                m_group.m_observer.onOffsetFetched(fetched);
            }
        });
}

void LoadMember::scheduleCommit() {
    m_timer = m_group.m_world.timers.after(
        Duration(m_random.between(100, m_group.m_plan.mostBetween.count())), [this] {
            if (m_open < kMostOpen) commit(m_owned[m_random.below(m_owned.size())]);
            scheduleCommit();
        });
}

void LoadMember::commit(const TopicPartition& partition) {
    const std::size_t number = m_group.m_truth.commits.size();
    m_group.m_truth.commits.push_back({.group = m_group.m_index,
                                       .member = m_member.memberId(),
                                       .instance = m_instance,
                                       .generation = m_member.generation(),
                                       .partition = partition});
    ++m_open;
    m_calls.push_back(m_member.commit(
        {{.partition = partition, .offset = Offset(++m_next), .metadata = std::to_string(number)}},
        [this, number](const Result<std::vector<client::GroupOffset>>& answer) { settle(number, answer); }));
}

void LoadMember::settle(std::size_t number, const Result<std::vector<client::GroupOffset>>& answer) {
    --m_open;
    GroupCommit& commit = m_group.m_truth.commits[number];
    const ErrorCode code = answer ? answer->front().code : answer.error().code;
    commit.state = GroupCommit::State::kUnknown;
    if (answer && isRefusal(code)) commit.state = GroupCommit::State::kRefused;
    if (code != ErrorCode::kNone) return;
    commit.state = GroupCommit::State::kAcked;
    ++m_group.m_acked[commit.partition];
    m_group.m_observer.onCommitAcked(number);
}

void LoadMember::hang() {
    stop();
    m_member.hang();
}

void LoadMember::commitFromTheGrave() {
    if (!m_owned.empty()) commit(m_owned[m_random.below(m_owned.size())]);
}

void LoadMember::leave(std::function<void()> done) {
    stop();
    m_calls.push_back(m_member.leave([done = std::move(done)](const Result<void>&) { done(); }));
}

LoadGroup::LoadGroup(int index, const GroupPlan& plan, const Plan& run, SimulatedCluster& cluster,
                     Truth& truth, LoadObserver& observer)
    : m_index(index)
    , m_plan(plan)
    , m_cluster(cluster)
    , m_truth(truth)
    , m_observer(observer)
    , m_world(cluster.clientWorld())
    , m_random(m_world.random.fork()) {
    for (const TopicPlan& topic : run.topics) m_topics.push_back(topic.name);
    m_partitions = static_cast<std::size_t>(run.partitions());
    for (int i = 0; i < plan.members; ++i) {
        m_seats.push_back(std::make_unique<Seat>());
        act(m_seats.size() - 1);
    }
}

LoadGroup::~LoadGroup() = default;

void LoadGroup::scheduleAct(std::size_t seat) {
    m_seats[seat]->timer =
        m_world.timers.after(Duration(m_random.between(1'000, 2 * m_plan.actEvery.count())), [this, seat] {
            if (!m_hasStopped) act(seat);
        });
}

void LoadGroup::sit(std::size_t seat) {
    m_seats[seat]->isGoing = false;
    m_seats[seat]->revival = nullptr;
    m_seats[seat]->member = std::make_unique<LoadMember>(*this, ++m_named, seat);
}

void LoadGroup::act(std::size_t number) {
    Seat& seat = *m_seats[number];
    if (seat.isGoing) return scheduleAct(number);
    if (!seat.member) {
        sit(number);
    } else if (m_random.oneIn(3)) {
        seat.member = nullptr;  // It dies.
        if (m_plan.isStatic && !m_random.oneIn(4))
            seat.revival = m_world.timers.after(Duration(m_random.between(0, m_plan.session.count() / 2)),
                                                [this, number] { sit(number); });
    } else if (m_random.oneIn(2)) {
        haunt(std::move(seat.member));
        if (m_plan.isStatic) sit(number);  // Which fences it.
    } else {
        seat.isGoing = true;
        seat.member->leave([&seat] {
            seat.isGoing = false;
            seat.member = nullptr;
        });
    }
    scheduleAct(number);
}

void LoadGroup::haunt(std::unique_ptr<LoadMember> member) {
    auto ghost = std::make_unique<Ghost>();
    ghost->member = std::move(member);
    ghost->member->hang();
    Ghost& here = *ghost;
    m_ghosts.push_back(std::move(ghost));
    here.timer = m_world.timers.after(2 * m_plan.session + m_plan.rebalance,
                                      [&here] { here.member->commitFromTheGrave(); });
}

void LoadGroup::onProblem(const LoadMember& member) {
    if (!m_plan.isStatic) return;
    for (std::size_t i = 0; i < m_seats.size(); ++i)
        if (m_seats[i]->member.get() == &member && !m_seats[i]->isGoing)
            m_seats[i]->revival = m_world.timers.after(m_plan.session / 4, [this, i] { sit(i); });
}

void LoadGroup::comeBack() {
    if (!m_plan.isStatic) return;
    const std::size_t seat = m_random.below(m_seats.size());
    const GenerationId generation = m_seats[seat]->member->member().generation();
    m_seats[seat]->member = nullptr;
    sit(seat);
    m_seats[seat]->member->comeBackTo(generation);
}

void LoadGroup::stop() {
    m_hasStopped = true;
    for (auto& ghost : m_ghosts) ghost->timer = nullptr;
    for (std::size_t i = 0; i < m_seats.size(); ++i) {
        Seat& seat = *m_seats[i];
        seat.timer = nullptr;
        if (seat.member && !seat.isGoing)
            seat.member->stop();
        else
            sit(i);
    }
}

std::optional<std::string> LoadGroup::missing() const {
    std::set<TopicPartition> owned;
    GenerationId generation = kNoGeneration;
    for (const auto& seat : m_seats) {
        const client::GroupMember& member = seat->member->member();
        if (!seat->member->isSettled()) return fmt::format("a member of {} waits for answers", m_plan.name);
        if (!member.isAssigned()) return fmt::format("a member of {} is not assigned", m_plan.name);
        if (generation == kNoGeneration) generation = member.generation();
        if (member.generation() != generation)
            return fmt::format("members of {} are in generations {} and {}", m_plan.name, generation,
                               member.generation());
        owned.insert(member.assignment().begin(), member.assignment().end());
    }
    if (owned.size() != m_partitions)
        return fmt::format("{} of {} partitions have an owner in {}", owned.size(), m_partitions,
                           m_plan.name);
    return std::nullopt;
}

}  // namespace broker::checking
