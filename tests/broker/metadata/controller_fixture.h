#pragma once

#include <string>
#include <vector>

#include "broker/metadata/controller.h"

namespace tests {

/// A controller whose log is a vector: each decision is appended and replayed at once, going through bytes.
class ControllerFixture {
public:
    explicit ControllerFixture(broker::metadata::ControllerOptions options = defaults());
    static broker::metadata::ControllerOptions defaults();

    /// Appends and replays what was decided; gives the reply.
    template <class Reply>
    Reply run(broker::metadata::Decision<Reply> decision) {
        append(decision.records);
        return std::move(decision.reply);
    }
    void append(const std::vector<broker::metadata::Record>& records);

    /// Takes over again in the next epoch with everything committed.
    void failOver(broker::BrokerId predecessor = broker::kNoBroker, broker::world::Moment heardAt = {});
    void pass(broker::world::Duration time) { now = now + time; }
    /// Ticks until nothing is left to do.
    void settle();

    broker::metadata::RegisterBroker registration(int id, std::uint8_t incarnation = 1) const;
    /// Registers and unfences a broker; its epoch.
    broker::BrokerEpoch join(int id, std::uint8_t incarnation = 1);
    broker::metadata::BrokerHeartbeatReply beat(int id, bool wantShutDown = false);
    broker::metadata::CreatedTopic create(const std::string& name, int partitions = 1);

    const broker::metadata::MetadataImage& image() const { return *controller.workingImage(); }
    const broker::metadata::BrokerImage& brokerOf(int id) const {
        return *image().broker(broker::BrokerId{id});
    }
    const broker::metadata::PartitionImage& partition(const std::string& topic, int index = 0) const;

    broker::world::Moment now;
    broker::metadata::Controller controller;
    broker::LeaderEpoch epoch{1};
    /// All records so far, as bytes, and the offset of the first.
    std::vector<broker::Bytes> log;
};

}  // namespace tests
