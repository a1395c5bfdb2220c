#include <QtTest/QtTest>

#include <array>
#include <memory>
#include <vector>

#include "broker/node/fetch_sessions.h"
#include "broker/node/fetcher_session.h"
#include "tests/support/test_registry.h"

using namespace broker;
using node::FetchContext;
using node::FetcherSession;
using node::FetchSessions;

namespace {

constexpr std::int16_t kVersion = 17;

Uuid topicId(int number) {
    std::array<std::uint8_t, 16> bytes{};
    bytes.back() = static_cast<std::uint8_t>(number);
    return Uuid(bytes);
}

struct Wanted {
    int topic;
    int partition;
    std::int64_t offset;
    friend bool operator==(const Wanted&, const Wanted&) = default;
};

wire::FetchRequest requestFor(const std::vector<Wanted>& wanted) {
    wire::FetchRequest request;
    request.replicaState.replicaId = BrokerId(2);
    for (const Wanted& one : wanted) {
        if (request.topics.empty() || request.topics.back().topicId != topicId(one.topic))
            request.topics.push_back({.topicId = topicId(one.topic)});
        request.topics.back().partitions.push_back(
            {.partition = PartitionIndex(one.partition), .fetchOffset = Offset(one.offset)});
    }
    return request;
}

std::vector<Wanted> named(const std::vector<wire::FetchRequest::Topic>& topics) {
    std::vector<Wanted> all;
    for (const auto& topic : topics)
        for (const auto& row : topic.partitions)
            for (int number = 0; number < 10; ++number)
                if (topic.topicId == topicId(number))
                    all.push_back({number, row.partition.value(), row.fetchOffset.value()});
    return all;
}

/// Both halves: a follower's and its leader's.
class Conversation {
public:
    explicit Conversation(std::size_t sessions = 4)
        : m_leader(std::make_unique<FetchSessions>(FetchSessions::Limits{.sessions = sessions}, m_random)) {}

    /// What went over the wire is in `said` and `forgotten`, what the leader took it for is the result.
    std::vector<Wanted> fetch(const std::vector<Wanted>& wanted) {
        wire::FetchRequest request = requestFor(wanted);
        follower.fill(request);
        said = named(request.topics);
        forgotten.clear();
        for (const auto& topic : request.forgottenTopicsData)
            for (const PartitionIndex partition : topic.partitions) forgotten.push_back(partition);
        const Result<FetchContext> context = m_leader->begin(request, kVersion, {});
        wire::FetchResponse response;
        if (context) {
            for (const auto& topic : context->topics) {
                response.responses.push_back({.topicId = topic.topicId});
                for (const auto& row : topic.partitions)
                    response.responses.back().partitions.push_back({.partitionIndex = row.partition});
            }
            m_leader->finish(*context, response, {});
        } else {
            response.errorCode = context.error().code;
        }
        isKnown = follower.onAnswer(response);
        return context ? named(context->topics) : std::vector<Wanted>{};
    }
    /// The leader comes back and knows nothing.
    void forgetAll() {
        m_leader = std::make_unique<FetchSessions>(FetchSessions::Limits{.sessions = 4}, m_random);
    }

    FetcherSession follower;
    std::vector<Wanted> said;
    std::vector<PartitionIndex> forgotten;
    bool isKnown = true;

private:
    Random m_random{5};
    std::unique_ptr<FetchSessions> m_leader;
};

}  // namespace

/// Whatever little is said, the leader must take it for all that is wanted.
class TestFetcherSession : public QObject {
    Q_OBJECT

private slots:
    void whatTheLeaderKnowsIsNotSaidAgain() {
        Conversation talk;
        const std::vector<Wanted> first{{1, 0, 5}, {1, 1, 7}, {2, 0, 9}};
        QVERIFY(talk.fetch(first) == first && talk.said == first);
        QVERIFY(talk.fetch(first) == first);
        QVERIFY(talk.said.empty() && talk.forgotten.empty());
        const std::vector<Wanted> moved{{1, 0, 5}, {1, 1, 8}, {2, 0, 9}};
        QVERIFY(talk.fetch(moved) == moved);
        QVERIFY((talk.said == std::vector<Wanted>{{1, 1, 8}}));
    }

    void whatIsWantedNoMoreIsForgotten() {
        Conversation talk;
        talk.fetch({{1, 0, 5}, {1, 1, 7}, {2, 0, 9}});
        const std::vector<Wanted> fewer{{1, 0, 5}};
        QVERIFY(talk.fetch(fewer) == fewer);
        QVERIFY(talk.said.empty());
        QVERIFY((talk.forgotten == std::vector{PartitionIndex(1), PartitionIndex(0)}));
        const std::vector<Wanted> again{{1, 0, 5}, {2, 0, 9}};
        QVERIFY(talk.fetch(again) == again);
        QVERIFY((talk.said == std::vector<Wanted>{{2, 0, 9}}));
    }

    void aLeaderThatCameBackIsToldEverything() {
        Conversation talk;
        const std::vector<Wanted> all{{1, 0, 5}, {1, 1, 7}};
        talk.fetch(all);
        talk.forgetAll();
        talk.fetch(all);
        QVERIFY(!talk.isKnown);
        QVERIFY(talk.fetch(all) == all && talk.said == all && talk.isKnown);
    }

    void afterALostAnswerEverythingIsSaid() {
        Conversation talk;
        const std::vector<Wanted> all{{1, 0, 5}, {1, 1, 7}};
        talk.fetch(all);
        wire::FetchRequest unheard = requestFor({{1, 0, 6}, {1, 1, 7}});
        talk.follower.fill(unheard);
        talk.follower.restart();
        QVERIFY(talk.fetch(all) == all && talk.said == all);
        QVERIFY(talk.fetch(all) == all && talk.said.empty());
    }

    void withoutRoomAtTheLeaderEveryFetchIsWhole() {
        Conversation talk(0);
        const std::vector<Wanted> all{{1, 0, 5}, {1, 1, 7}};
        for (int i = 0; i < 3; ++i) QVERIFY(talk.fetch(all) == all && talk.said == all);
    }
};

BROKERSCOPE_TEST(TestFetcherSession)
#include "tst_fetcher_session.moc"
