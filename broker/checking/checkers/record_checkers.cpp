#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "broker/checking/checker.h"
#include "broker/metadata/topic_rules.h"
#include "broker/wire/record_reader.h"

// M2, M3, M4 and M10 on the committed records of the metadata log, one by one: nothing lies between two
// looks.
namespace broker::checking {
namespace {

using metadata::BrokerImage;
using metadata::PartitionImage;
using metadata::Record;

bool contains(const std::vector<BrokerId>& list, BrokerId id) { return std::ranges::count(list, id) > 0; }

/// Replays the committed log by itself and judges each record by the image before it and after it.
class RecordsAreLegal final : public Checker {
public:
    explicit RecordsAreLegal(const Context& context)
        : Checker(context) {
        for (const auto& [name, value] : context.plan.settings)
            if (!m_settings.set(name, value)) violated("M2", "the setting " + name + " is not valid");
    }

    void onLook(const ClusterLook& look) override {
        for (const Bytes& bytes : std::exchange(m_truth.freshMetadata, {})) take(look, bytes);
    }

private:
    void take(const ClusterLook& look, const Bytes& bytes) {
        const auto batch = wire::parseBatch(bytes);
        if (!batch) return violated("Q3", "a committed metadata batch: " + batch.error().detail);
        // Where looks began later than the log, there is nothing to judge.
        if (!m_image || m_image->end() != batch->header.baseOffset) {
            m_image = batch->header.baseOffset == Offset(0) ? metadata::MetadataImage::empty() : nullptr;
            if (!m_image) return;
        }
        const Offset end = batch->header.nextOffset();
        if (batch->header.isControl()) return replay({}, end, batch->header.leaderEpoch);
        if (const Result<void> taken = takeRecords(look, *batch); !taken)
            violated("Q3", "a committed metadata record: " + taken.error().detail);
    }

    Result<void> takeRecords(const ClusterLook& look, const wire::BatchView& batch) {
        ASSIGN_OR_RETURN(wire::RecordReader reader, wire::RecordReader::open(batch));
        wire::RecordView view;
        for (Offset end = batch.header.baseOffset + 1;; ++end) {
            ASSIGN_OR_RETURN(const bool more, reader.next(view));
            if (!more) return {};
            ASSIGN_OR_RETURN(const Record record, metadata::decode(view.value.value_or(ByteView{})));
            const metadata::ImagePointer before = m_image;
            replay(std::span(&record, 1), end, batch.header.leaderEpoch);
            std::visit([&](const auto& one) { judge(look, *before, one); }, record);
        }
    }

    void replay(std::span<const Record> records, Offset end, LeaderEpoch epoch) {
        auto after = m_image->apply(records, end, epoch);
        if (!after) return violated("M1", "a committed record does not fit: " + after.error().detail);
        m_image = *std::move(after);
    }

    void judge(const ClusterLook&, const metadata::MetadataImage&, const auto&) {}

    /// M3: a broker epoch is the offset of its registration, and the uptime before it leads nothing and is in
    /// no ISR any more.
    void judge(const ClusterLook&, const metadata::MetadataImage& before,
               const metadata::RegisterBrokerRecord& record) {
        const BrokerImage* earlier = before.broker(record.broker);
        if (earlier && earlier->incarnationId == record.incarnationId) return;
        if (record.epoch.value() != before.end().value())
            violated("M3", fmt::format("broker {} was registered at offset {} with epoch {}", record.broker,
                                       before.end(), record.epoch));
        if (!record.fenced) violated("M3", fmt::format("broker {} was registered unfenced", record.broker));
        if (earlier) checkIsGone(before, record.broker, "registered anew");
    }
    /// M2: whoever is fenced is in no ISR.
    void judge(const ClusterLook&, const metadata::MetadataImage&,
               const metadata::BrokerRegistrationChangeRecord& record) {
        using Fencing = metadata::BrokerRegistrationChangeRecord::Fencing;
        if (record.fencing == Fencing::kFence) checkIsGone(*m_image, record.broker, "fenced");
    }
    void checkIsGone(const metadata::MetadataImage& image, BrokerId broker, std::string_view what) {
        image.topics().forEach([&](const std::string& name, const auto& topic) {
            for (const auto& partition : topic->partitions)
                if (partition->leader == broker || contains(partition->isr, broker))
                    violated(what == "fenced" ? "M2" : "M3",
                             fmt::format("broker {} was {} and still leads or is in the ISR of {}-{}", broker,
                                         what, name, partition->index));
        });
    }

