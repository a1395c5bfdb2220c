#pragma once

#include <memory>
#include <optional>

#include <QObject>
#include <QTimer>

#include "app/session/background.h"
#include "app/session/cluster_session.h"
#include "broker/reading/source.h"
#include "widgets/messages/messages_model.h"

namespace app {

/// A reading that is shown: asks its source on a timer, fills the model, and knows how far it has come. What
/// waits for a thread is done in the background.
class MessagesReader : public QObject {
    Q_OBJECT
public:
    /// Bytes of records in memory: what the model holds, and as much again while a page is read.
    static constexpr std::size_t kBudget = 64'000'000;
    static constexpr std::chrono::milliseconds kAskEvery{100};

    explicit MessagesReader(ClusterSession& session, QObject* parent = nullptr);
    ~MessagesReader() override;

    widgets::MessagesModel& model() { return m_model; }
    const widgets::MessagesModel& model() const { return m_model; }
    const broker::reading::Plan& plan() const { return m_plan; }
    const broker::reading::Progress& progress() const { return m_progress; }
    /// Why it could not even begin.
    const std::optional<broker::Error>& refusal() const { return m_refusal; }
    bool hasBegun() const { return m_hasBegun; }
    /// Records may still come by themselves.
    bool isRunning() const;
    /// The person ended it before its end.
    bool isStopped() const { return m_isStopped; }
    /// A page is full, and there is more.
    bool canReadOn() const;
    std::uint64_t passedBy() const { return m_passedBy; }

    /// Forgets what was read before.
    void begin(broker::reading::Plan plan);
    void readOn();
    void stop();
    /// As if nothing had been read yet.
    void forget();
    /// Reads one record of the same topic in its whole length.
    void openWhole(const broker::reading::ReadRecord& record);
    /// One turn of the timer. Tests call it instead of waiting.
    void ask();

    /// For jobs of the same page.
    Background& background() { return m_background; }

signals:
    void changed();
    void wholeRead(broker::reading::RecordPointer record);
    void wholeFailed(const QString& reason);

private:
    using Source = std::unique_ptr<broker::reading::Source>;
    void drop(Source source);
    void askWhole();

    ClusterSession& m_session;
    widgets::MessagesModel m_model;
    broker::reading::Plan m_plan;
    broker::reading::Progress m_progress;
    std::optional<broker::Error> m_refusal;
    bool m_hasBegun = false;
    bool m_isStopped = false;
    std::uint64_t m_passedBy = 0;
    Source m_source;
    Source m_wholeSource;
    broker::Offset m_wholeOffset{-1};
    QTimer m_timer;
    Background m_background;  ///< last: its jobs use what stands above
};

}  // namespace app
