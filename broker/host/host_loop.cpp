#include "broker/host/host_loop.h"

#include <latch>
#include <system_error>

#include "broker/base/check.h"
#include "broker/host/loop_core.h"

namespace broker::host {

HostLoop::HostLoop(HostLoopOptions options)
    : m_core(std::make_unique<LoopCore>(std::move(options))) {}

HostLoop::~HostLoop() { CHECK(!isOnLoop()); }

Result<std::unique_ptr<HostLoop>> HostLoop::start(HostLoopOptions options) {
    const std::string name = options.name;
    // asio and std::thread tell only by exceptions that there is no descriptor or thread to be had.
    try {
        return std::unique_ptr<HostLoop>(new HostLoop(std::move(options)));
    } catch (const std::system_error& error) {
        return failure(ErrorCode::kInputOutput, "starting the loop {}: {}", name, error.code().message());
    }
}

world::World& HostLoop::world() { return m_core->world(); }

void HostLoop::post(world::Callback callback) { m_core->post(LoopCore::Lane::kControl, std::move(callback)); }

void HostLoop::runAndWait(world::Callback callback) {
    CHECK(!isOnLoop());
    // Shared, so that it outlives the loop's last touch of it.
    const auto hasRun = std::make_shared<std::latch>(1);
    post([hasRun, &callback] {
        callback();
        callback = nullptr;
        hasRun->count_down();
    });
    hasRun->wait();
}

bool HostLoop::isOnLoop() const { return m_core->isOnLoop(); }

void HostLoop::setFrozen(bool frozen) {
    post([core = m_core.get(), frozen] { core->setFrozen(frozen); });
}

bool HostLoop::isFrozen() const { return m_core->isFrozen(); }

const std::string& HostLoop::name() const { return m_core->options().name; }

}  // namespace broker::host
