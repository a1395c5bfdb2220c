#include "widgets/map/map_view.h"

#include <algorithm>
#include <cmath>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEngine>
#include <QPainter>
#include <QToolTip>

#include "widgets/icons.h"
#include "widgets/map/map_painter.h"
#include "widgets/map/map_texts.h"

namespace widgets {
namespace {

using Hit = MapGeometry::Hit;

constexpr int kFrameMillis = 16;

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

void MapView::paintStill(QPainter& painter) {
    const Palette& palette = Palette::of(*this);
    painter.fillRect(rect(), palette.panel);
    paintMap(painter, m_picture, m_geometry,
             {.palette = palette,
              .font = font(),
              .selected = m_selected,
              .hovered = m_hovered,
              .hasFocus = hasFocus(),
              .isCutting = m_isCutting});
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
        case Hit::Kind::kCutTool:
            return {};
        case Hit::Kind::kLink: {
            const MapPicture::Link& link = m_picture.links[hit.index];
            return MapLink{m_picture.brokers[link.from].id, m_picture.brokers[link.to].id};
        }
        case Hit::Kind::kClientsLink:
            return MapLink{m_picture.brokers[hit.index].id, broker::kNoBroker};
        case Hit::Kind::kProducer:
            return MapClient{m_picture.producers[hit.index].name};
        case Hit::Kind::kConsumer:
            return MapClient{m_picture.consumers[hit.index].name};
        case Hit::Kind::kGroup:
            return MapTopic{m_picture.brokers[hit.index].groups[hit.group]->topic.toStdString()};
        case Hit::Kind::kCell:
            return MapReplica{{m_picture.brokers[hit.index].groups[hit.group]->topic.toStdString(),
                               m_picture.brokers[hit.index].groups[hit.group]->cells[hit.cell].partition},
                              m_picture.brokers[hit.index].id};
        case Hit::Kind::kBroker:
        case Hit::Kind::kButton:
            return MapBroker{m_picture.brokers[hit.index].id};
    }
    return {};
}

MapSelection MapView::targetAt(const Hit& hit) const {
    switch (hit.kind) {
        case Hit::Kind::kBroker:
        case Hit::Kind::kCell:
        case Hit::Kind::kGroup:
        case Hit::Kind::kButton:
            return MapBroker{m_picture.brokers[hit.index].id};
        case Hit::Kind::kLink:
        case Hit::Kind::kClientsLink:
            return selectionAt(hit);
        default:
            return {};
    }
}

void MapView::choose(const MapSelection& selection) {
    select(selection);
    emit selected(selection);
}

void MapView::hover(const Hit& hit) {
    // Cells show nothing when hovered, so that moving over thousands of them paints nothing anew.
    const auto isShown = [](const Hit& h) {
        return h.kind != Hit::Kind::kNothing && h.kind != Hit::Kind::kCell && h.kind != Hit::Kind::kGroup;
    };
    const bool differs = isShown(hit) || isShown(m_hovered);
    m_hovered = hit;
    if (differs) forgetStill();
}

void MapView::setCutting(bool on) {
    if (m_isCutting == on) return;
    m_isCutting = on;
    forgetStill();
    if (!on) return setCursor(Qt::ArrowCursor);
    QPixmap drawing(QSize(24, 24) * devicePixelRatioF());
    drawing.setDevicePixelRatio(devicePixelRatioF());
    drawing.fill(Qt::transparent);
    QPainter painter(&drawing);
    paintIcon(painter, IconName::kCut, {1, 1, 22, 22}, Palette::of(*this).red);
    painter.end();
    setCursor(QCursor(drawing));
}

void MapView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    const Hit hit = m_geometry.at(event->position());
    if (hit.kind == Hit::Kind::kCutTool) return setCutting(true);
    choose(selectionAt(hit));
    setAccessibleDescription(tipAt(hit));
    if (hit.kind != Hit::Kind::kButton) return;
    const MapPicture::Broker& broker = m_picture.brokers[hit.index];
    if (broker.isAlive)
        emit thawRequested(broker.id);
    else if (broker.whyNoRestart.isEmpty())
        emit restartRequested(broker.id);
}

void MapView::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_isCutting) return QWidget::mouseReleaseEvent(event);
    setCutting(false);
    const MapSelection target = targetAt(m_geometry.at(event->position()));
    if (std::holds_alternative<std::monostate>(target)) return;
    choose(target);
    emit cutRequested(target);
}

