#include <algorithm>

#include <QEasingCurve>

#include "widgets/map/map_view.h"

namespace widgets {

void MapView::startPulses(const MapPicture& before) {
    startFlowPulses(before);
    startLinkPulses(before);
    if (!m_pulses.empty() && !m_frames.isActive()) m_frames.start();
}

void MapView::startFlowPulses(const MapPicture& before) {
    for (std::size_t i = 0; i < m_picture.flows.size(); ++i) {
        const MapPicture::Flow& flow = m_picture.flows[i];
        const auto& clients = flow.isProducer ? m_picture.producers : m_picture.consumers;
        const auto& oldClients = flow.isProducer ? before.producers : before.consumers;
        const auto old = std::ranges::find_if(before.flows, [&](const MapPicture::Flow& other) {
            return other.isProducer == flow.isProducer && other.broker == flow.broker &&
                   oldClients[other.client].name == clients[flow.client].name;
        });
        if (old == before.flows.end() || flow.bytes <= old->bytes) continue;
        startPulse(Line::kFlow, i, m_geometry.flows[i].path());
    }
}

void MapView::startLinkPulses(const MapPicture& before) {
    for (std::size_t i = 0; i < std::min(m_picture.links.size(), before.links.size()); ++i) {
        const MapPicture::Link& link = m_picture.links[i];
        const MapPicture::Link& old = before.links[i];
        if (link.from != old.from || link.to != old.to) continue;
        if (link.forwardBytes > old.forwardBytes)
            startPulse(Line::kLinkForward, i, m_geometry.links[i].path());
        if (link.backwardBytes > old.backwardBytes)
            startPulse(Line::kLinkBackward, i, m_geometry.links[i].path().toReversed());
    }
}

/// One dot for what came since the last picture, and never a queue of them.
void MapView::startPulse(Line kind, std::size_t index, const QPainterPath& path) {
    const qint64 now = m_clock.elapsed();
    const bool isNewest = std::ranges::none_of(m_pulses, [&](const Pulse& pulse) {
        return pulse.kind == kind && pulse.index == index && now - pulse.start < kPulseMillis / 3;
    });
    if (isNewest && !path.isEmpty() && m_pulses.size() < kMaxPulses)
        m_pulses.push_back({.kind = kind, .index = index, .path = path, .start = now});
}

QRect MapView::pulseRect(const Pulse& pulse) const {
    static const QEasingCurve easing(QEasingCurve::InOutSine);
    const double share = static_cast<double>(m_clock.elapsed() - pulse.start) / kPulseMillis;
    const QPointF at = pulse.path.pointAtPercent(easing.valueForProgress(std::clamp(share, 0.0, 1.0)));
    return QRectF(at.x() - kDot - 1, at.y() - kDot - 1, 2 * kDot + 2, 2 * kDot + 2).toAlignedRect();
}

void MapView::onFrame() {
    const qint64 now = m_clock.elapsed();
    if (!m_before.isNull()) {
        if (now - m_fadeStart >= kFadeMillis) m_before = {};
        update();
    }
    // Where the dots are painted is cleaned and painted again; the rest of the map stays.
    for (const Pulse& pulse : m_pulses) update(pulseRect(pulse).adjusted(-8, -8, 8, 8));
    std::erase_if(m_pulses, [&](const Pulse& pulse) {
        if (now - pulse.start < kPulseMillis) return false;
        update(pulse.path.boundingRect().toAlignedRect().adjusted(-6, -6, 6, 6));
        return true;
    });
    if (m_pulses.empty() && m_before.isNull()) m_frames.stop();
}

}  // namespace widgets
