#include "widgets/map/map_routes.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <tuple>

namespace widgets {
namespace {

/// A hundred times the bytes are about twice as thick.
double widthOf(double bytesPerSecond) {
    return bytesPerSecond <= 0 ? 1.2
                               : std::clamp(1.2 + 0.8 * std::log10(1 + bytesPerSecond / 1000), 1.2, 4.5);
}

/// The port's place on a side from `from` to `to`.
double spread(double from, double to, int port, int ports) {
    return from + (to - from) * (port + 1) / (ports + 1);
}

}  // namespace

MapRoutes::MapRoutes(const MapPicture& picture, int columns)
    : m_picture(picture)
    , m_columns(std::max(1, columns))
    , m_flows(picture.flows.size())
    , m_links(picture.links.size()) {
    const std::size_t rows = (picture.brokers.size() + static_cast<std::size_t>(m_columns) - 1) /
                             static_cast<std::size_t>(m_columns);
    m_above.assign(std::max<std::size_t>(1, rows), 0);
    m_below.assign(m_above.size(), 0);
    planLinks();
    planLinkEnds(true);
    planFlows();
    planLinkEnds(false);
}

bool MapRoutes::isLast(std::size_t broker) const {
    return columnOf(broker) == m_columns - 1 || broker + 1 == m_picture.brokers.size();
}

MapRoutes::Side MapRoutes::sideOf(const MapPicture::Flow& flow) const {
    if (flow.isProducer) return isFirst(flow.broker) ? Side::kLeft : Side::kTop;
    return isLast(flow.broker) ? Side::kRight : Side::kBottom;
}

int MapRoutes::portsOf(const Place& place) const {
    const auto found = m_ports.find(place);
    return found == m_ports.end() ? 0 : found->second;
}

std::vector<std::size_t> MapRoutes::busiest() const {
    std::vector<std::size_t> order(m_flows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {},
                      [this](std::size_t i) { return std::pair(-m_picture.flows[i].bytesPerSecond, i); });
    if (order.size() > MapGeometry::kMaxFlows) order.resize(MapGeometry::kMaxFlows);
    // By client, then by broker: what branches off stands in the clients' order.
    std::ranges::sort(order, {}, [this](std::size_t i) {
        return std::tuple(m_picture.flows[i].client, m_picture.flows[i].broker, i);
    });
    return order;
}

void MapRoutes::planFlows() {
    using Lanes = std::map<std::pair<int, std::size_t>, int>;  // by row and client
    Lanes above;
    Lanes below;
    const std::vector<std::size_t> order = busiest();
    for (const std::size_t index : order) {
        const MapPicture::Flow& flow = m_picture.flows[index];
        const Side side = sideOf(flow);
        m_flows[index].isDrawn = true;
        m_flows[index].port = m_ports[{flow.broker, side}]++;
        if (side == Side::kTop) above[{rowOf(flow.broker), flow.client}] = 0;
        if (side == Side::kBottom) below[{rowOf(flow.broker), flow.client}] = 0;
    }
    // Producers from the outermost lane inwards, consumers the other way round.
    for (auto entry = above.rbegin(); entry != above.rend(); ++entry)
        entry->second = m_above[static_cast<std::size_t>(entry->first.first)]++;
    for (auto& [place, lane] : below) lane = m_below[static_cast<std::size_t>(place.first)]++;
    for (const std::size_t index : order) {
        const MapPicture::Flow& flow = m_picture.flows[index];
        const Side side = sideOf(flow);
        if (side == Side::kTop) m_flows[index].lane = above[{rowOf(flow.broker), flow.client}];
        if (side == Side::kBottom) m_flows[index].lane = below[{rowOf(flow.broker), flow.client}];
    }
}

/// The shortest first, so that they come into the lanes next to the cards.
std::vector<std::size_t> MapRoutes::linksToDraw() const {
    const bool drawsAll = m_picture.brokers.size() <= MapGeometry::kLinkedBrokers;
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < m_links.size(); ++i) {
        const MapPicture::Link& link = m_picture.links[i];
        if (!drawsAll && link.worst() == MapPicture::LinkTrouble::kNone) continue;
        if (rowOf(link.to) - rowOf(link.from) > 1) continue;  // it would have to pass other rows
        chosen.push_back(i);
    }
    std::ranges::sort(chosen, {}, [this](std::size_t i) {
        const MapPicture::Link& link = m_picture.links[i];
        return std::tuple(std::abs(columnOf(link.to) - columnOf(link.from)), i);
    });
    if (chosen.size() > MapGeometry::kMaxLinks) chosen.resize(MapGeometry::kMaxLinks);
    return chosen;
}

