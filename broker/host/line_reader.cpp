#include <array>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "broker/base/check.h"
#include "broker/host/posix.h"
#include "broker/host/process.h"

namespace broker::host {

/// `handlers` belong to the loop, the rest is guarded by the mutex.
struct LineReader::State {
    Handlers handlers;
    std::mutex mutex;
    std::condition_variable hasRoom;
    std::size_t waitingLines = 0;
    bool isStopping = false;
};

/// The thread that reads. It sees the shared state and the loop's mailbox, never the LineReader.
class LineReader::Thread {
public:
    Thread(HostLoop& loop, int descriptor, std::shared_ptr<State> state)
        : m_loop(loop)
        , m_descriptor(descriptor)
        , m_state(std::move(state))
        , m_stop(::eventfd(0, EFD_CLOEXEC))
        , m_thread(startThread("lines", [this] { run(); })) {}

    ~Thread() {
        {
            const std::lock_guard lock(m_state->mutex);
            m_state->isStopping = true;
        }
        m_state->hasRoom.notify_all();
        ::eventfd_write(m_stop.number(), 1);
        m_thread.join();
    }

private:
    void run() {
        while (const std::optional<std::string_view> part = readSome())
            if (!take(*part)) return;
        if (!m_line.empty() && !deliver()) return;
        const std::lock_guard lock(m_state->mutex);
        if (m_state->isStopping) return;
        m_loop.post([state = m_state] {
            if (state->handlers.onEnd) std::exchange(state->handlers.onEnd, nullptr)();
        });
    }

    /// Blocks until there is something to read; nothing at the end, after an error, and when stopped.
    std::optional<std::string_view> readSome() {
        for (;;) {
            std::array<pollfd, 2> wanted{{{m_descriptor, POLLIN, 0}, {m_stop.number(), POLLIN, 0}}};
            if (::poll(wanted.data(), wanted.size(), -1) < 0 && errno != EINTR) return std::nullopt;
            if (wanted[1].revents != 0) return std::nullopt;
            if (wanted[0].revents == 0) continue;
            const ssize_t count = ::read(m_descriptor, m_buffer.data(), m_buffer.size());
            if (count > 0) return std::string_view(m_buffer.data(), static_cast<std::size_t>(count));
            if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
            return std::nullopt;
        }
    }

    bool take(std::string_view part) {
        while (!part.empty()) {
            const std::size_t end = part.find('\n');
            const std::string_view text = part.substr(0, end);
            m_line.append(text.substr(0, kMaxLineBytes - m_line.size()));
            if (end == std::string_view::npos) return true;
            if (!deliver()) return false;
            part.remove_prefix(end + 1);
        }
        return true;
    }

    bool deliver() {
        if (m_line.ends_with('\r')) m_line.pop_back();
        std::unique_lock lock(m_state->mutex);
        m_state->hasRoom.wait(
            lock, [this] { return m_state->isStopping || m_state->waitingLines < kMaxWaitingLines; });
        if (m_state->isStopping) return false;
        ++m_state->waitingLines;
        m_loop.post([state = m_state, line = std::exchange(m_line, {})]() mutable {
            {
                const std::lock_guard guard(state->mutex);
                --state->waitingLines;
            }
            state->hasRoom.notify_one();
            // Moved out while it runs, so that it may destroy the reader.
            auto onLine = std::exchange(state->handlers.onLine, nullptr);
            if (!onLine) return;
            onLine(std::move(line));
            const std::lock_guard guard(state->mutex);
            if (!state->isStopping) state->handlers.onLine = std::move(onLine);
        });
        return true;
    }

    HostLoop& m_loop;
    const int m_descriptor;
    const std::shared_ptr<State> m_state;
    const Descriptor m_stop;
    std::array<char, 4096> m_buffer;
    std::string m_line;
    std::thread m_thread;  ///< last: it uses all the others
};

LineReader::LineReader(HostLoop& loop, int descriptor, Handlers handlers)
    : m_state(std::make_shared<State>()) {
    CHECK(loop.isOnLoop());
    m_state->handlers = std::move(handlers);
    m_thread = std::make_unique<Thread>(loop, descriptor, m_state);
}

LineReader::~LineReader() {
    m_thread.reset();
    const Handlers dropped = std::move(m_state->handlers);
    m_state->handlers = {};
}

}  // namespace broker::host
