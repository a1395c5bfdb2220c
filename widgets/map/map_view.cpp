#include "widgets/map/map_view.h"

#include <algorithm>
#include <cmath>

#include <QContextMenuEvent>
#include <QEasingCurve>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEngine>
#include <QPainter>
#include <QToolTip>

#include "widgets/map/map_painter.h"
#include "widgets/map/map_texts.h"

namespace widgets {
namespace {

using Hit = MapGeometry::Hit;

constexpr int kFrameMillis = 16;
constexpr qint64 kPulseMillis = 650;
constexpr qint64 kFadeMillis = 180;
constexpr double kDot = 3.2;
constexpr std::size_t kMaxPulses = 80;

/// Whether the two have their cards and clients at the same places, so that nothing needs to fade.
bool standAlike(const MapGeometry& a, const MapGeometry& b) {
    const auto cards = [](const MapGeometry& g) {
        std::vector<QRectF> rects;
        for (const auto& broker : g.brokers) rects.push_back(broker.card);
        return rects;
    };
    return a.producers == b.producers && a.consumers == b.consumers && cards(a) == cards(b);
}

}  // namespace

MapView::MapView(QWidget* parent)
    : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Map of the cluster"));
    m_frames.setInterval(kFrameMillis);
    m_frames.setTimerType(Qt::PreciseTimer);
    connect(&m_frames, &QTimer::timeout, this, &MapView::onFrame);
    m_clock.start();
}

void MapView::show(MapPicture picture) {
    if (picture == m_picture) return;
    std::swap(picture, m_picture);
    relayout(true);
    if (m_moves && isVisible()) startPulses(picture);
}

void MapView::select(const MapSelection& selection) {
    if (selection == m_selected) return;
    m_selected = selection;
    forgetStill();
}

void MapView::setMoves(bool on) {
    m_moves = on;
    if (on) return;
    m_pulses.clear();
    m_before = {};
    m_frames.stop();
    update();
}

void MapView::relayout(bool fades) {
    MapGeometry geometry = MapGeometry::of(m_picture, size());
    const bool moves =
        fades && m_moves && isVisible() && !m_still.isNull() && !standAlike(geometry, m_geometry);
    if (moves) {
        m_before = m_still;
        m_fadeStart = m_clock.elapsed();
        m_pulses.clear();
        m_frames.start();
    }
    m_geometry = std::move(geometry);
    m_hovered = {};
    if (underMouse()) m_hovered = m_geometry.at(mapFromGlobal(QCursor::pos()));
    forgetStill();
}

void MapView::forgetStill() {
    m_still = {};
    update();
}

void MapView::startPulses(const MapPicture& before) {
    const qint64 now = m_clock.elapsed();
    for (std::size_t i = 0; i < m_picture.flows.size() && m_pulses.size() < kMaxPulses; ++i) {
        const MapPicture::Flow& flow = m_picture.flows[i];
        const auto& clients = flow.isProducer ? m_picture.producers : m_picture.consumers;
        const auto& oldClients = flow.isProducer ? before.producers : before.consumers;
        const auto old = std::ranges::find_if(before.flows, [&](const MapPicture::Flow& other) {
            return other.isProducer == flow.isProducer && other.broker == flow.broker &&
                   oldClients[other.client].name == clients[flow.client].name;
        });
        if (old == before.flows.end() || flow.bytes <= old->bytes) continue;
        if (m_geometry.flows[i].points.empty()) continue;
        // One dot for what came since the last picture, and never a queue of them.
        const bool isNewest = std::ranges::none_of(m_pulses, [&](const Pulse& pulse) {
            return pulse.flow == i && now - pulse.start < kPulseMillis / 3;
        });
        if (isNewest) m_pulses.push_back({.flow = i, .path = m_geometry.flows[i].path(), .start = now});
    }
    if (!m_pulses.empty() && !m_frames.isActive()) m_frames.start();
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

void MapView::paintStill(QPainter& painter) {
    const Palette& palette = Palette::of(*this);
    painter.fillRect(rect(), palette.panel);
    paintMap(painter, m_picture, m_geometry,
             {.palette = palette,
              .font = font(),
              .selected = m_selected,
              .hovered = m_hovered,
              .hasFocus = hasFocus()});
}

void MapView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    // Into a file of lines and texts go lines and texts.
    if (painter.paintEngine()->type() != QPaintEngine::Raster) {
        paintStill(painter);
        return;
    }
    const double ratio = devicePixelRatioF();
    if (m_still.isNull() || m_still.devicePixelRatioF() != ratio || m_still.size() != size() * ratio) {
        m_still = QPixmap(size() * ratio);
        m_still.setDevicePixelRatio(ratio);
        QPainter still(&m_still);
        paintStill(still);
    }
    for (const QRect& rect : event->region())
        painter.drawPixmap(rect, m_still,
                           QRectF(QPointF(rect.topLeft()) * ratio, QSizeF(rect.size()) * ratio).toRect());
    if (!m_before.isNull()) {
        const double share = static_cast<double>(m_clock.elapsed() - m_fadeStart) / kFadeMillis;
        painter.setOpacity(std::clamp(1 - share, 0.0, 1.0));
        painter.drawPixmap(0, 0, m_before);
        painter.setOpacity(1);
    }
    if (m_pulses.empty()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Palette::of(*this).text);
    for (const Pulse& pulse : m_pulses) painter.drawEllipse(QRectF(pulseRect(pulse)).center(), kDot, kDot);
}