    void judge(const ClusterLook& look, const metadata::MetadataImage& before,
               const metadata::PartitionChangeRecord& record) {
        const metadata::TopicImage* topic = m_image->topic(record.topicId);
        const PartitionImage* was = before.partition(record.topicId, record.partition);
        const PartitionImage* now = topic ? topic->partition(record.partition) : nullptr;
        if (!was || !now) return;
        const TopicPartition name{.topic = topic->name, .partition = record.partition};
        checkMembers(look, name, *topic, *was, *now);
        checkElr(name, *topic, *now);
        if (now->leader != kNoBroker && now->leader != was->leader) checkLeader(name, *topic, *was, *now);
    }

    /// M4: whoever joins the ISR is active, in the very uptime that its leader saw fetching.
    void checkMembers(const ClusterLook& look, const TopicPartition& name, const metadata::TopicImage& topic,
                      const PartitionImage& was, const PartitionImage& now) {
        for (const BrokerId id : now.isr) {
            if (contains(was.isr, id)) continue;
            const BrokerImage* broker = m_image->broker(id);
            if (!broker || !broker->isActive())
                violated("M4", fmt::format("broker {} joined the ISR of {} and is not active", id, name));
            if (!broker || now.leaderEpoch != was.leaderEpoch) continue;
            const ReplicaLook* leader = look.broker(now.leader).replica(m_truth.indexOf(name, topic.id));
            if (!leader || !leader->leading || leader->leading->leaderEpoch() != now.leaderEpoch) continue;
            const auto follower = leader->leading->followers().find(id);
            if (follower != leader->leading->followers().end() &&
                follower->second.brokerEpoch < broker->epoch)
                violated("M4",
                         fmt::format("broker {} joined the ISR of {} with broker epoch {}, its leader "
                                     "{} has heard of epoch {} only",
                                     id, name, broker->epoch, now.leader, follower->second.brokerEpoch));
        }
    }

    /// M2: with min.insync.replicas in sync nobody else is eligible.
    void checkElr(const TopicPartition& name, const metadata::TopicImage& topic, const PartitionImage& now) {
        const std::size_t least =
            std::min(metadata::minInsyncReplicas(m_settings, *m_image, topic), now.replicas.size());
        if (now.isr.size() >= least && !now.elr.empty())
            violated("M2", fmt::format("{}: {} of {} are in sync, and yet {} are eligible", name,
                                       now.isr.size(), now.replicas.size(), now.elr.size()));
    }

    /// M10: the leader comes from the ISR, else the ELR, else it is the last known one that comes back alone,
    /// else whoever is alive, where that is allowed; the last two recover.
    void checkLeader(const TopicPartition& name, const metadata::TopicImage& topic, const PartitionImage& was,
                     const PartitionImage& now) {
        if (contains(was.isr, now.leader) || contains(was.elr, now.leader)) return;
        const bool isLastKnown = was.lastKnownElr.size() == 1 && was.lastKnownElr.front() == now.leader;
        const bool isAllowed = isLastKnown || metadata::allowsUncleanElection(m_settings, *m_image, topic);
        if (!isAllowed || now.recovery != metadata::LeaderRecoveryState::kRecovering ||
            now.isr != std::vector{now.leader})
            violated("M10", fmt::format("broker {} leads {} from epoch {}, it was neither in sync nor "
                                        "eligible, and the election does not count as unclean",
                                        now.leader, name, now.leaderEpoch));
        const auto isBetter = [&](BrokerId id) {
            const BrokerImage* broker = m_image->broker(id);
            return id != now.leader && broker && broker->isActive();
        };
        if (!isLastKnown && std::ranges::any_of(was.lastKnownElr, isBetter))
            violated("M10", fmt::format("broker {} leads {} from epoch {} by an unclean election, although "
                                        "its last known leader is alive",
                                        now.leader, name, now.leaderEpoch));
    }

    config::Settings m_settings;
    metadata::ImagePointer m_image;
};

}  // namespace

void addRecordCheckers(const Checker::Context& context, Checkers& checkers) {
    checkers.push_back(std::make_unique<RecordsAreLegal>(context));
}

}  // namespace broker::checking
