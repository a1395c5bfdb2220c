#include "app/messages/messages_reader.h"

#include <limits>
#include <utility>

#include "app/messages/messages_words.h"

namespace app {

using broker::reading::Delivery;
using broker::reading::Plan;
using broker::reading::Progress;
using broker::reading::State;

MessagesReader::MessagesReader(ClusterSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {
    m_model.setBudget(kBudget);
    m_timer.setInterval(kAskEvery);
    connect(&m_timer, &QTimer::timeout, this, &MessagesReader::ask);
}

MessagesReader::~MessagesReader() = default;

/// Ending a reading waits for its thread, which may be decompressing a large batch.
void MessagesReader::drop(Source source) {
    if (!source) return;
    m_background.run<bool>(
        [held = std::make_shared<Source>(std::move(source))] {
            held->reset();
            return true;
        },
        this, [](bool) {});
}

bool MessagesReader::isRunning() const {
    const State state = m_progress.state;
    return m_source && (state == State::kStarting || state == State::kReading || state == State::kLive);
}

bool MessagesReader::canReadOn() const {
    return m_source && (m_progress.state == State::kPageFull || m_progress.state == State::kBytesFull);
}

void MessagesReader::begin(Plan plan) {
    forget();
    m_hasBegun = true;
    m_plan = plan;
    auto source = m_session.read(std::move(plan));
    if (source) {
        m_source = std::move(*source);
        m_timer.start();
        ask();
    } else {
        m_refusal = source.error();
        emit changed();
    }
}

void MessagesReader::forget() {
    drop(std::exchange(m_source, nullptr));
    drop(std::exchange(m_wholeSource, nullptr));
    m_model.clear();
    m_progress = {};
    m_refusal.reset();
    m_hasBegun = m_isStopped = false;
    m_passedBy = 0;
    m_timer.stop();
}

void MessagesReader::readOn() {
    if (!canReadOn()) return;
    m_source->readOn();
    m_progress.state = State::kReading;
    m_timer.start();
    emit changed();
}

void MessagesReader::stop() {
    if (!m_source) return;
    m_isStopped = isRunning();
    drop(std::exchange(m_source, nullptr));
    emit changed();
}

void MessagesReader::ask() {
    if (m_wholeSource) askWhole();
    if (m_source) {
        const Delivery delivery = m_source->take();
        const bool isNew = !delivery.records.empty() || !delivery.settled.empty() ||
                           !(delivery.progress == m_progress) || delivery.droppedRecords > 0;
        m_model.append(delivery.records);
        m_model.settle(delivery.settled);
        m_passedBy += delivery.droppedRecords;
        // After `readOn` the source may not have heard of it yet.
        m_progress = delivery.progress;
        if (isNew) emit changed();
    }
    if (!isRunning() && !canReadOn() && !m_wholeSource) m_timer.stop();
}

void MessagesReader::openWhole(const broker::reading::ReadRecord& record) {
    drop(std::exchange(m_wholeSource, nullptr));
    constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
    auto source = m_session.read({.topic = m_plan.topic,
                                  .partitions = {record.partition},
                                  .from = record.offset,
                                  .pageRecords = 1,
                                  .pageBytes = kAll,
                                  .frontBytes = kAll});
    if (!source) {
        emit wholeFailed(readingError(source.error()));
        return;
    }
    m_wholeOffset = record.offset;
    m_wholeSource = std::move(*source);
    m_timer.start();
}

void MessagesReader::askWhole() {
    const Delivery delivery = m_wholeSource->take();
    const Progress& progress = delivery.progress;
    for (const auto& record : delivery.records) {
        if (record->offset != m_wholeOffset) continue;
        drop(std::exchange(m_wholeSource, nullptr));
        emit wholeRead(record);
        return;
    }
    const bool isOver = progress.state == State::kDone || progress.state == State::kFailed ||
                        progress.state == State::kPageFull;
    if (!isOver) return;
    drop(std::exchange(m_wholeSource, nullptr));
    if (progress.problems.empty())
        emit wholeFailed(tr("The record is no longer there: retention or compaction took it."));
    else
        emit wholeFailed(readingError(progress.problems.begin()->second));
}

}  // namespace app