void MapView::mouseDoubleClickEvent(QMouseEvent* event) {
    const Hit hit = m_geometry.at(event->position());
    if (!std::holds_alternative<std::monostate>(selectionAt(hit)) && hit.kind != Hit::Kind::kButton)
        emit opened(selectionAt(hit));
}

void MapView::mouseMoveEvent(QMouseEvent* event) {
    const Hit hit = m_geometry.at(event->position());
    if (hit == m_hovered) return;
    hover(hit);
    if (m_isCutting) return;
    setCursor(hit.kind == Hit::Kind::kNothing   ? Qt::ArrowCursor
              : hit.kind == Hit::Kind::kCutTool ? Qt::OpenHandCursor
                                                : Qt::PointingHandCursor);
}

void MapView::leaveEvent(QEvent*) {
    if (m_hovered.kind == Hit::Kind::kNothing) return;
    m_hovered = {};
    forgetStill();
}

void MapView::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() != QContextMenuEvent::Keyboard) {
        const Hit hit = m_geometry.at(event->pos());
        const MapSelection target = targetAt(hit);
        if (std::holds_alternative<std::monostate>(target)) return;
        choose(hit.kind == Hit::Kind::kCell ? selectionAt(hit) : target);
        emit menuRequested(target, event->globalPos());
        return;
    }
    MapSelection target = m_selected;
    if (const auto* replica = std::get_if<MapReplica>(&m_selected)) target = MapBroker{replica->broker};
    if (const QPointF place = placeOf(target); !place.isNull())
        emit menuRequested(target, mapToGlobal(place.toPoint()));
}

/// Null for what has no menu, or is not there.
QPointF MapView::placeOf(const MapSelection& target) const {
    const auto* link = std::get_if<MapLink>(&target);
    const auto* one = std::get_if<MapBroker>(&target);
    for (std::size_t i = 0; i < m_picture.links.size() && link; ++i)
        if (selectionAt({.kind = Hit::Kind::kLink, .index = i}) == target) {
            const QPointF middle = m_geometry.middleOf(i);
            return middle.isNull() ? QPointF(rect().center()) : middle;
        }
    for (std::size_t i = 0; i < m_picture.brokers.size(); ++i) {
        const broker::BrokerId id = m_picture.brokers[i].id;
        const QRectF card = m_geometry.brokers[i].card;
        if (one && one->id == id) return card.center();
        if (link && link->from == id && link->to == broker::kNoBroker) return {card.center().x(), card.top()};
    }
    return {};
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
        case Hit::Kind::kCutTool:
            return MapTexts::howToCut();
        case Hit::Kind::kLink: {
            const MapPicture::Link& link = m_picture.links[hit.index];
            return lines({link.title, link.badge, link.line, MapTexts::linkHelp()});
        }
        case Hit::Kind::kClientsLink: {
            const MapPicture::Broker& broker = m_picture.brokers[hit.index];
            return lines({broker.clients.isEmpty()
                              ? broker.title + QStringLiteral(" – ") + MapTexts::clients()
                              : broker.title + QStringLiteral(" – ") + broker.clients,
                          MapTexts::linkHelp()});
        }
        case Hit::Kind::kProducer:
        case Hit::Kind::kConsumer: {
            const MapPicture::Client& client = hit.kind == Hit::Kind::kProducer
                                                   ? m_picture.producers[hit.index]
                                                   : m_picture.consumers[hit.index];
            return lines({client.title, client.line, client.secondLine});
        }
        case Hit::Kind::kButton: {
            const MapPicture::Broker& broker = m_picture.brokers[hit.index];
            return broker.isAlive ? MapTexts::thaw() : lines({MapTexts::restart(), broker.whyNoRestart});
        }
        case Hit::Kind::kBroker: {
            const MapPicture::Broker& broker = m_picture.brokers[hit.index];
            return lines({broker.title, broker.subtitle, broker.why,
                          broker.disk.isEmpty() ? QString() : MapTexts::disk(broker.disk), broker.foot,
                          broker.secondFoot});
        }
        case Hit::Kind::kGroup:
            return m_picture.brokers[hit.index].groups[hit.group]->topic;
        case Hit::Kind::kCell: {
            const MapPicture::Group& group = *m_picture.brokers[hit.index].groups[hit.group];
            const MapPicture::Cell& cell = group.cells[hit.cell];
            using Kind = MapPicture::CellKind;
            return QStringLiteral("%1-%2 · %3")
                .arg(group.topic)
                .arg(cell.partition.value())
                .arg(MapTexts::kindOf(cell.kind == Kind::kLeader, cell.kind == Kind::kInSync,
                                      cell.kind == Kind::kOffline));
        }
    }
    return {};
}

}  // namespace widgets
