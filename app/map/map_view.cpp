#include "app/map/map_view.h"

#include <algorithm>
#include <utility>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "app/desktop/look.h"
#include "app/pages/state_words.h"

namespace app {

using CellKind = MapPicture::CellKind;
using Hit = MapGeometry::Hit;

constexpr int kFrameMs = 33;
constexpr qint64 kPulseMs = 900;
constexpr qint64 kPulseApart = 260;
constexpr double kCardCorner = 10;

namespace {

QFont sized(QFont font, int pixels, QFont::Weight weight = QFont::Normal) {
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

void drawElided(QPainter& painter, const QRectF& rect, const QString& text,
                int alignment = Qt::AlignLeft | Qt::AlignVCenter) {
    painter.drawText(rect, alignment | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(rect.width())));
}

QColor faded(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

}  // namespace

MapView::MapView(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("map"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    m_clock.start();
    m_motion.setInterval(kFrameMs);
    connect(&m_motion, &QTimer::timeout, this, [this] { update(); });
}

void MapView::setMoves(bool on) {
    m_moves = on;
    if (!on) {
        m_pulses.clear();
        m_motion.stop();
        update();
    }
}

void MapView::show(MapPicture picture) {
    if (picture == m_picture) return;
    const bool sameFlows = picture.flows.size() == m_picture.flows.size();
    if (!sameFlows) m_pulses.clear();
    if (m_moves && sameFlows && isVisible()) {
        for (std::size_t i = 0; i < picture.flows.size(); ++i) {
            if (picture.flows[i].bytes <= m_picture.flows[i].bytes) continue;
            const auto last =
                std::find_if(m_pulses.rbegin(), m_pulses.rend(), [i](const Pulse& p) { return p.flow == i; });
            if (last == m_pulses.rend() || m_clock.elapsed() - last->start >= kPulseApart)
                m_pulses.push_back({i, m_clock.elapsed()});
        }
        if (!m_pulses.empty()) m_motion.start();
    }
    m_picture = std::move(picture);
    relayout();
}

void MapView::relayout() {
    m_geometry = MapGeometry::of(m_picture, size());
    update();
}

void MapView::select(const Subject& subject) {
    if (subject == m_selected) return;
    m_selected = subject;
    update();
}

void MapView::resizeEvent(QResizeEvent*) {
    m_pulses.clear();
    relayout();
}

std::optional<Subject> MapView::subjectAt(QPointF point) const {
    const Hit hit = m_geometry.at(point);
    switch (hit.kind) {
        case Hit::Kind::kNothing:
            return std::nullopt;
        case Hit::Kind::kRestart:
        case Hit::Kind::kBroker:
            return BrokerSubject{m_picture.brokers[hit.index].id};
        case Hit::Kind::kCell: {
            const auto& broker = m_picture.brokers[hit.index];
            const auto& cell = broker.groups[hit.group].cells[hit.cell];
            if (cell.kind == CellKind::kLeader) return PartitionSubject{cell.partition};
            return ReplicaSubject{cell.partition, broker.id};
        }
        case Hit::Kind::kProducer:
            return ClientSubject{m_picture.producers[hit.index].name};
        case Hit::Kind::kConsumer:
            return ClientSubject{m_picture.consumers[hit.index].name};
    }
    return std::nullopt;
}

void MapView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const Hit hit = m_geometry.at(event->position());
    if (hit.kind == Hit::Kind::kRestart) {
        emit restartRequested(m_picture.brokers[hit.index].id);
        return;
    }
    const auto subject = subjectAt(event->position());
    emit subjectSelected(subject ? *subject : Subject(ClusterSubject{}));
}

void MapView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto subject = subjectAt(event->position())) emit subjectOpened(*subject);
}

