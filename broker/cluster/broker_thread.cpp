#include "broker/cluster/broker_thread.h"

#include <utility>

namespace broker::cluster {

BrokerThread::BrokerThread(node::NodeOptions options, node::NodeObserver& observer)
    : m_options(std::move(options))
    , m_observer(observer) {}

Result<std::unique_ptr<BrokerThread>> BrokerThread::start(node::NodeOptions options,
                                                          node::NodeObserver& observer,
                                                          faults::AddressBook& book, std::uint64_t seed) {
    std::unique_ptr<BrokerThread> thread(new BrokerThread(std::move(options), observer));
    ASSIGN_OR_RETURN(
        thread->m_loop,
        host::HostLoop::start({.name = "broker-" + std::to_string(thread->id().value()), .seed = seed}));
    thread->m_loop->runAndWait(
        [&] { thread->m_faults = std::make_unique<faults::Faults>(thread->m_loop->world(), book); });
    return thread;
}

BrokerThread::~BrokerThread() {
    if (!m_loop) return;
    m_loop->runAndWait([this] {
        m_node = nullptr;
        m_losingPower = nullptr;
        m_faults = nullptr;
    });
}

Result<void> BrokerThread::makeNode() {
    m_faults->powerOn();
    m_node = std::make_unique<node::Node>(m_options, m_faults->world(), m_observer);
    if (Result<void> bound = m_node->bind(); !bound) {
        m_node = nullptr;
        return bound;
    }
    // Later nodes take the same ports; by then other threads read these, so they are written once.
    if (m_options.listen.port != m_node->clientAddress().port)
        m_options.listen.port = m_node->clientAddress().port;
    if (m_options.controllerListen.port == 0)
        m_options.controllerListen.port = m_node->controllerAddress().port;
    return {};
}

Result<void> BrokerThread::bind() {
    Result<void> bound;
    m_loop->runAndWait([&] { bound = makeNode(); });
    return bound;
}

void BrokerThread::start(std::vector<node::Voter> voters, std::move_only_function<void(Result<void>)> done) {
    m_loop->post([this, voters = std::move(voters), done = std::move(done)]() mutable {
        if (!m_node) {
            if (Result<void> made = makeNode(); !made) return done(std::move(made));
        }
        m_node->start(std::move(voters));
        done({});
    });
}

void BrokerThread::kill(std::move_only_function<void()> done) {
    m_loop->post([this] { m_node = nullptr; });
    // Only then, so that a frozen node makes no last step.
    m_loop->setFrozen(false);
    m_loop->post([done = std::move(done)]() mutable { done(); });
}

void BrokerThread::losePower(std::move_only_function<void(Result<void>)> done) {
    m_loop->post([this] {
        m_faults->goDark();
        m_node = nullptr;
    });
    m_loop->setFrozen(false);
    m_loop->post(
        [this, done = std::move(done)]() mutable { m_losingPower = m_faults->losePower(std::move(done)); });
}

void BrokerThread::change(std::move_only_function<void(faults::Faults&)> act,
                          std::move_only_function<void()> done) {
    m_loop->post([this, act = std::move(act), done = std::move(done)]() mutable {
        act(*m_faults);
        done();
    });
}

void BrokerThread::stop(std::move_only_function<void()> done) {
    m_loop->post([this, done = std::move(done)]() mutable {
        if (!m_node) return done();
        m_node->stop([this, done = std::move(done)]() mutable { kill(std::move(done)); });
    });
}

}  // namespace broker::cluster
