#pragma once

#include <deque>
#include <functional>
#include <vector>

#include "app/session/cluster_session.h"
#include "broker/reading/source.h"

namespace app {

/// Snapshots and events that were put in beforehand, under a clock that is moved by hand: what tests show,
/// and a picture that never moves by itself. Commands are kept and answered as the owner decides.
class RecordedSession : public ClusterSession {
public:
    explicit RecordedSession(QObject* parent = nullptr);

    /// The last snapshot's.
    broker::Timestamp presentTime() const override { return m_next->time; }

    /// Shown by the next pull.
    void show(SnapshotPointer snapshot);
    void add(std::vector<broker::observe::Event> events);
    void advance(std::chrono::milliseconds time) { m_now += time; }
    /// What the next readings bring; they keep what they were asked for in `plans`.
    void setReading(std::function<RecordSource(const broker::reading::Plan&)> reading) {
        m_reading = std::move(reading);
    }
    const std::vector<broker::reading::Plan>& plans() const { return m_plans; }
    broker::Result<RecordSource> read(broker::reading::Plan plan) override;

    void refuse(QString reason) { m_refusal = std::move(reason); }

    /// Commands that were carried out and not yet answered, oldest first.
    const std::vector<Command>& commands() const { return m_commands; }
    /// Answers the oldest one.
    void answer(Outcome outcome);

protected:
    SnapshotPointer latestSnapshot() override { return m_next; }
    std::vector<broker::observe::Event> eventsAfter(std::uint64_t number) override;
    void carryOut(Command command, broker::cluster::OutcomeHandler done) override;
    QString sourceWhyNot(const Command&) const override { return m_refusal; }
    std::chrono::milliseconds now() const override { return m_now; }

private:
    SnapshotPointer m_next;
    std::vector<broker::observe::Event> m_recorded;
    std::chrono::milliseconds m_now{0};
    QString m_refusal;
    std::function<RecordSource(const broker::reading::Plan&)> m_reading;
    std::vector<broker::reading::Plan> m_plans;
    std::vector<Command> m_commands;
    std::deque<broker::cluster::OutcomeHandler> m_handlers;
};

}  // namespace app
