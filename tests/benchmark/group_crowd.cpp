#include "tests/benchmark/group_crowd.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <set>

#include <fmt/core.h>

#include "tests/benchmark/machine.h"

namespace tests::benchmark {
namespace {

using namespace broker;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kPatience = 60s;
constexpr int kAtOnce = 20;
constexpr int kOffsetsOfGroup = 10;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

client::ClientOptions clientOptions(const std::string& bootstrapServers) {
    client::ClientOptions options{.clientId = "benchmark"};
    for (std::size_t at = 0; at < bootstrapServers.size();) {
        const std::size_t end = std::min(bootstrapServers.find(',', at), bootstrapServers.size());
        const std::string one = bootstrapServers.substr(at, end - at);
        const std::size_t colon = one.rfind(':');
        options.bootstrap.push_back(
            {one.substr(0, colon), static_cast<std::uint16_t>(std::stoi(one.substr(colon + 1)))});
        at = end + 1;
    }
    return options;
}

std::unique_ptr<host::HostLoop> startLoop() {
    auto loop = host::HostLoop::start({.name = "crowd"});
    if (!loop) giveUp(loop.error().detail);
    return std::move(*loop);
}

}  // namespace

class GroupCrowd::Member final : public client::GroupMember::Observer {
public:
    explicit Member(GroupCrowd& crowd)
        : m_crowd(crowd)
        , m_member(clientOptions(crowd.m_options.bootstrapServers),
                   {.group = crowd.m_options.group,
                    .topics = {crowd.m_options.topic},
                    .instanceId = {},
                    .sessionTimeout = 1s,
                    .rebalanceTimeout = 10s,
                    .heartbeatInterval = 100ms},
                   crowd.m_loop->world(), *this) {}

    const client::GroupMember& member() const { return m_member; }

    void commit() {
        if (!m_crowd.m_isCommitting || m_member.assignment().empty()) return;
        m_began = Clock::now();
        m_call = m_member.commit({{.partition = m_member.assignment().front(), .offset = Offset(++m_offset)}},
                                 [this](const Result<std::vector<client::GroupOffset>>& answer) {
                                     if (answer && answer->front().code == ErrorCode::kNone)
                                         m_crowd.m_commits.push_back(secondsSince(m_began));
                                     commit();
                                 });
    }

private:
    void onAssigned(GenerationId, const std::vector<TopicPartition>&) override { m_crowd.changed(); }
    void onRevoked(std::string_view) override {}
    void onProblem(const Error& error) override { giveUp("a member of a group: " + error.detail); }

    GroupCrowd& m_crowd;
    std::int64_t m_offset = 0;
    Clock::time_point m_began;
    world::Call m_call;
    client::GroupMember m_member;
};

GroupCrowd::GroupCrowd(Options options)
    : m_options(std::move(options))
    , m_loop(startLoop()) {}

GroupCrowd::~GroupCrowd() {
    m_loop->runAndWait([this] { m_members.clear(); });
}

/// On the loop.
void GroupCrowd::changed() {
    std::set<TopicPartition> owned;
    for (const auto& one : m_members) {
        const client::GroupMember& member = one->member();
        if (!member.isAssigned() || member.generation() != m_members.front()->member().generation()) return;
        owned.insert(member.assignment().begin(), member.assignment().end());
    }
    if (owned.size() != m_options.partitions) return;
    const std::scoped_lock lock(m_mutex);
    m_isBalanced = true;
    m_wake.notify_all();
}

double GroupCrowd::secondsToBalance(const std::function<void()>& act) {
    const Clock::time_point begin = Clock::now();
    m_loop->runAndWait([&] {
        m_isBalanced = false;
        act();
    });
    std::unique_lock lock(m_mutex);
    if (!m_wake.wait_for(lock, kPatience, [this] { return m_isBalanced; }))
        giveUp(fmt::format("{} members of a group are not balanced after a minute", m_members.size()));
    return secondsSince(begin);
}

double GroupCrowd::join(int count) {
    return secondsToBalance([this, count] {
        for (int i = 0; i < count; ++i) m_members.push_back(std::make_unique<Member>(*this));
    });
}

double GroupCrowd::killOne() {
    return secondsToBalance([this] { m_members.pop_back(); });
}

std::vector<double> GroupCrowd::commitFor(std::chrono::milliseconds time) {
    std::promise<void> over;
    world::Timer timer;
    std::vector<double> commits;
    m_loop->runAndWait([&] {
        m_commits.clear();
        m_isCommitting = true;
        for (const auto& member : m_members) member->commit();
        timer = m_loop->world().timers.after(time, [&] {
            m_isCommitting = false;
            commits = m_commits;
            over.set_value();
        });
    });
    over.get_future().wait();
    m_loop->runAndWait([&] { timer = nullptr; });
    return commits;
}

void commitForGroups(const std::string& bootstrapServers, const std::string& prefix, const std::string& topic,
                     int groups) {
    const std::unique_ptr<host::HostLoop> loop = startLoop();
    std::unique_ptr<client::Admin> admin;
    std::vector<world::Call> calls(static_cast<std::size_t>(groups));
    std::promise<void> over;
    int next = 0;
    int left = groups;
    std::vector<client::GroupOffset> offsets;
    for (int i = 0; i < kOffsetsOfGroup; ++i)
        offsets.push_back({.partition = {topic, PartitionIndex(i)}, .offset = Offset(i)});
    std::function<void()> begin = [&] {
        if (next == groups) return;
        const int number = next++;
        calls[static_cast<std::size_t>(number)] =
            admin->commitGroupOffsets(fmt::format("{}-{}", prefix, number), offsets,
                                      [&](const Result<std::vector<client::GroupOffset>>& answer) {
                                          if (!answer) giveUp("committing: " + answer.error().detail);
                                          begin();
                                          if (--left == 0) over.set_value();
                                      });
    };
    loop->runAndWait([&] {
        admin = std::make_unique<client::Admin>(clientOptions(bootstrapServers), loop->world());
        for (int i = 0; i < std::min(kAtOnce, groups); ++i) begin();
    });
    if (over.get_future().wait_for(kPatience) != std::future_status::ready)
        giveUp(fmt::format("commits of {} groups are not answered after a minute", groups));
    loop->runAndWait([&] {
        calls.clear();
        admin = nullptr;
    });
}

}  // namespace tests::benchmark
