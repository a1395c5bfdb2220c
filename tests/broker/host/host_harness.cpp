#include "tests/broker/host/host_harness.h"

#include <future>

namespace tests {
namespace {

using namespace std::chrono_literals;

constexpr auto kDeadline = 60s;
/// Between two looks at a condition.
constexpr auto kPause = 1ms;

/// Asks on the loop, again and again, until the answer is yes.
class Question {
public:
    Question(broker::world::World& world, const std::function<bool()>& reached, std::promise<void>& answer)
        : m_world(world)
        , m_reached(reached)
        , m_answer(answer) {
        ask();
    }

private:
    void ask() {
        if (m_reached())
            m_answer.set_value();
        else
            m_timer = m_world.timers.after(kPause, [this] { ask(); });
    }

    broker::world::World& m_world;
    const std::function<bool()>& m_reached;
    std::promise<void>& m_answer;
    broker::world::Timer m_timer;
};

}  // namespace

HostHarness::HostHarness(broker::host::HostLoopOptions options)
    : m_folder(broker::host::TemporaryFolder::create().value())
    , m_loop(broker::host::HostLoop::start(std::move(options)).value()) {
    // Beside the lock file, which is not the test's.
    onLoop([this](broker::world::World& world) { (void)world.files.makeFolders(folder()); });
}

void HostHarness::onLoop(const std::function<void(broker::world::World&)>& act) {
    m_loop->runAndWait([this, &act] { act(m_loop->world()); });
}

bool HostHarness::runUntil(const std::function<bool()>& reached) {
    std::promise<void> answer;
    std::unique_ptr<Question> question;
    onLoop(
        [&](broker::world::World& world) { question = std::make_unique<Question>(world, reached, answer); });
    const bool isReached = answer.get_future().wait_for(kDeadline) == std::future_status::ready;
    onLoop([&](broker::world::World&) { question.reset(); });
    return isReached;
}

}  // namespace tests
