#include "tests/broker/metadata/controller_fixture.h"

#include <QtGlobal>

#include "broker/metadata/features.h"

using namespace broker;
using namespace broker::metadata;
using namespace std::chrono_literals;

namespace tests {

ControllerOptions ControllerFixture::defaults() {
    ControllerOptions options;
    options.self = BrokerId{1};
    options.clusterId = "cluster";
    options.seed = 7;
    return options;
}

ControllerFixture::ControllerFixture(ControllerOptions options)
    : controller(std::move(options)) {
    append(controller
               .activate(
                   {.epoch = epoch, .committed = MetadataImage::empty(), .nextOffset = Offset{0}, .now = now})
               .records);
    settle();
}

void ControllerFixture::append(const std::vector<Record>& records) {
    if (records.size() > kMaxRecordsPerDecision) qFatal("a decision has %zu records", records.size());
    const Offset first{static_cast<std::int64_t>(log.size())};
    std::vector<Record> read;
    for (const Record& record : records) {
        log.push_back(encode(record));
        read.push_back(decode(log.back()).value());
        if (!(read.back() == record)) qFatal("%s did not come back", tell(record).c_str());
    }
    controller.replay(read, first);
}

void ControllerFixture::settle() {
    for (;;) {
        const auto decision = controller.tick(now);
        if (decision.records.empty()) return;
        append(decision.records);
    }
}

void ControllerFixture::failOver(BrokerId predecessor, world::Moment heardAt) {
    const ImagePointer committed = controller.workingImage();
    controller.deactivate();
    ++epoch;
    log.push_back({});  // the LeaderChange
    append(controller
               .activate({.epoch = epoch,
                          .committed = committed,
                          .nextOffset = Offset{static_cast<std::int64_t>(log.size())},
                          .now = now,
                          .predecessor = predecessor,
                          .heardPredecessorAt = heardAt})
               .records);
}

RegisterBroker ControllerFixture::registration(int id, std::uint8_t incarnation) const {
    RegisterBroker command;
    command.broker = BrokerId{id};
    command.clusterId = "cluster";
    command.incarnationId.bytes = {static_cast<std::uint8_t>(id), incarnation, 1};
    command.endpoints = {
        {.name = "PLAINTEXT", .host = "127.0.0.1", .port = static_cast<std::uint16_t>(9090 + id)}};
    command.features = supportedFeatures();
    Uuid folder;
    folder.bytes = {static_cast<std::uint8_t>(id), 200};
    command.logDirs = {folder};
    // As after a clean shutdown, if this is not its first uptime.
    if (const BrokerImage* last = image().broker(command.broker)) command.previousEpoch = last->epoch;
    return command;
}

BrokerEpoch ControllerFixture::join(int id, std::uint8_t incarnation) {
    const RegisterBrokerReply reply = run(controller.registerBroker(registration(id, incarnation), now));
    if (!reply.outcome.ok()) qFatal("broker %d: %s", id, reply.outcome.detail.c_str());
    beat(id);
    return reply.epoch;
}

BrokerHeartbeatReply ControllerFixture::beat(int id, bool wantShutDown) {
    return run(controller.heartbeat({.broker = BrokerId{id},
                                     .epoch = brokerOf(id).epoch,
                                     .metadataOffset = Offset{static_cast<std::int64_t>(log.size()) - 1},
                                     .wantShutDown = wantShutDown},
                                    now));
}

CreatedTopic ControllerFixture::create(const std::string& name, int partitions) {
    return run(controller.createTopics({.topics = {{.name = name, .partitions = partitions}}})).topics.at(0);
}

const PartitionImage& ControllerFixture::partition(const std::string& topic, int index) const {
    return *image().topic(topic)->partition(PartitionIndex{index});
}

}  // namespace tests