void MapView::resizeEvent(QResizeEvent*) {
    m_pulses.clear();
    m_before = {};
    relayout(false);
}

MapSelection MapView::selectionAt(const Hit& hit) const {
    switch (hit.kind) {
        case Hit::Kind::kNothing:
            return {};
        case Hit::Kind::kProducer:
            return MapClient{m_picture.producers[hit.index].name};
        case Hit::Kind::kConsumer:
            return MapClient{m_picture.consumers[hit.index].name};
        case Hit::Kind::kGroup:
            return MapTopic{m_picture.brokers[hit.index].groups[hit.group].topic.toStdString()};
        case Hit::Kind::kCell:
            return MapReplica{m_picture.brokers[hit.index].groups[hit.group].cells[hit.cell].partition,
                              m_picture.brokers[hit.index].id};
        case Hit::Kind::kBroker:
        case Hit::Kind::kRestart:
            return MapBroker{m_picture.brokers[hit.index].id};
    }
    return {};
}

void MapView::choose(const MapSelection& selection) {
    select(selection);
    emit selected(selection);
}

void MapView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    const Hit hit = m_geometry.at(event->position());
    choose(selectionAt(hit));
    if (hit.kind == Hit::Kind::kRestart && m_picture.brokers[hit.index].whyNoRestart.isEmpty())
        emit restartRequested(m_picture.brokers[hit.index].id);
}

void MapView::mouseDoubleClickEvent(QMouseEvent* event) {
    const Hit hit = m_geometry.at(event->position());
    if (hit.kind != Hit::Kind::kNothing && hit.kind != Hit::Kind::kRestart) emit opened(selectionAt(hit));
}

void MapView::mouseMoveEvent(QMouseEvent* event) {
    const Hit hit = m_geometry.at(event->position());
    if (hit == m_hovered) return;
    // Cells show nothing when hovered, so that moving over thousands of them paints nothing anew.
    const auto isShown = [](const Hit& h) {
        return h.kind == Hit::Kind::kBroker || h.kind == Hit::Kind::kRestart;
    };
    const bool differs = isShown(hit) || isShown(m_hovered);
    m_hovered = hit;
    setCursor(hit.kind == Hit::Kind::kNothing ? Qt::ArrowCursor : Qt::PointingHandCursor);
    if (differs) forgetStill();
}

void MapView::leaveEvent(QEvent*) {
    if (m_hovered.kind == Hit::Kind::kNothing) return;
    m_hovered = {};
    forgetStill();
}

void MapView::contextMenuEvent(QContextMenuEvent* event) {
    const bool isKey = event->reason() == QContextMenuEvent::Keyboard;
    if (!isKey) {
        const Hit hit = m_geometry.at(event->pos());
        if (hit.kind == Hit::Kind::kNothing || hit.kind == Hit::Kind::kProducer ||
            hit.kind == Hit::Kind::kConsumer)
            return;
        choose(hit.kind == Hit::Kind::kCell ? selectionAt(hit) : MapBroker{m_picture.brokers[hit.index].id});
        emit menuRequested(m_picture.brokers[hit.index].id, event->globalPos());
        return;
    }
    for (std::size_t i = 0; i < m_picture.brokers.size(); ++i) {
        const broker::BrokerId id = m_picture.brokers[i].id;
        const auto* replica = std::get_if<MapReplica>(&m_selected);
        if (m_selected != MapSelection(MapBroker{id}) && !(replica && replica->broker == id)) continue;
        emit menuRequested(id, mapToGlobal(m_geometry.brokers[i].card.center().toPoint()));
        return;
    }
}

