#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/log/partition_log.h"
#include "broker/metadata/image.h"
#include "broker/node/delayed_operations.h"
#include "broker/node/exchange.h"
#include "broker/node/node.h"
#include "broker/node/raft_driver/election_teller.h"
#include "broker/node/raft_driver/tail_reader.h"
#include "broker/observe/quorum_snapshot.h"
#include "broker/quorum/quorum.h"
#include "broker/rpc/peer.h"
#include "broker/wire/messages/begin_quorum_epoch.h"
#include "broker/wire/messages/describe_quorum.h"
#include "broker/wire/messages/end_quorum_epoch.h"
#include "broker/wire/messages/fetch.h"
#include "broker/wire/messages/fetch_snapshot.h"
#include "broker/wire/messages/vote.h"
#include "broker/world/world.h"

namespace broker::node {

/// The key of DelayedOperations that stands for the metadata log; partitions count from 1.
inline constexpr DelayedOperations::Key kMetadataKey = 0;

/// Carries out what the quorum decides: keeps `__cluster_metadata` in its log, `quorum-state` and snapshots
/// beside it, asks the other voters and answers them, fetches from the leader or answers those who fetch, and
/// replays what is committed into images.
///
/// On the node's loop. What it hears of it tells its observer, never inside a call that the observer made.
class RaftDriver {
public:
    class Observer {
    public:
        virtual ~Observer() = default;
        /// The committed records up to `image->end()` were replayed, or a snapshot of them was loaded.
        /// `isHistory`: they were on the disk when this node started, so they tell of the past.
        virtual void onImage(const metadata::ImagePointer& image, bool isHistory) = 0;
        /// Whom this node takes for the leader; kNoBroker: nobody.
        virtual void onLeader(BrokerId leader, LeaderEpoch epoch) = 0;
        /// This node leads and everything of earlier epochs is committed and replayed: the controller may
        /// begin.
        virtual void onLeadershipReady(LeaderEpoch epoch) = 0;
        virtual void onLeadershipLost(const std::string& reason) = 0;
        /// Role, epoch, leader, log or high watermark are no longer what they were: `view` differs.
        virtual void onQuorumMoved() = 0;
        /// The log cannot be written, read or understood: the node must stop.
        virtual void onFailed(const Error& error) = 0;
    };

    struct Context {
        BrokerId self;
        std::string clusterId;
        std::string folder;  ///< of the log, where quorum-state and snapshots live too
        const config::Settings& settings;
        world::World& world;
        DelayedOperations& delayed;
        Observer& observer;
        observe::EventSink& events;
        observe::DiagnosticSink& diagnostics;
        quorum::Mutant mutant = quorum::Mutant::kNone;
    };
    RaftDriver(Context context, std::vector<Voter> voters, std::unique_ptr<log::PartitionLog> log);
    ~RaftDriver();

    /// Loads the newest snapshot, blocking.
    Result<void> start();
    /// A leader tells the others that it goes, and waits a moment for them to hear it. Then no more effects;
    /// closes the log (blocking in Work) and calls back.
    void stop(world::Completion<Result<void>> done);

    /// While leading: the records become one batch at the log's end. Returns its first offset; it is
    /// committed when the image's end has passed it. NOT_CONTROLLER if this node does not lead, or what the
    /// disk said.
    Result<Offset> append(const std::vector<metadata::Record>& records);
    Offset end() const { return m_log->end(); }

    // Requests on the controller listener.
    void handle(Exchange<wire::FetchRequest> exchange);
    void handle(Exchange<wire::FetchSnapshotRequest> exchange);
    void handle(Exchange<wire::VoteRequest> exchange);
    void handle(Exchange<wire::BeginQuorumEpochRequest> exchange);
    void handle(Exchange<wire::EndQuorumEpochRequest> exchange);
    void handle(Exchange<wire::DescribeQuorumRequest> exchange);

    const metadata::ImagePointer& image() const { return m_image; }
    const quorum::Quorum& quorum() const { return m_quorum; }
    /// Null once closed.
    const log::PartitionLog* log() const { return m_log.get(); }
    /// What this node knows of the quorum, for whoever looks; the same pointer while it is the same. Reads
    /// what the log has grown by since the last look.
    std::shared_ptr<const observe::QuorumSnapshot> view();

private:
    using Report = std::move_only_function<quorum::Effects()>;
    using ElectionReply = std::move_only_function<void(const quorum::ElectionAnswer&)>;

    /// What `onQuorumMoved` tells of.
    struct Standing {
        quorum::Role role = quorum::Role::kUnattached;
        LeaderEpoch epoch = kNoLeaderEpoch;
        BrokerId leader = kNoBroker;
        Offset end{0};
        Offset synced{0};
        Offset highWatermark{-1};

        bool operator==(const Standing&) const = default;
    };

