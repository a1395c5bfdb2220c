#include "broker/host/timer_queue.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "broker/host/loop_core.h"

namespace broker::host {
namespace {

using std::chrono::steady_clock;

/// Longer delays than this are as good as never, and far from overflow.
constexpr world::Duration kLongestDelay = std::chrono::hours(24 * 365 * 100);
constexpr std::size_t kNowhere = SIZE_MAX;

}  // namespace

world::Moment monotonicNow() {
    return world::Moment(std::chrono::duration_cast<world::Duration>(steady_clock::now().time_since_epoch()));
}

class TimerQueue::Entry final : public world::Operation {
public:
    Entry(TimerQueue* owner, world::Moment when, std::uint64_t order, world::Callback action)
        : queue(owner)
        , deadline(when)
        , number(order)
        , callback(std::move(action)) {}
    ~Entry() override {
        if (index != kNowhere) queue->remove(this);
    }

    bool isBefore(const Entry& other) const {
        return deadline != other.deadline ? deadline < other.deadline : number < other.number;
    }

    TimerQueue* queue;
    world::Moment deadline;
    std::uint64_t number;
    world::Callback callback;
    std::size_t index = kNowhere;
};

TimerQueue::TimerQueue(LoopCore& loop)
    : m_loop(loop)
    , m_alarm(loop.io()) {}

TimerQueue::~TimerQueue() {
    for (Entry* entry : m_heap) entry->index = kNowhere;
}

world::Timer TimerQueue::after(world::Duration delay, world::Callback callback) {
    const world::Duration bounded = std::clamp(delay, world::Duration::zero(), kLongestDelay);
    auto entry = std::make_unique<Entry>(this, monotonicNow() + bounded, m_nextNumber++, std::move(callback));
    insert(entry.get());
    if (entry->index == 0 && !m_isRunning) arm();
    return entry;
}

void TimerQueue::runDue() {
    m_isPassQueued = false;
    m_isRunning = true;
    // What is asked for during the pass waits for the next one, so that a chain of zero delays leaves room
    // for the sockets.
    const std::uint64_t end = m_nextNumber;
    const world::Moment now = monotonicNow();
    while (!m_heap.empty() && m_heap.front()->deadline <= now && m_heap.front()->number < end) {
        Entry* entry = m_heap.front();
        remove(entry);
        world::Callback callback = std::exchange(entry->callback, nullptr);
        callback();
    }
    m_isRunning = false;
    arm();
}

void TimerQueue::arm() {
    if (m_heap.empty() || m_isPassQueued) return;
    const world::Moment earliest = m_heap.front()->deadline;
    if (earliest <= monotonicNow()) {
        m_isPassQueued = true;
        m_loop.later([this] { runDue(); });
        return;
    }
    if (m_isArmed && m_armedFor <= earliest) return;
    m_isArmed = true;
    m_armedFor = earliest;
    m_alarm.expires_at(steady_clock::time_point(earliest.sinceStart()));
    m_alarm.async_wait([this](const asio::error_code& error) {
        if (error) return;  // armed anew for an earlier moment
        m_isArmed = false;
        if (m_isPassQueued) return;
        m_isPassQueued = true;
        m_loop.gated([this] { runDue(); });
    });
}

void TimerQueue::insert(Entry* entry) {
    m_heap.push_back(entry);
    entry->index = m_heap.size() - 1;
    siftUp(entry->index);
}

void TimerQueue::remove(Entry* entry) {
    const std::size_t index = std::exchange(entry->index, kNowhere);
    Entry* last = m_heap.back();
    m_heap.pop_back();
    if (last == entry) return;
    place(index, last);
    siftUp(index);
    siftDown(last->index);
}

void TimerQueue::place(std::size_t index, Entry* entry) {
    m_heap[index] = entry;
    entry->index = index;
}

void TimerQueue::siftUp(std::size_t index) {
    Entry* entry = m_heap[index];
    while (index > 0) {
        const std::size_t parent = (index - 1) / 2;
        if (!entry->isBefore(*m_heap[parent])) break;
        place(index, m_heap[parent]);
        index = parent;
    }
    place(index, entry);
}

void TimerQueue::siftDown(std::size_t index) {
    Entry* entry = m_heap[index];
    for (;;) {
        std::size_t child = 2 * index + 1;
        if (child >= m_heap.size()) break;
        if (child + 1 < m_heap.size() && m_heap[child + 1]->isBefore(*m_heap[child])) ++child;
        if (!m_heap[child]->isBefore(*entry)) break;
        place(index, m_heap[child]);
        index = child;
    }
    place(index, entry);
}

}  // namespace broker::host
