#pragma once

#include <chrono>

#include <QObject>

#include "app/session/cluster_session.h"
#include "broker/observe/diagnostic.h"

class QWidget;

namespace app {

/// Writes into the diagnostic log, at level info, how long after the program's start the window's first
/// picture stood, and the first one with all brokers running. Then it is done and watches no longer. On the
/// GUI thread; window, session and sink outlive it.
class FirstPicture : public QObject {
public:
    using Clock = std::chrono::steady_clock;

    /// To be made before the window is shown. `sink` may be null: then nothing is watched.
    FirstPicture(QWidget& window, const ClusterSession& session, Clock::time_point startedAt,
                 broker::observe::DiagnosticSink* sink);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void painted(const ClusterSession::SnapshotPointer& shown);

    QWidget& m_window;
    const ClusterSession& m_session;
    Clock::time_point m_startedAt;
    broker::observe::DiagnosticSink* m_sink;
    bool m_isPending = false;
    bool m_hasFirst = false;
};

}  // namespace app
