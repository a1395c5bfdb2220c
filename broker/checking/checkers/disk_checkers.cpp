#include <array>
#include <map>

#include <fmt/format.h>

#include "broker/checking/checker.h"
#include "broker/log/checkpoint.h"
#include "broker/log/data_folder.h"

// S2 to S4: what lies on disks.
namespace broker::checking {
namespace {

constexpr const char* kFolder = "data";
constexpr const char* kCleanMark = "data/.kafka_cleanshutdown";

/// S2: a replica that failed takes nothing in any more.
class FailedLogsStandStill final : public Checker {
public:
    using Checker::Checker;

    void onLook(const ClusterLook& look) override {
        for (const BrokerLook& broker : look.brokers)
            for (const ReplicaLook& replica : broker.replicas) {
                const node::HostedPartition& hosted = *replica.hosted;
                if (!hosted.failure || !hosted.log) continue;
                const auto [known, isNew] =
                    m_ends.try_emplace({broker.number, broker.life, replica.partition}, hosted.log->end());
                if (hosted.log->end() > known->second)
                    violated("S2", fmt::format("{} on broker {} failed at log end {} and went on to {}",
                                               hosted.name, broker.number, known->second, hosted.log->end()));
            }
    }

private:
    std::map<std::tuple<int, int, int>, Offset> m_ends;
};

/// S3: a running broker's folder does not say that it was closed cleanly. S4: a checkpoint is old or new,
/// never mixed.
class FilesAreWhole final : public Checker {
public:
    using Checker::Checker;

    void onDeath(const BrokerLook& broker, const world::Files& disk, bool) override {
        // From here on until it is closed it may write to its logs.
        const bool isOpen = broker.lifecycle && broker.metadataLog &&
                            broker.lifecycle->state() != node::BrokerLifecycle::State::kGone;
        if (isOpen && disk.exists(kCleanMark))
            violated("S3", fmt::format("broker {} dies running, and its folder says it was closed cleanly",
                                       broker.number));
    }
    void onDead(int broker, const world::Files& disk) override {
        for (const std::string_view name :
             {log::kRecoveryPointCheckpoint, log::kHighWatermarkCheckpoint, log::kLogStartCheckpoint}) {
            const auto read = log::readOffsetCheckpoint(disk, world::joinPath(kFolder, name));
            if (!read) violated("S4", fmt::format("broker {}: {}", broker, read.error().detail));
        }
        for (const Truth::Partition& partition : m_truth.partitions) {
            const std::string folder = world::joinPath(kFolder, log::partitionFolderName(partition.name));
            const auto epochs =
                log::readEpochCheckpoint(disk, world::joinPath(folder, log::kLeaderEpochCheckpoint));
            if (!epochs && epochs.error().code != ErrorCode::kNotFound)
                violated("S4", fmt::format("broker {}: {}", broker, epochs.error().detail));
        }
    }
};

}  // namespace

void addDiskCheckers(const Checker::Context& context, Checkers& checkers) {
    checkers.push_back(std::make_unique<FailedLogsStandStill>(context));
    checkers.push_back(std::make_unique<FilesAreWhole>(context));
}

}  // namespace broker::checking