    void carryOut(quorum::Effects effects);
    void scheduleTick();
    void fail(const Error& error);
    world::Moment now() const { return m_context.world.clock.now(); }
    void beginClosing();

    void perform(quorum::PersistState& effect);
    void perform(quorum::AppendLeaderChange& effect);
    void perform(quorum::AppendFetched& effect);
    void perform(quorum::TruncateLog& effect);
    void perform(quorum::HighWatermarkMoved& effect);
    void perform(quorum::LeaderIs& effect);
    void perform(quorum::LeadershipLost& effect);
    void perform(quorum::Answer& effect);
    void persistNext();
    void noteAppended(Offset before);
    void maybeSync();
    void replayCommitted();
    void replayLater();
    Result<void> replayUpTo(Offset end);
    Result<void> replayBatch(const wire::BatchView& batch);

    // raft_requests.cpp: what it asks others.
    void perform(quorum::SendFetch& effect);
    void perform(quorum::SendFetchSnapshot& effect);
    void perform(quorum::SendVote& effect);
    void perform(quorum::SendBeginEpoch& effect);
    void perform(quorum::SendEndEpoch& effect);
    template <class Request>
    void askVoter(BrokerId to, std::uint64_t round, Request request, world::Duration timeout);
    void onFetched(BrokerId from, Result<rpc::Reply<wire::FetchRequest>> reply);
    void onPart(BrokerId from, Result<rpc::Reply<wire::FetchSnapshotRequest>> reply);
    void tellFailure(std::string_view what, BrokerId peer, const Error& error);
    const Voter& voter(BrokerId id) const;
    rpc::Peer& peer(BrokerId voter);

    // raft_answers.cpp: what others ask.
    bool answerFetch(Exchange<wire::FetchRequest>& exchange, bool mustAnswer);
    template <class Request>
    bool isOfMetadata(const Request& request) const;
    std::uint64_t owe(ElectionReply reply);
    wire::DescribeQuorumResponse::Partition describe() const;

    // raft_view.cpp: what is published of it.
    Standing standing() const;
    void noteProgress();
    std::vector<observe::QuorumReplica> replicasSeen();

    // raft_snapshots.cpp
    Result<quorum::StoredLog> storedLog();
    Result<std::vector<quorum::SnapshotId>> loadSnapshots();
    void maybeTakeSnapshot();
    void perform(quorum::WriteSnapshotPart& effect);
    void perform(quorum::InstallSnapshot& effect);
    void perform(quorum::MoveLogStart& effect);
    void onInstalled(const quorum::SnapshotId& id, Result<metadata::ImagePointer> image);

    Context m_context;
    std::vector<Voter> m_voters;
    std::unique_ptr<log::PartitionLog> m_log;
    quorum::Quorum m_quorum;
    metadata::ImagePointer m_image;
    bool m_isImageTold = true;
    Offset m_historyEnd;
    Offset m_highWatermark{0};
    Timestamp m_lastTimestamp{0};  ///< of what was replayed
    bool m_hasFailed = false;
    std::optional<LeaderEpoch> m_announcedEpoch;  ///< of onLeadershipReady

    ElectionTeller m_election;
    TailReader m_tail;
    Standing m_standing;
    Timestamp m_since = kNoTimestamp;
    std::shared_ptr<const observe::QuorumSnapshot> m_view = std::make_shared<observe::QuorumSnapshot>();
    std::vector<quorum::Quorum::Replica> m_replicas;  ///< as `m_view` has them
    std::vector<BrokerId> m_electedBy;                ///< leading: who voted for it

    std::deque<quorum::Effect> m_effects;
    std::deque<Report> m_reports;
    bool m_isCarryingOut = false;

    std::uint64_t m_lastOwed = 0;
    std::map<std::uint64_t, ElectionReply> m_owed;  ///< answers that the quorum has not given yet

    std::optional<quorum::PersistState> m_toPersist;
    std::uint64_t m_bytesSinceSnapshot = 0;
    std::shared_ptr<world::File> m_part;  ///< of the snapshot that is fetched

    std::map<BrokerId, std::unique_ptr<rpc::Peer>> m_peers;
    world::Call m_fetching;
    std::map<BrokerId, world::Call> m_asking;     ///< the vote, or the begin of the epoch
    std::map<BrokerId, world::Call> m_farewells;  ///< the end of the epoch
    SharedBytes m_fetchedFrame;
    ByteView m_fetched;
    world::Call m_persisting;
    world::Call m_snapshotting;
    world::Call m_installing;
    world::Call m_syncing;
    Offset m_syncWanted{0};
    world::Timer m_tick;
    world::Timer m_replayLater;
    world::Completion<Result<void>> m_stopped;
    world::Timer m_patience;
    world::Call m_closing;
};

}  // namespace broker::node
