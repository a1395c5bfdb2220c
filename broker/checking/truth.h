#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "broker/base/generation_id.h"
#include "broker/checking/committed_log.h"
#include "broker/checking/plan.h"
#include "broker/metadata/image.h"
#include "broker/world/time.h"

namespace broker::checking {

/// A record that a client of ours sent. Its value begins with its number, so each is sent once.
struct Write {
    enum class State : std::uint8_t {
        kSent,
        kAcked,
        kUnknown,  ///< the client gave up: it may be there or not
        kRefused   ///< never left the client, or is larger than any broker takes
    };

    int producer = 0;
    int partition = 0;
    bool acksAll = true;
    State state = State::kSent;
    std::uint32_t sum = 0;  ///< of its value
    Offset offset{-1};      ///< as acknowledged, or where it was read
    bool wasRead = false;
    bool mayBeLost = false;
};

/// An offset that a member of ours committed. Its number is the commit's metadata, so each is sent once.
struct GroupCommit {
    enum class State : std::uint8_t {
        kSent,
        kAcked,
        kUnknown,  ///< no answer, or one that leaves it open
        kRefused   ///< for who sent it: it changes nothing
    };

    int group = 0;  ///< index into Plan::groups
    std::string member;
    std::string instance;  ///< of a static member
    GenerationId generation = kNoGeneration;
    TopicPartition partition;
    State state = State::kSent;
    Offset at{-1};  ///< where it stands in the committed log of its group; -1: not seen there
};

/// What a member of a group was told that it owns.
struct GroupAssignment {
    int group = 0;  ///< index into Plan::groups
    std::string member;
    std::string instance;  ///< of a static member
    GenerationId generation = kNoGeneration;
    std::vector<TopicPartition> partitions;
    /// The generation that its instance was in when it died, if it came back well within its session while
    /// nothing else happened to the group.
    std::optional<GenerationId> cameBackTo = std::nullopt;
};

/// What a member was told when it asked what its group had committed.
struct FetchedOffset {
    int group = 0;
    TopicPartition partition;
    std::optional<std::size_t> commit;  ///< index into Truth::commits; none: nothing is committed
    std::size_t acked = 0;              ///< commits of this partition that were acknowledged when it asked
};

/// What is known for certain about a run, gathered from outside the nodes: what clients were told, what
/// replicas have shown as committed, and what was done to them. Checkers compare the nodes with it.
class Truth {
public:
    struct Partition {
        TopicPartition name;
        /// Of a topic that comes and goes during the run; zero: it is there all the time.
        Uuid topicId{};
        bool isCompacted = false;
        /// The greatest offset, exclusive, that anyone was told is committed: acknowledged with acks=all,
        /// read, or below a high watermark.
        Offset highWatermark{0};
        /// The greatest high watermark that any replica has shown.
        Offset shown{0};
        /// Up to there, as far as it could be read.
        CommittedLog log;
        std::map<Offset, std::size_t> values;  ///< write by offset: acknowledged with acks=all, or read
        /// Committed records may have been lost in a way that is allowed (see README), so nothing is
        /// demanded of its records any more.
        bool isExempt = false;
        std::string exemptBecause;
        /// The newest leader epoch that began with an unclean election: while somebody still leads in an
        /// earlier one, what it acknowledges may be lost.
        LeaderEpoch uncleanEpoch = kNoLeaderEpoch;
    };
    struct Broker {
        bool lostData = false;  ///< a loss of power, and it has not caught up since
        BrokerEpoch epochAtLoss = kNoBrokerEpoch;
    };

    explicit Truth(const Plan& plan);

    /// Of the partitions that last the whole run; -1: none of them.
    int indexOf(const TopicPartition& name) const;
    /// Of all, by their topic's id; -1: not known yet.
    int indexOf(const TopicPartition& name, const Uuid& topicId) const;
    /// Those that last come first.
    int lasting() const { return m_lasting; }
    /// Null: it is not there.
    const metadata::PartitionImage* imageIn(const metadata::MetadataImage& image, int index) const;
    const metadata::PartitionImage* newestImage(int index) const { return imageIn(*newest, index); }
    /// Takes a newer image, and with it the topics that came.
    void takeNewest(const metadata::ImagePointer& image);
    Partition& partition(int index) { return partitions[static_cast<std::size_t>(index)]; }
    Broker& broker(int number) { return brokers[static_cast<std::size_t>(number)]; }
    const Broker& broker(int number) const { return brokers[static_cast<std::size_t>(number)]; }
    void exempt(int index, std::string because);
    /// What was sent to the partition up to here may be lost.
    void excuseWrites(int index);

    std::vector<Partition> partitions;  ///< those that last sorted by name, then others as they came
    std::vector<Broker> brokers;        ///< by number; 0 is nobody
    CommittedLog metadataLog;
    std::vector<Bytes> freshMetadata;  ///< batches that were committed since the last look
    metadata::ImagePointer newest = metadata::MetadataImage::empty();  ///< of all that any node has applied
    std::vector<Write> writes;
    std::vector<GroupCommit> commits;
    struct FreshBatch {
        int partition = 0;
        Bytes bytes;
    };
    /// Of `__consumer_offsets`, in their order: committed since the last look.
    std::vector<FreshBatch> freshOffsets;

private:
    int m_lasting = 0;
};

}  // namespace broker::checking
