#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "broker/checking/checker.h"
#include "broker/groups/group_partition.h"
#include "broker/node/internal_topics.h"
#include "broker/wire/group_record.h"
#include "broker/wire/record_reader.h"

// G1 to G5: consumer groups and what they commit, and that compaction keeps what it must.
namespace broker::checking {
namespace {

using namespace std::chrono_literals;

class GroupChecker : public Checker {
public:
    using Checker::Checker;

protected:
    /// The partition that has the group; -1: not made yet, or nothing is demanded of it any more.
    int placeOf(int group) const {
        const metadata::TopicImage* topic = m_truth.newest->topic(std::string(node::kOffsetsTopic));
        if (!topic) return -1;
        const auto count = static_cast<std::int32_t>(topic->partitions.size());
        const PartitionIndex partition =
            groups::partitionOfGroup(m_plan.groups[static_cast<std::size_t>(group)].name, count);
        const int index = m_truth.indexOf({std::string(node::kOffsetsTopic), partition}, topic->id);
        return index < 0 || m_truth.partition(index).isExempt ? -1 : index;
    }
    const std::string& nameOf(int group) const { return m_plan.groups[static_cast<std::size_t>(group)].name; }
};

std::string wordsOf(const wire::GroupRecord& record) {
    const wire::GroupRecordWords words = wire::describeGroupRecord(record);
    return fmt::format("{} {}: {}", words.type, words.subject, fmt::join(words.says, ", "));
}

/// G1: in one generation a partition has one owner.
class OneOwnerPerPartition final : public GroupChecker {
public:
    using GroupChecker::GroupChecker;

    void onAssigned(const GroupAssignment& assigned) override {
        if (placeOf(assigned.group) < 0) return;
        // A static member that comes back has another id and what it had.
        const std::string& who = assigned.instance.empty() ? assigned.member : assigned.instance;
        auto& owners = m_owners[{assigned.group, assigned.generation}];
        for (const TopicPartition& one : assigned.partitions) {
            const auto [owner, isFirst] = owners.try_emplace(one, who);
            if (owner->second != who)
                violated("G1",
                         fmt::format("{} generation {}: {} is assigned to {} and to {}",
                                     nameOf(assigned.group), assigned.generation, one, owner->second, who));
        }
    }

private:
    std::map<std::pair<int, GenerationId>, std::map<TopicPartition, std::string>> m_owners;
};

/// G5: in one generation a static member owns the same, whoever speaks for it, and one that comes back within
/// its session finds the generation that it left.
class StaticMembersStay final : public GroupChecker {
public:
    using GroupChecker::GroupChecker;

    void onAssigned(const GroupAssignment& assigned) override {
        if (assigned.instance.empty() || placeOf(assigned.group) < 0) return;
        const auto key = std::tuple(assigned.group, assigned.generation, assigned.instance);
        const auto [owned, isFirst] = m_owned.try_emplace(key, assigned.partitions);
        if (owned->second != assigned.partitions)
            violated("G5",
                     fmt::format("{} generation {}: static member {} had {} partitions and came back to "
                                 "{}, or to others",
                                 nameOf(assigned.group), assigned.generation, assigned.instance,
                                 owned->second.size(), assigned.partitions.size()));
        if (assigned.cameBackTo && *assigned.cameBackTo != assigned.generation)
            violated("G5", fmt::format("{}: static member {} came back within its session, and generation {} "
                                       "became {}",
                                       nameOf(assigned.group), assigned.instance, *assigned.cameBackTo,
                                       assigned.generation));
    }

private:
    std::map<std::tuple<int, GenerationId, std::string>, std::vector<TopicPartition>> m_owned;
};

/// A shadow of each coordinator, replayed from what is committed of its log. G2: each commit in it is of a
/// member of the generation in which it stands. G3: who asks is told the last commit that was acknowledged,
/// or a later one. G4: whoever serves has the shadow's state. G5: a static member that was fenced commits no
/// more.
class CommittedGroups final : public GroupChecker {
public:
    using GroupChecker::GroupChecker;

    void onLook(const ClusterLook& look) override {
        for (const Truth::FreshBatch& batch : m_truth.freshOffsets) take(batch);
        for (const std::size_t number : std::exchange(m_acked, {})) checkAcked(number);
        for (const FetchedOffset& fetched : std::exchange(m_fetched, {})) checkFetched(fetched);
        if (look.now < m_compareAt) return;
        m_compareAt = look.now + kCompareEvery;
        for (const BrokerLook& broker : look.brokers) compare(broker);
    }
    void onCommitAcked(std::size_t number) override {
        const GroupCommit& commit = m_truth.commits[number];
        m_ackedOf[{commit.group, commit.partition}].push_back(number);
        m_acked.push_back(number);
    }
    void onOffsetFetched(const FetchedOffset& fetched) override { m_fetched.push_back(fetched); }
    void onEnd() override {
        for (std::size_t i = 0; i < m_truth.commits.size(); ++i) {
            const GroupCommit& commit = m_truth.commits[i];
            if (commit.state == GroupCommit::State::kRefused && commit.at >= Offset(0) &&
                placeOf(commit.group) >= 0)
                violated("G2", fmt::format("{}: commit {} of {} was refused and stands at offset {}",
                                           nameOf(commit.group), i, commit.member, commit.at));
        }
    }

private:
    static constexpr Duration kCompareEvery = 50ms;

