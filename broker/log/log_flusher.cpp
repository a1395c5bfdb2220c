#include "broker/log/log_flusher.h"

#include <algorithm>
#include <utility>

#include "broker/log/checkpoint.h"

namespace broker::log {

struct LogFlusher::Waiter {
    world::Completion<Result<Offset>> done;
};

class LogFlusher::WaiterHandle : public world::Operation {
public:
    explicit WaiterHandle(std::shared_ptr<Waiter> waiter)
        : m_waiter(std::move(waiter)) {}
    ~WaiterHandle() override { m_waiter->done = nullptr; }

private:
    std::shared_ptr<Waiter> m_waiter;
};

namespace {

Result<void> carryOut(world::Files& files, const FlushPlan& plan) {
    for (const auto& file : plan.files) RETURN_IF_ERROR(file->syncNow());
    if (!plan.folder.empty()) RETURN_IF_ERROR(files.syncFolderNow(plan.folder));
    if (plan.epochFile.empty()) return {};
    ASSIGN_OR_RETURN(const auto draft, files.open(plan.epochDraft, world::OpenMode::kTruncate));
    RETURN_IF_ERROR(draft->writeAt(0, encodeEpochCheckpoint(plan.epochs)));
    return draft->syncNow();
}

}  // namespace

LogFlusher::LogFlusher(world::Files& files, world::Work& work, FlushSource& source)
    : m_files(files)
    , m_work(work)
    , m_source(source) {}

LogFlusher::~LogFlusher() { stop(); }

bool LogFlusher::stop() {
    *m_alive = false;
    m_alive = std::make_shared<bool>(true);
    m_job.reset();
    const bool wasBusy = std::exchange(m_busy, false);
    m_wanted.reset();
    m_waiting.clear();
    m_running.clear();
    return wasBusy;
}

world::Call LogFlusher::flush(world::Completion<Result<Offset>> done) {
    auto waiter = std::make_shared<Waiter>();
    waiter->done = std::move(done);
    m_waiting.push_back(waiter);
    request(FlushScope::kAll);
    return std::make_unique<WaiterHandle>(std::move(waiter));
}

void LogFlusher::request(FlushScope scope) {
    m_wanted = m_wanted ? std::max(*m_wanted, scope) : scope;
    if (!m_busy) begin();
}

void LogFlusher::onTruncated(Offset end) { m_upTo = std::min(m_upTo, end); }

void LogFlusher::begin() {
    m_busy = true;
    m_running = std::exchange(m_waiting, {});
    auto planned = m_source.planFlush(*std::exchange(m_wanted, std::nullopt));
    auto done = [this](Result<void> result) { onDone(std::move(result)); };
    if (!planned) {
        // The answer still may not come inside the call that asked.
        m_job = m_work.run<Result<void>>(
            [error = planned.error()]() -> Result<void> { return failure(error); }, std::move(done));
        return;
    }
    m_upTo = planned->upTo;
    if (planned->files.size() == 1 && planned->folder.empty() && planned->epochFile.empty()) {
        m_job = m_files.sync(std::move(planned->files.front()), std::move(done));
        return;
    }
    auto written = [this, draft = planned->epochDraft, epochFile = planned->epochFile](Result<void> result) {
        if (!result || epochFile.empty()) return onDone(std::move(result));
        putInPlace(draft, epochFile);
    };
    m_job = m_work.run<Result<void>>(
        [&files = m_files, plan = std::move(*planned)] { return carryOut(files, plan); }, std::move(written));
}

/// The draft is durable; so must be its new name.
void LogFlusher::putInPlace(const std::string& draft, const std::string& epochFile) {
    if (Result<void> renamed = m_files.rename(draft, epochFile); !renamed) return onDone(std::move(renamed));
    m_job = m_work.run<Result<void>>(
        [&files = m_files, folder = world::parentPath(epochFile)] { return files.syncFolderNow(folder); },
        [this](Result<void> result) { onDone(std::move(result)); });
}

void LogFlusher::onDone(Result<void> result) {
    const Result<Offset> answer = result ? Result<Offset>(m_upTo) : Result<Offset>(failure(result.error()));
    m_source.onFlushed(answer);
    const auto waiters = std::exchange(m_running, {});
    m_busy = false;
    if (m_wanted) begin();
    // From here on only the stack: a waiter may destroy the log.
    const std::shared_ptr<bool> alive = m_alive;
    for (const auto& waiter : waiters) {
        if (!*alive) return;
        if (auto done = std::exchange(waiter->done, nullptr)) done(answer);
    }
}

}  // namespace broker::log