void MapView::mouseMoveEvent(QMouseEvent* event) {
    auto hovered = subjectAt(event->position());
    setCursor(hovered ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (hovered == m_hovered) return;
    m_hovered = std::move(hovered);
    update();
}

void MapView::leaveEvent(QEvent*) {
    m_hovered.reset();
    update();
}

void MapView::contextMenuEvent(QContextMenuEvent* event) {
    const Hit hit = m_geometry.at(event->pos());
    if (hit.kind == Hit::Kind::kBroker || hit.kind == Hit::Kind::kCell || hit.kind == Hit::Kind::kRestart)
        emit menuRequested(m_picture.brokers[hit.index].id, event->globalPos());
}

void MapView::moveSelection(int step) {
    if (m_picture.brokers.empty()) return;
    int at = step > 0 ? -1 : static_cast<int>(m_picture.brokers.size());
    for (std::size_t i = 0; i < m_picture.brokers.size(); ++i)
        if (m_selected == Subject(BrokerSubject{m_picture.brokers[i].id})) at = static_cast<int>(i);
    at = std::clamp(at + step, 0, static_cast<int>(m_picture.brokers.size()) - 1);
    emit subjectSelected(BrokerSubject{m_picture.brokers[static_cast<std::size_t>(at)].id});
}

void MapView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
            moveSelection(-1);
            return;
        case Qt::Key_Right:
            moveSelection(1);
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            emit subjectOpened(m_selected);
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

bool MapView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const Hit hit = m_geometry.at(help->pos());
        if (hit.kind == Hit::Kind::kCell) {
            const auto& cell = m_picture.brokers[hit.index].groups[hit.group].cells[hit.cell];
            const QString role = cell.kind == CellKind::kLeader      ? tr("leader")
                                 : cell.kind == CellKind::kInSync    ? tr("in-sync follower")
                                 : cell.kind == CellKind::kOutOfSync ? tr("out of sync")
                                                                     : tr("offline");
            QToolTip::showText(
                help->globalPos(),
                partitionName(cell.partition) + QStringLiteral(" · ") + role +
                    (cell.isPreferred ? QStringLiteral(" · ") + tr("preferred leader") : QString()),
                this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void MapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < m_picture.flows.size(); ++i) paintFlow(painter, i);
    for (std::size_t i = 0; i < m_picture.producers.size(); ++i)
        paintClient(painter, m_picture.producers[i], m_geometry.producers[i]);
    for (std::size_t i = 0; i < m_picture.consumers.size(); ++i)
        paintClient(painter, m_picture.consumers[i], m_geometry.consumers[i]);
    for (std::size_t i = 0; i < m_picture.brokers.size(); ++i) paintBroker(painter, i);
    paintPulses(painter);
    paintLegend(painter);
}

void MapView::paintFlow(QPainter& painter, std::size_t index) const {
    const Look& look = Look::now();
    const QColor hue = look.hues[m_picture.flows[index].hue];
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(faded(hue, m_picture.flows[index].bytesPerSecond > 0 ? 0.85 : 0.4),
                        m_geometry.flows[index].width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.drawPath(m_geometry.flows[index].path);
}

void MapView::paintPulses(QPainter& painter) {
    const qint64 now = m_clock.elapsed();
    std::erase_if(m_pulses, [now](const Pulse& pulse) { return now - pulse.start > kPulseMs; });
    if (m_pulses.empty()) {
        m_motion.stop();
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(Look::now().text);
    for (const Pulse& pulse : m_pulses) {
        const double way = static_cast<double>(now - pulse.start) / static_cast<double>(kPulseMs);
        painter.drawEllipse(m_geometry.flows[pulse.flow].path.pointAtPercent(std::clamp(way, 0.0, 1.0)), 3,
                            3);
    }
}

void MapView::paintClient(QPainter& painter, const MapPicture::Client& client, const QRectF& rect) const {
    const Look& look = Look::now();
    const bool isSelected = m_selected == Subject(ClientSubject{client.name});
    painter.setPen(QPen(isSelected ? look.text : look.line, isSelected ? 1.6 : 1));
    painter.setBrush(look.panel);
    painter.drawRoundedRect(rect, 8, 8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.hues[client.hue]);
    painter.drawRoundedRect(QRectF(rect.left(), rect.top() + 1, 4, rect.height() - 2), 2, 2);
    const QRectF room = rect.adjusted(14, 5, -8, -5);
    const double line = room.height() / 3;
    painter.setPen(look.text);
    painter.setFont(sized(font(), 12, QFont::DemiBold));
    drawElided(painter, {room.x(), room.y(), room.width(), line}, client.title);
    painter.setPen(look.dim);
    painter.setFont(sized(font(), 11));
    drawElided(painter, {room.x(), room.y() + line, room.width(), line}, client.line);
    drawElided(painter, {room.x(), room.y() + 2 * line, room.width(), line}, client.secondLine);
}

void MapView::paintBroker(QPainter& painter, std::size_t index) const {
    const Look& look = Look::now();
    const MapPicture::Broker& broker = m_picture.brokers[index];
    const MapGeometry::Broker& place = m_geometry.brokers[index];
    const Subject subject = BrokerSubject{broker.id};
    const bool isSelected = m_selected == subject;
    QPen border(isSelected       ? look.text
                : broker.isAlive ? (m_hovered == subject ? look.dim : look.line)
                                 : faded(look.red, 0.8),
                isSelected ? 1.6 : 1);
    if (!broker.isAlive) border.setStyle(Qt::DashLine);
    painter.setPen(border);
    painter.setBrush(look.panel);
    painter.drawRoundedRect(place.card, kCardCorner, kCardCorner);

    painter.setFont(sized(font(), 13, QFont::DemiBold));
    painter.setPen(broker.isAlive ? look.text : look.dim);
    drawElided(painter, place.title, broker.title);
    if (broker.isController) {
        const QRectF c = place.crown;
        const QPolygonF crown({{c.left(), c.top() + 3},
                               {c.left() + 5, c.top() + 8},
                               {c.center().x(), c.top()},
                               {c.right() - 5, c.top() + 8},
                               {c.right(), c.top() + 3},
                               {c.right() - 2, c.bottom() - 1},
                               {c.left() + 2, c.bottom() - 1}});
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.gold);
        painter.drawPolygon(crown);
    }
    painter.setFont(sized(font(), 11));
    painter.setPen(look.of(broker.tone));
    drawElided(painter, place.subtitle, broker.subtitle);
    paintGroups(painter, index);

    painter.setFont(sized(font(), 11));
    if (place.hiddenGroups > 0) {
        painter.setPen(look.dim);
        drawElided(painter, place.more,
                   tr("and %n more topic(s)", nullptr, static_cast<int>(place.hiddenGroups)));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.line);
    painter.drawRoundedRect(place.disk, 2, 2);
    painter.setBrush(look.dim);
    painter.drawRoundedRect(
        QRectF(place.disk.topLeft(),
               QSizeF(place.disk.width() * std::clamp(broker.logShare, 0.0, 1.0), place.disk.height())),
        2, 2);
    painter.setPen(look.dim);
    drawElided(painter, place.foot, broker.foot);
    if (place.button.isEmpty()) {
        drawElided(painter, place.secondFoot, broker.secondFoot);
        return;
    }
    painter.setPen(look.line);
    painter.setBrush(look.raised);
    painter.drawRoundedRect(place.button.translated(0, 4), 6, 6);
    painter.setPen(look.text);
    drawElided(painter, place.button.translated(0, 4).adjusted(6, 0, -6, 0), tr("Restart"), Qt::AlignCenter);
}

void MapView::paintGroups(QPainter& painter, std::size_t index) const {
    const Look& look = Look::now();
    const MapPicture::Broker& broker = m_picture.brokers[index];
    const MapGeometry::Broker& place = m_geometry.brokers[index];
    for (std::size_t g = 0; g < place.groups.size(); ++g) {
        const MapPicture::Group& group = broker.groups[g];
        painter.setFont(sized(font(), 11));
        painter.setPen(look.dim);
        drawElided(painter, place.groups[g].label, group.topic);
        const QColor hue = look.hues[group.hue];
        if (!place.groups[g].bar.isEmpty()) paintBar(painter, group, place.groups[g].bar, hue);
        for (std::size_t c = 0; c < place.groups[g].cells.size(); ++c) {
            const auto& cell = group.cells[c];
            const bool isLeader = cell.kind == CellKind::kLeader;
            const bool isSelected = m_selected == Subject(ReplicaSubject{cell.partition, broker.id}) ||
                                    (isLeader && m_selected == Subject(PartitionSubject{cell.partition}));
            paintCell(painter, cell, place.groups[g].cells[c], hue, isSelected);
        }
    }
}

void MapView::paintCell(QPainter& painter, const MapPicture::Cell& cell, const QRectF& rect,
                        const QColor& hue, bool isSelected) const {
    const Look& look = Look::now();
    const double corner = rect.width() >= 20 ? 5 : rect.width() >= 10 ? 3 : 1;
    const double pen = rect.width() >= 16 ? 1.5 : 1;
    const QRectF box = rect.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2);
    QColor number = hue;
    painter.setBrush(Qt::NoBrush);
    switch (cell.kind) {
        case CellKind::kLeader:
            painter.setPen(QPen(hue, pen));
            painter.setBrush(hue);
            number = look.onFill;
            break;
        case CellKind::kInSync:
            painter.setPen(QPen(hue, pen, cell.isPreferred ? Qt::DotLine : Qt::SolidLine));
            break;
        case CellKind::kOutOfSync:
            painter.setPen(QPen(look.amber, pen + 0.5));
            painter.setBrush(QBrush(faded(look.amber, 0.5), Qt::BDiagPattern));
            number = look.amber;
            break;
        case CellKind::kOffline:
            painter.setPen(QPen(faded(look.red, 0.8), pen, Qt::DashLine));
            number = faded(look.red, 0.8);
            break;
    }
    painter.drawRoundedRect(box, corner, corner);
    if (isSelected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look.text, 2));
        painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), corner + 2, corner + 2);
    }
    if (rect.width() < 16) return;
    painter.setFont(sized(font(), rect.width() >= 22 ? 11 : 9, QFont::DemiBold));
    painter.setPen(number);
    painter.drawText(rect, Qt::AlignCenter, QString::number(cell.partition.partition.value()));
}