void MapRoutes::planLinks() {
    struct Taken {
        int row;
        int lane;
        int left;
        int right;
    };
    std::vector<Taken> taken;
    m_drawnLinks = linksToDraw();
    // Where something is wrong there are badges, which need room between the lanes.
    const bool hasBadges = std::ranges::any_of(
        m_drawnLinks, [this](std::size_t index) { return !m_picture.links[index].badge.isEmpty(); });
    const int step = hasBadges ? 2 : 1;
    for (const std::size_t index : m_drawnLinks) {
        const MapPicture::Link& link = m_picture.links[index];
        const int row = rowOf(link.from);
        const auto [left, right] = std::minmax({columnOf(link.from), columnOf(link.to)});
        // In one row two links may meet at a card, where they leave it on different sides.
        const int touch = isInOneRow(link) ? 0 : 1;
        int lane = 0;
        const auto isFree = [&](int candidate) {
            return std::ranges::none_of(taken, [&](const Taken& other) {
                return other.row == row && other.lane == candidate && left < other.right + touch &&
                       other.left < right + touch;
            });
        };
        while (!isFree(lane)) ++lane;
        taken.push_back({row, lane, left, right});
        m_links[index].isDrawn = true;
        m_links[index].lane = lane * step;
        int& lanes = m_below[static_cast<std::size_t>(row)];
        lanes = std::max(lanes, (lane + 1) * step);
    }
}

void MapRoutes::planLinkEnds(bool areLeft) {
    // At a card's left the nearest neighbour's link is the outermost, and so it is at its right.
    std::vector<std::size_t> order = m_drawnLinks;
    if (!areLeft) std::ranges::reverse(order);
    for (const std::size_t index : order) {
        const MapPicture::Link& link = m_picture.links[index];
        const bool goesLeft = columnOf(link.to) < columnOf(link.from);
        if (goesLeft == areLeft) m_links[index].port = m_ports[{link.from, Side::kBottom}]++;
        const Side side = isInOneRow(link) ? Side::kBottom : Side::kTop;
        // Below another row's card it comes from above, at the side where it comes from.
        if (goesLeft != areLeft) m_links[index].endPort = m_ports[{link.to, side}]++;
    }
}

QPointF MapRoutes::portAt(const MapGeometry& geometry, const Place& place, int port) const {
    const QRectF card = geometry.brokers[place.first].card;
    const int ports = portsOf(place);
    if (place.second == Side::kLeft || place.second == Side::kRight) {
        const double inset = std::min(12.0, card.height() / 4);
        return {place.second == Side::kLeft ? card.left() : card.right(),
                spread(card.top() + inset, card.bottom() - inset, port, ports)};
    }
    const double inset = std::min(8.0, card.width() / 8);
    return {spread(card.left() + inset, card.right() - inset, port, ports),
            place.second == Side::kTop ? card.top() : card.bottom()};
}

double MapRoutes::riserOf(const Frame& frame, const MapPicture::Flow& flow) const {
    const auto clients =
        static_cast<int>(flow.isProducer ? m_picture.producers.size() : m_picture.consumers.size());
    const auto client = static_cast<int>(flow.client);
    return flow.isProducer ? spread(frame.leftEdge, frame.cardsLeft, client, clients)
                           : spread(frame.cardsRight, frame.rightEdge, client, clients);
}

void MapRoutes::draw(MapGeometry& geometry, const Frame& frame) const {
    for (std::size_t i = 0; i < m_flows.size(); ++i) geometry.flows.push_back(drawFlow(geometry, frame, i));
    for (std::size_t i = 0; i < m_links.size(); ++i) geometry.links.push_back(drawLink(geometry, frame, i));
}

MapGeometry::Line MapRoutes::drawFlow(const MapGeometry& geometry, const Frame& frame,
                                      std::size_t index) const {
    const MapPicture::Flow& flow = m_picture.flows[index];
    const Way& way = m_flows[index];
    if (!way.isDrawn) return {};
    const QRectF card = geometry.brokers[flow.broker].card;
    const bool in = flow.isProducer;
    const QRectF client = in ? geometry.producers[flow.client] : geometry.consumers[flow.client];
    const QPointF start(in ? client.right() : client.left(), client.center().y());
    const double riser = riserOf(frame, flow);
    const QPointF port = portAt(geometry, {flow.broker, sideOf(flow)}, way.port);
    MapGeometry::Line line{.points = {},
                           .width = std::min(widthOf(flow.bytesPerSecond), frame.laneStep * 0.6)};
    if (way.lane < 0) {
        const double inset = std::min(12.0, card.height() / 4);
        if (start.y() >= card.top() + inset && start.y() <= card.bottom() - inset)
            line.points = {start, {port.x(), start.y()}};
        else
            line.points = {start, {riser, start.y()}, {riser, port.y()}, port};
    } else {
        const double away = kFirstLane + way.lane * frame.laneStep;
        const double lane = in ? card.top() - away : card.bottom() + away;
        line.points = {start, {riser, start.y()}, {riser, lane}, {port.x(), lane}, port};
    }
    if (!in) std::ranges::reverse(line.points);
    return line;
}

MapGeometry::Line MapRoutes::drawLink(const MapGeometry& geometry, const Frame& frame,
                                      std::size_t index) const {
    const Way& way = m_links[index];
    if (!way.isDrawn) return {};
    const MapPicture::Link& link = m_picture.links[index];
    const QPointF from = portAt(geometry, {link.from, Side::kBottom}, way.port);
    const QPointF to =
        portAt(geometry, {link.to, isInOneRow(link) ? Side::kBottom : Side::kTop}, way.endPort);
    const double lane = from.y() + kFirstLane + way.lane * frame.laneStep;
    return {.points = {from, {from.x(), lane}, {to.x(), lane}, to},
            .width = std::min(widthOf(link.bytesPerSecond), frame.laneStep * 0.6)};
}

}  // namespace widgets
