#include "tests/broker/rpc/fake_world.h"

#include "broker/base/check.h"

namespace broker::rpc {

class FakeTimers::Entry final : public world::Operation {
public:
    Entry(std::shared_ptr<Queue> queue, Key key)
        : m_queue(std::move(queue))
        , m_key(key) {}
    ~Entry() override {
        // The callback dies after the map is whole again: its destructor may cancel other timers.
        if (auto node = m_queue->entries.extract(m_key)) node.mapped() = {};
    }

private:
    std::shared_ptr<Queue> m_queue;
    Key m_key;
};

world::Timer FakeTimers::after(world::Duration delay, world::Callback callback) {
    const Key key{m_queue->now + delay, m_queue->sequence++};
    m_queue->entries.emplace(key, std::move(callback));
    return std::make_unique<Entry>(m_queue, key);
}

void FakeTimers::run(world::Duration duration) {
    const std::shared_ptr<Queue> queue = m_queue;
    const world::Duration until = queue->now + duration;
    while (!queue->entries.empty() && queue->entries.begin()->first.first <= until) {
        auto node = queue->entries.extract(queue->entries.begin());
        queue->now = std::max(queue->now, node.key().first);
        world::Callback callback = std::move(node.mapped());
        callback();
    }
    queue->now = until;
}

Bytes FakeLine::takeRequest() {
    CHECK(!m_sent.empty());
    Bytes first = std::move(m_sent.front());
    m_sent.erase(m_sent.begin());
    return first;
}

void FakeLine::answer(Bytes frame) {
    m_deliveries.push_back(m_timers.after(0us, [this, frame = std::move(frame)]() mutable {
        if (m_observer != nullptr) m_observer->onFrame(std::move(frame));
    }));
}

void FakeLine::close(ErrorCode code) {
    m_deliveries.push_back(m_timers.after(0us, [this, code] {
        if (auto* observer = std::exchange(m_observer, nullptr))
            observer->onClosed({code, "the test closed it"});
    }));
}

void FakeLine::congest(bool congested) {
    m_congested = congested;
    if (congested) return;
    m_deliveries.push_back(m_timers.after(0us, [this] {
        if (m_observer != nullptr) m_observer->onWritable();
    }));
}

class FakeConnection final : public world::Connection {
public:
    FakeConnection(std::shared_ptr<FakeLine> line, world::Address peer)
        : m_line(std::move(line))
        , m_peer(std::move(peer)) {}
    ~FakeConnection() override { m_line->m_observer = nullptr; }

    void start(Observer& observer) override { m_line->m_observer = &observer; }
    void send(world::Frame frame) override {
        Bytes whole;
        for (const world::Piece& piece : frame) {
            const Bytes* own = std::get_if<Bytes>(&piece);
            const Bytes& bytes = own != nullptr ? *own : *std::get<SharedBytes>(piece);
            whole.insert(whole.end(), bytes.begin(), bytes.end());
        }
        m_line->m_sent.push_back(std::move(whole));
    }
    std::size_t unsentBytes() const override { return 0; }
    bool isCongested() const override { return m_line->m_congested; }
    void pauseReading(bool) override {}
    void closeAfterSending() override {}
    const world::Address& peer() const override { return m_peer; }
    const world::Address& local() const override { return m_peer; }

private:
    std::shared_ptr<FakeLine> m_line;
    world::Address m_peer;
};

Result<std::unique_ptr<world::Listener>> FakeNetwork::listen(const world::Address&,
                                                             const world::ConnectionLimits&,
                                                             world::ListenerObserver&) {
    return failure(ErrorCode::kInvalidArgument, "nobody listens here");
}

world::Call FakeNetwork::connect(const world::Address& address, const world::ConnectionLimits&,
                                 world::Completion<Result<std::unique_ptr<world::Connection>>> done) {
    attempts.push_back(m_timers.now());
    const world::Duration delay = mode == Mode::kSilent ? world::Duration(1h) : world::Duration(0);
    return m_timers.after(delay, [this, address, done = std::move(done)]() mutable {
        if (mode != Mode::kAccept) return done(failure(ErrorCode::kConnectionRefused, "{}", address.text()));
        lines.push_back(std::make_shared<FakeLine>(m_timers));
        done(std::make_unique<FakeConnection>(lines.back(), address));
    });
}

}  // namespace broker::rpc