    struct Shadow {
        Shadow()
            : state(groups::GroupCoordinator::Options{}, Random(1)) {}

        groups::GroupCoordinator state;
        struct Stored {
            GenerationId generation = kNoGeneration;
            std::set<std::string> members;
            std::map<std::string, std::string> instances;  ///< member ids
        };
        std::map<std::string, Stored> groups;
        Offset end{0};
        std::vector<wire::GroupRecord> records;  ///< its durable state
        Offset recordsAt{-1};                    ///< as of that end
    };

    void take(const Truth::FreshBatch& fresh) {
        if (m_truth.partition(fresh.partition).isExempt) return;
        Shadow& shadow = m_shadows[fresh.partition];
        const auto batch = wire::parseBatch(fresh.bytes);
        if (!batch) return;
        auto reader = wire::RecordReader::open(*batch);
        wire::RecordView record;
        while (reader) {
            const auto more = reader->next(record);
            if (!more || !*more) break;
            const Offset offset = batch->header.baseOffset + record.offsetDelta;
            const auto decoded = wire::decodeGroupRecord(record.key, record.value);
            if (!decoded) {
                violated("G4", fmt::format("{} offset {}: {}", m_truth.partition(fresh.partition).name,
                                           offset, decoded.error().detail));
                return;
            }
            if (const auto* commit = std::get_if<wire::OffsetCommitRecord>(&*decoded))
                noteCommit(fresh.partition, shadow, *commit, offset);
            if (const auto* group = std::get_if<wire::GroupMetadataRecord>(&*decoded))
                noteGroup(shadow, *group);
            shadow.state.replay(*decoded, offset);
        }
        shadow.end = batch->header.nextOffset();
    }

    static void noteGroup(Shadow& shadow, const wire::GroupMetadataRecord& record) {
        auto& stored = shadow.groups[record.key.group];
        stored = {};
        if (!record.value) return;
        stored.generation = record.value->generation;
        for (const auto& member : record.value->members) {
            stored.members.insert(member.memberId);
            if (member.groupInstanceId) stored.instances[*member.groupInstanceId] = member.memberId;
        }
    }

    void noteCommit(int index, const Shadow& shadow, const wire::OffsetCommitRecord& record, Offset offset) {
        if (!record.value || record.value->metadata.empty()) return;
        const auto number = static_cast<std::size_t>(std::stoull(record.value->metadata));
        if (number >= m_truth.commits.size()) return;
        GroupCommit& commit = m_truth.commits[number];
        if (commit.at < Offset(0)) commit.at = offset;
        const auto stored = shadow.groups.find(record.key.group);
        const bool isKnown = stored != shadow.groups.end();
        if (isKnown && stored->second.generation == commit.generation &&
            stored->second.members.contains(commit.member))
            return;
        if (isKnown && stored->second.instances.contains(commit.instance))
            if (const std::string& now = stored->second.instances.at(commit.instance); now != commit.member)
                return violated("G5",
                                fmt::format("{} offset {}: commit {} is of {}, and static member {} is {}",
                                            m_truth.partition(index).name, offset, number, commit.member,
                                            commit.instance, now));
        violated("G2",
                 fmt::format("{} offset {}: commit {} is of {} in generation {}, where {} is in {}",
                             m_truth.partition(index).name, offset, number, commit.member, commit.generation,
                             record.key.group, isKnown ? stored->second.generation : kNoGeneration));
    }

    /// Some of what was shown as committed could not be read yet, because a disk fails.
    bool isUnread(int place) const {
        const Truth::Partition& truth = m_truth.partition(place);
        return truth.log.end() < truth.shown;
    }

    void checkAcked(std::size_t number) {
        const GroupCommit& commit = m_truth.commits[number];
        const int place = placeOf(commit.group);
        if (place < 0 || commit.at >= Offset(0)) return;
        if (isUnread(place)) return m_acked.push_back(number);
        violated("G3", fmt::format("{}: commit {} of {} was acknowledged and is not in the committed log",
                                   nameOf(commit.group), number, commit.partition));
    }

    void checkFetched(const FetchedOffset& fetched) {
        const int place = placeOf(fetched.group);
        if (place < 0) return;
        if (isUnread(place)) return m_fetched.push_back(fetched);
        const std::vector<std::size_t>& acked = m_ackedOf[{fetched.group, fetched.partition}];
        Offset least{-1};
        std::size_t last = 0;
        for (std::size_t i = 0; i < std::min(fetched.acked, acked.size()); ++i) {
            const GroupCommit& commit = m_truth.commits[acked[i]];
            if (commit.at <= least) continue;
            least = commit.at;
            last = acked[i];
        }
        if (least < Offset(0)) return;
        const bool isKnown = fetched.commit && *fetched.commit < m_truth.commits.size();
        const Offset told = isKnown ? m_truth.commits[*fetched.commit].at : Offset(-1);
        if (told >= least) return;
        violated("G3", fmt::format("{} {}: commit {} was acknowledged, and then {} was told",
                                   nameOf(fetched.group), fetched.partition, last,
                                   isKnown ? fmt::format("commit {}", *fetched.commit) : "nothing"));
    }

