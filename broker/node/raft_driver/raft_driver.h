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
#include "broker/quorum/quorum.h"
#include "broker/rpc/peer.h"
#include "broker/wire/messages/fetch.h"
#include "broker/world/world.h"

namespace broker::node {

/// Carries out what the quorum decides: keeps `__cluster_metadata` in its log and `quorum-state` beside it,
/// fetches from the leader or answers those who fetch, and replays what is committed into images.
///
/// On the node's loop. What it hears of it tells its observer, never inside a call that the observer made.
/// The key of DelayedOperations that stands for the metadata log; partitions count from 1.
inline constexpr DelayedOperations::Key kMetadataKey = 0;

class RaftDriver {
public:
    class Observer {
    public:
        virtual ~Observer() = default;
        /// The committed records up to `image->end()` were replayed. `isHistory`: they were in the log when
        /// this node started, so they tell of the past.
        virtual void onImage(const metadata::ImagePointer& image, bool isHistory) = 0;
        /// Whom this node takes for the leader; kNoBroker: nobody.
        virtual void onLeader(BrokerId leader, LeaderEpoch epoch) = 0;
        /// This node leads and everything of earlier epochs is committed and replayed: the controller may
        /// begin.
        virtual void onLeadershipReady(LeaderEpoch epoch) = 0;
        virtual void onLeadershipLost(const std::string& reason) = 0;
        /// The log cannot be written, read or understood: the node must stop.
        virtual void onFailed(const Error& error) = 0;
    };

    struct Context {
        BrokerId self;
        std::string clusterId;
        std::string folder;  ///< of the log, where quorum-state lives too
        const config::Settings& settings;
        world::World& world;
        DelayedOperations& delayed;
        Observer& observer;
        observe::DiagnosticSink& diagnostics;
    };
    RaftDriver(Context context, std::vector<Voter> voters, std::unique_ptr<log::PartitionLog> log);
    ~RaftDriver();

    Result<void> start();
    /// No more effects; closes the log (blocking in Work) and calls back.
    void stop(world::Completion<Result<void>> done);

    /// While leading: the records become one batch at the log's end. Returns its first offset; it is
    /// committed when the image's end has passed it. NOT_CONTROLLER if this node does not lead, or what the
    /// disk said.
    Result<Offset> append(const std::vector<metadata::Record>& records);
    Offset end() const { return m_log->end(); }

    void handleFetch(Exchange<wire::FetchRequest> exchange);

    const metadata::ImagePointer& image() const { return m_image; }
    const quorum::Quorum& quorum() const { return m_quorum; }
    /// Null once closed.
    const log::PartitionLog* log() const { return m_log.get(); }

private:
    using Report = std::move_only_function<quorum::Effects()>;

    void carryOut(quorum::Effects effects);
    void perform(quorum::PersistState& effect);
    void perform(quorum::AppendLeaderChange& effect);
    void perform(quorum::SendFetch& effect);
    void perform(quorum::AppendFetched& effect);
    void perform(quorum::TruncateLog& effect);
    void perform(quorum::HighWatermarkMoved& effect);
    void perform(quorum::LeaderIs& effect);
    void perform(quorum::LeadershipLost& effect);

    void noteAppended(Offset before);
    void maybeSync();
    void replayCommitted();
    Result<void> replayBatch(const wire::BatchView& batch);
    void onFetched(BrokerId from, Result<rpc::Reply<wire::FetchRequest>> reply);
    bool answerFetch(Exchange<wire::FetchRequest>& exchange, bool mustAnswer);
    rpc::Peer& peer(BrokerId voter);
    void scheduleTick();
    void fail(const Error& error);
    world::Moment now() const { return m_context.world.clock.now(); }

    Context m_context;
    std::vector<Voter> m_voters;
    std::unique_ptr<log::PartitionLog> m_log;
    quorum::Quorum m_quorum;
    metadata::ImagePointer m_image;
    Offset m_historyEnd;
    Offset m_highWatermark{0};
    bool m_hasFailed = false;
    std::optional<LeaderEpoch> m_announcedEpoch;  ///< of onLeadershipReady

    std::deque<quorum::Effect> m_effects;
    std::deque<Report> m_reports;
    bool m_isCarryingOut = false;

    std::map<BrokerId, std::unique_ptr<rpc::Peer>> m_peers;
    world::Call m_fetching;
    SharedBytes m_fetchedFrame;
    ByteView m_fetched;
    world::Call m_persisting;
    world::Call m_syncing;
    Offset m_syncWanted{0};
    world::Timer m_tick;
    world::Timer m_replayLater;
    world::Call m_closing;
};

}  // namespace broker::node