void MapView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
            return step(event->key());
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!std::holds_alternative<std::monostate>(m_selected)) emit opened(m_selected);
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

/// Left and right go to the nearest box of its kind or the next column, up and down through cards and their
/// cells: the nearest thing in that direction, measured between centres.
void MapView::step(int key) {
    struct Place {
        QPointF centre;
        MapSelection what;
    };
    std::vector<Place> places;
    for (std::size_t i = 0; i < m_geometry.producers.size(); ++i)
        places.push_back({m_geometry.producers[i].center(), MapClient{m_picture.producers[i].name}});
    for (std::size_t i = 0; i < m_geometry.consumers.size(); ++i)
        places.push_back({m_geometry.consumers[i].center(), MapClient{m_picture.consumers[i].name}});
    for (std::size_t i = 0; i < m_geometry.brokers.size(); ++i) {
        const MapGeometry::Broker& broker = m_geometry.brokers[i];
        // A broker stands for its title, so that its cells lie below it.
        places.push_back(
            {{broker.card.left() + 14, broker.title.center().y()}, MapBroker{m_picture.brokers[i].id}});
        for (const MapGeometry::Group& group : broker.groups)
            for (std::size_t c = 0; c < group.cells.size(); ++c)
                places.push_back(
                    {group.cells[c].center(),
                     selectionAt({.kind = Hit::Kind::kCell, .index = i, .group = group.group, .cell = c})});
    }
    if (places.empty()) return;
    const auto current = std::ranges::find(places, m_selected, &Place::what);
    if (current == places.end()) {
        if (!m_picture.brokers.empty()) choose(MapBroker{m_picture.brokers.front().id});
        return;
    }
    const Place* best = nullptr;
    double bestCost = 0;
    for (const Place& place : places) {
        const QPointF away = place.centre - current->centre;
        const bool isAcross = key == Qt::Key_Left || key == Qt::Key_Right;
        const double along = key == Qt::Key_Left    ? -away.x()
                             : key == Qt::Key_Right ? away.x()
                             : key == Qt::Key_Up    ? -away.y()
                                                    : away.y();
        if (along < 2) continue;
        const double cost = along + 4 * std::abs(isAcross ? away.y() : away.x());
        if (best && cost >= bestCost) continue;
        best = &place;
        bestCost = cost;
    }
    if (best) choose(MapSelection(best->what));
}

void MapView::changeEvent(QEvent* event) {
    switch (event->type()) {
        case QEvent::PaletteChange:
        case QEvent::StyleChange:
        case QEvent::FontChange:
            forgetStill();
            break;
        case QEvent::LanguageChange:
            setAccessibleName(tr("Map of the cluster"));
            forgetStill();
            break;
        default:
            break;
    }
    QWidget::changeEvent(event);
}

bool MapView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString tip = tipAt(m_geometry.at(help->pos()));
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

QString MapView::tipAt(const Hit& hit) const {
    const auto lines = [](QStringList all) {
        all.removeAll(QString());
        return all.join(u'\n');
    };
    switch (hit.kind) {
        case Hit::Kind::kNothing:
            return {};
        case Hit::Kind::kProducer:
        case Hit::Kind::kConsumer: {
            const MapPicture::Client& client = hit.kind == Hit::Kind::kProducer
                                                   ? m_picture.producers[hit.index]
                                                   : m_picture.consumers[hit.index];
            return lines({client.title, client.line, client.secondLine});
        }
        case Hit::Kind::kRestart:
            return lines({MapTexts::restart(), m_picture.brokers[hit.index].whyNoRestart});
        case Hit::Kind::kBroker: {
            const MapPicture::Broker& broker = m_picture.brokers[hit.index];
            return lines({broker.title, broker.subtitle, broker.foot, broker.secondFoot});
        }
        case Hit::Kind::kGroup:
            return m_picture.brokers[hit.index].groups[hit.group].topic;
        case Hit::Kind::kCell: {
            const MapPicture::Cell& cell = m_picture.brokers[hit.index].groups[hit.group].cells[hit.cell];
            using Kind = MapPicture::CellKind;
            return QStringLiteral("%1-%2 · %3")
                .arg(QString::fromStdString(cell.partition.topic))
                .arg(cell.partition.partition.value())
                .arg(MapTexts::kindOf(cell.kind == Kind::kLeader, cell.kind == Kind::kInSync,
                                      cell.kind == Kind::kOffline));
        }
    }
    return {};
}

}  // namespace widgets