/// A topic with more partitions than cells can show: how many of its replicas lead, follow and lag here.
void MapView::paintBar(QPainter& painter, const MapPicture::Group& group, const QRectF& rect,
                       const QColor& hue) const {
    const Look& look = Look::now();
    painter.setPen(Qt::NoPen);
    double x = rect.x();
    const std::pair<CellKind, QColor> parts[] = {{CellKind::kLeader, hue},
                                                 {CellKind::kInSync, faded(hue, 0.35)},
                                                 {CellKind::kOutOfSync, look.amber},
                                                 {CellKind::kOffline, faded(look.red, 0.7)}};
    for (const auto& [kind, colour] : parts) {
        const auto count = std::ranges::count(group.cells, kind, &MapPicture::Cell::kind);
        const double wide =
            rect.width() * static_cast<double>(count) / static_cast<double>(group.cells.size());
        painter.fillRect(QRectF(x, rect.y(), wide, rect.height()), colour);
        x += wide;
    }
}

void MapView::paintLegend(QPainter& painter) const {
    const Look& look = Look::now();
    painter.setFont(sized(font(), 11));
    double x = m_geometry.legend.x();
    const double y = m_geometry.legend.center().y();
    const auto entry = [&](CellKind kind, const QString& text) {
        MapPicture::Cell cell;
        cell.kind = kind;
        paintCell(painter, cell, {x, y - 5, 10, 10}, look.dim, false);
        painter.setFont(sized(font(), 11));
        painter.setPen(look.dim);
        const double wide = painter.fontMetrics().horizontalAdvance(text);
        painter.drawText(QRectF(x + 15, y - 9, wide + 2, 18), Qt::AlignVCenter, text);
        x += 15 + wide + 16;
    };
    entry(CellKind::kLeader, tr("leader"));
    entry(CellKind::kInSync, tr("in-sync follower"));
    entry(CellKind::kOutOfSync, tr("out of sync"));
    entry(CellKind::kOffline, tr("offline"));
}

}  // namespace app