    /// Where everything in the log is committed, the coordinator has replayed just that.
    void compare(const BrokerLook& broker) {
        if (!broker.groups || broker.isFrozen) return;
        for (const node::GroupService::Serving& serving : broker.groups->serving()) {
            const metadata::TopicImage* topic = m_truth.newest->topic(std::string(node::kOffsetsTopic));
            if (!topic) return;
            const int index =
                m_truth.indexOf({std::string(node::kOffsetsTopic), serving.partition}, topic->id);
            if (index < 0 || m_truth.partition(index).isExempt) continue;
            const ReplicaLook* replica = broker.replica(index);
            const metadata::PartitionImage* image = m_truth.newestImage(index);
            if (!replica || !replica->log || !replica->leading || !image) continue;
            if (replica->leading->leaderEpoch() != image->leaderEpoch) continue;
            Shadow& shadow = m_shadows[index];
            const Offset end = replica->log->end();
            if (end != replica->hosted->highWatermark || end != shadow.end) continue;
            auto& compared = m_compared[{broker.number, index}];
            if (std::exchange(compared, {broker.life, end}) == std::pair(broker.life, end)) continue;
            if (std::exchange(shadow.recordsAt, end) != end) shadow.records = shadow.state.durableState();
            tellDifference(broker.number, index, serving.coordinator.durableState(), shadow.records);
        }
    }

    void tellDifference(int broker, int index, const std::vector<wire::GroupRecord>& live,
                        const std::vector<wire::GroupRecord>& shadow) {
        if (live == shadow) return;
        std::string first = "the shadow has more";
        for (std::size_t i = 0; i < live.size(); ++i) {
            if (i < shadow.size() && live[i] == shadow[i]) continue;
            first = wordsOf(live[i]);
            if (i < shadow.size()) first += "; by the log: " + wordsOf(shadow[i]);
            break;
        }
        violated("G4", fmt::format("{} on broker {}: {} records of state, by the committed log {}: {}",
                                   m_truth.partition(index).name, broker, live.size(), shadow.size(), first));
    }

    std::map<int, Shadow> m_shadows;  ///< by partition
    std::map<std::pair<int, TopicPartition>, std::vector<std::size_t>> m_ackedOf;
    std::vector<std::size_t> m_acked;
    std::vector<FetchedOffset> m_fetched;
    std::map<std::pair<int, int>, std::pair<int, Offset>> m_compared;  ///< life and log end
    world::Moment m_compareAt;
};

/// S1 where a log is compacted: the last value of each key is there, in each life of a broker and in the end.
class LatestValuesStay final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        m_last = &look;
        for (const BrokerLook& broker : look.brokers)
            for (const ReplicaLook& replica : broker.replicas)
                if (replica.log && isMine(replica) &&
                    std::exchange(m_seen[{broker.number, replica.partition}], broker.life) != broker.life)
                    check(broker, replica);
    }
    void onDeath(const BrokerLook& broker, const world::Files&, bool) override {
        for (const ReplicaLook& replica : broker.replicas)
            if (replica.log && isMine(replica)) check(broker, replica);
    }
    void onEnd() override {
        if (!m_last) return;
        for (const BrokerLook& broker : m_last->brokers)
            for (const ReplicaLook& replica : broker.replicas)
                if (replica.log && isMine(replica)) check(broker, replica);
    }

private:
    bool isMine(const ReplicaLook& replica) const {
        const Truth::Partition& partition = m_truth.partition(replica.partition);
        return partition.isCompacted && !partition.isExempt;
    }

    void check(const BrokerLook& broker, const ReplicaLook& replica) {
        const Truth::Partition& truth = m_truth.partition(replica.partition);
        // What it holds beyond its own high watermark may be cut off yet, and is not compacted.
        const Offset to = std::min({replica.hosted->highWatermark, replica.log->end(), replica.shared});
        const auto offsets = CommittedLog::offsetsIn(*replica.log, to);
        if (!offsets) return;  // A disk that fails is the matter of others.
        for (const auto& [key, latest] : truth.log.latestValues())
            if (latest >= replica.log->start() && latest < to && !offsets->contains(latest)) {
                violated("S1", fmt::format("{} on broker {}: the last value of a key, at offset {}, is gone",
                                           truth.name, broker.number, latest));
                return;
            }
    }

    const ClusterLook* m_last = nullptr;        ///< the watch's own, always its last one
    std::map<std::pair<int, int>, int> m_seen;  ///< life
};

}  // namespace

void addGroupCheckers(const Checker::Context& context, Checkers& checkers) {
    checkers.push_back(std::make_unique<OneOwnerPerPartition>(context));
    checkers.push_back(std::make_unique<StaticMembersStay>(context));
    checkers.push_back(std::make_unique<CommittedGroups>(context));
    checkers.push_back(std::make_unique<LatestValuesStay>(context));
}

}  // namespace broker::checking
