#include "app/window/first_picture.h"

#include <algorithm>

#include <QEvent>
#include <QTimer>
#include <QWidget>

#include <fmt/core.h>

namespace app {

using broker::observe::BrokerState;
using broker::observe::Level;

FirstPicture::FirstPicture(QWidget& window, const ClusterSession& session, Clock::time_point startedAt,
                           broker::observe::DiagnosticSink* sink)
    : m_window(window)
    , m_session(session)
    , m_startedAt(startedAt)
    , m_sink(sink) {
    if (m_sink && m_sink->wants(Level::kInfo)) m_window.installEventFilter(this);
}

/// The whole window is painted and handed to the screen inside of the event that is about to be delivered, so
/// the picture stands when the event loop turns again. What it shows is the snapshot of this moment.
bool FirstPicture::eventFilter(QObject*, QEvent* event) {
    const bool paints = event->type() == QEvent::Paint || event->type() == QEvent::UpdateRequest;
    if (paints && !m_isPending) {
        m_isPending = true;
        QTimer::singleShot(0, this, [this, shown = m_session.snapshot()] { painted(shown); });
    }
    return false;
}

void FirstPicture::painted(const ClusterSession::SnapshotPointer& shown) {
    m_isPending = false;
    const auto& brokers = shown->brokers;
    const auto running = std::ranges::count_if(
        brokers, [](const auto& broker) { return broker->state == BrokerState::kRunning; });
    const bool isWhole = !brokers.empty() && running == std::ssize(brokers);
    if (m_hasFirst && !isWhole) return;
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_startedAt);
    m_sink->write(Level::kInfo, fmt::format("window: {} after {} ms, {} of {} brokers running",
                                            m_hasFirst ? "whole picture" : "first picture", elapsed.count(),
                                            running, brokers.size()));
    m_hasFirst = true;
    if (isWhole) m_window.removeEventFilter(this);
}

}  // namespace app
