#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include <QString>

struct rd_kafka_s;

namespace tests::conformance {

/// What a coordinator tells of a group.
struct DescribedGroup {
    struct Member {
        QString clientId;
        QString instance;
        std::set<QString> owned;  ///< as "topic-0"
    };
    QString trouble;  ///< the error's name, or nothing
    QString state;
    QString assignor;
    int coordinator = -1;
    std::vector<Member> members;
};

/// librdkafka's questions about groups. Used on one thread.
class GroupAdmin {
public:
    explicit GroupAdmin(const QString& bootstrapServers);
    ~GroupAdmin();
    GroupAdmin(const GroupAdmin&) = delete;
    GroupAdmin& operator=(const GroupAdmin&) = delete;

    DescribedGroup describe(const QString& group);
    /// What is committed for the partitions of a topic, by their number; nothing where the question failed.
    std::map<int, std::int64_t> committed(const QString& group, const QString& topic, int partitions);
    /// The error's name, or nothing if it worked.
    QString deleteGroup(const QString& group);

private:
    rd_kafka_s* m_client = nullptr;
};

}  // namespace tests::conformance
