#include "tests/broker/node/consuming_app.h"

#include <algorithm>
#include <utility>

#include <QtGlobal>

#include "broker/base/check.h"

using namespace broker;

namespace tests {
namespace {

const TopicPartition kPartition{"t", PartitionIndex(0)};

client::ClientOptions clientOptions(const std::string& clientId) {
    return {.bootstrap = {SimulatedBrokers::addressOf(1)}, .clientId = clientId};
}

}  // namespace

ConsumingApp::ConsumingApp(SimulatedBrokers& brokers, const std::string& machine, Options options)
    : m_world(brokers.simulator.addMachine(machine).world())
    , m_options(std::move(options))
    , m_consumer(std::make_unique<client::Consumer>(clientOptions(machine), client::ConsumerOptions{},
                                                    m_world, static_cast<client::Consumer::Observer&>(*this)))
    , m_member(std::make_unique<client::GroupMember>(
          clientOptions(machine),
          client::GroupMemberOptions{.group = m_options.group, .topics = {"t"}, .instanceId = {}}, m_world,
          static_cast<client::GroupMember::Observer&>(*this))) {}

void ConsumingApp::onAssigned(GenerationId, const std::vector<TopicPartition>& partitions) {
    m_asking = m_member->committed(partitions, [this](const Result<std::vector<client::GroupOffset>>& known) {
        CHECK(known);
        start(*known);
    });
}

void ConsumingApp::start(const std::vector<client::GroupOffset>& committed) {
    for (const client::GroupOffset& known : committed) {
        if (known.partition != kPartition) continue;
        m_position = std::max(known.offset, Offset(0));
        m_fetched.clear();
        m_consumer->assign(kPartition, m_position);
        m_lastCommit = m_world.clock.now();
        m_poll = m_world.timers.after(m_options.pollEvery, [this] { poll(); });
    }
}

void ConsumingApp::onRevoked(std::string_view) {
    m_poll = nullptr;
    m_consumer->unassign(kPartition);
}

void ConsumingApp::onRecord(const TopicPartition&, const client::ConsumedRecord& record) {
    m_fetched.push_back(record.offset);
}

void ConsumingApp::poll() {
    maybeCommit();
    if (!m_fetched.empty()) {
        read.push_back(m_fetched.front());
        m_position = m_fetched.front() + 1;
        m_fetched.pop_front();
    }
    m_poll = m_world.timers.after(m_options.pollEvery, [this] { poll(); });
}

void ConsumingApp::maybeCommit() {
    const world::Moment now = m_world.clock.now();
    if (now - m_lastCommit < m_options.commitEvery) return;
    m_lastCommit = now;
    commits.push_back({now, m_position});
    m_committing = m_member->commit({{.partition = kPartition, .offset = m_position, .metadata = {}}},
                                    [](const Result<std::vector<client::GroupOffset>>&) {});
    if (onCommit) onCommit();
}

void ConsumingApp::onProblem(const Error& error) { qFatal("%s", error.detail.c_str()); }
void ConsumingApp::onProblem(const TopicPartition&, const Error& error) { onProblem(error); }

}  // namespace tests
