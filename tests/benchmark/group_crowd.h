#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "broker/client/admin.h"
#include "broker/client/group_member.h"
#include "broker/host/host_loop.h"
#include "tests/benchmark/samples.h"

namespace tests::benchmark {

/// Members of one group, all on one thread of this process, each with its connections. What does not work
/// within a minute ends the program.
class GroupCrowd {
public:
    struct Options {
        std::string bootstrapServers;
        std::string group;
        std::string topic;
        std::size_t partitions = 1;
    };
    explicit GroupCrowd(Options options);
    ~GroupCrowd();

    std::size_t size() const { return m_members.size(); }
    /// Seconds until all members, the new ones too, are in one generation that owns everything.
    double join(int count);
    /// The same from the death of one member on, which does not say goodbye.
    double killOne();
    /// All members commit, each one offset at a time, for so long: seconds of each commit.
    std::vector<double> commitFor(std::chrono::milliseconds time);

private:
    class Member;

    void changed();
    double secondsToBalance(const std::function<void()>& act);

    Options m_options;
    std::unique_ptr<broker::host::HostLoop> m_loop;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isBalanced = false;
    // On the loop.
    std::vector<std::unique_ptr<Member>> m_members;
    std::vector<double> m_commits;
    bool m_isCommitting = false;
};

/// Commits ten offsets of a topic as nobody's member for each of so many groups, named after the prefix.
void commitForGroups(const std::string& bootstrapServers, const std::string& prefix, const std::string& topic,
                     int groups);

}  // namespace tests::benchmark
