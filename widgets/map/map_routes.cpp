#include "widgets/map/map_routes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace widgets {
namespace {

/// A hundred times the bytes are about twice as thick.
double widthOf(double bytesPerSecond) {
    return bytesPerSecond <= 0 ? 1.2
                               : std::clamp(1.2 + 0.8 * std::log10(1 + bytesPerSecond / 1000), 1.2, 4.5);
}

/// The port's place on a side from `from` to `to`.
double portAt(double from, double to, int port, int ports) {
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
    planFlows();
    planLinks();
}

bool MapRoutes::isLast(std::size_t broker) const {
    return static_cast<int>(broker) % m_columns == m_columns - 1 || broker + 1 == m_picture.brokers.size();
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
    const auto sideOf = [this](const MapPicture::Flow& flow) {
        const bool isBeside = flow.isProducer ? isFirst(flow.broker) : isLast(flow.broker);
        return (flow.isProducer ? 0 : 2) + (isBeside ? 0 : 1);
    };
    const std::vector<std::size_t> order = busiest();
    std::map<std::pair<std::size_t, int>, int> ports;  // broker and side
    std::array<std::map<std::pair<int, std::size_t>, int>, 2>
        lanes;  // row and client, consumers and producers
    for (const std::size_t index : order) {
        const MapPicture::Flow& flow = m_picture.flows[index];
        m_flows[index].isDrawn = true;
        m_flows[index].port = ports[{flow.broker, sideOf(flow)}]++;
        if (sideOf(flow) % 2 == 1) lanes[flow.isProducer ? 1 : 0][{rowOf(flow.broker), flow.client}] = 0;
    }
    // Producers from the outermost lane inwards, consumers the other way round.
    for (auto entry = lanes[1].rbegin(); entry != lanes[1].rend(); ++entry)
        entry->second = m_above[static_cast<std::size_t>(entry->first.first)]++;
    for (auto& [place, lane] : lanes[0]) lane = m_below[static_cast<std::size_t>(place.first)]++;
    for (const std::size_t index : order) {
        const MapPicture::Flow& flow = m_picture.flows[index];
        m_flows[index].ports = ports[{flow.broker, sideOf(flow)}];
        if (sideOf(flow) % 2 == 1)
            m_flows[index].lane = lanes[flow.isProducer ? 1 : 0][{rowOf(flow.broker), flow.client}];
    }
}

void MapRoutes::planLinks() {
    const bool drawsAll = m_picture.brokers.size() <= MapGeometry::kMaxLinks;
    std::map<int, int> lanes;  // one for all links below a row
    for (std::size_t i = 0; i < m_links.size(); ++i) {
        const MapPicture::Link& link = m_picture.links[i];
        if (!drawsAll && !link.isBroken) continue;
        const auto [low, high] = std::minmax(link.from, link.to);
        const int row = rowOf(low);
        if (rowOf(high) - row > 1) continue;  // it would have to pass other rows
        m_links[i].isDrawn = true;
        if (rowOf(high) == row && high - low == 1) continue;  // through the gap between the two
        const auto [lane, isNew] = lanes.try_emplace(row, m_below[static_cast<std::size_t>(row)]);
        if (isNew) ++m_below[static_cast<std::size_t>(row)];
        m_links[i].lane = lane->second;
    }
}

double MapRoutes::riserOf(const Frame& frame, const MapPicture::Flow& flow) const {
    const auto clients =
        static_cast<int>(flow.isProducer ? m_picture.producers.size() : m_picture.consumers.size());
    const auto client = static_cast<int>(flow.client);
    return flow.isProducer ? portAt(frame.leftEdge, frame.cardsLeft, client, clients)
                           : portAt(frame.cardsRight, frame.rightEdge, client, clients);
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
    MapGeometry::Line line{.points = {},
                           .width = std::min(widthOf(flow.bytesPerSecond), frame.laneStep * 0.6)};
    if (way.lane < 0) {
        const double side = in ? card.left() : card.right();
        const double inset = std::min(12.0, card.height() / 4);
        if (start.y() >= card.top() + inset && start.y() <= card.bottom() - inset) {
            line.points = {start, {side, start.y()}};
        } else {
            const double y = portAt(card.top() + inset, card.bottom() - inset, way.port, way.ports);
            line.points = {start, {riser, start.y()}, {riser, y}, {side, y}};
        }
    } else {
        const double inset = std::min(16.0, card.width() / 6);
        const double x = portAt(card.left() + inset, card.right() - inset, way.port, way.ports);
        const double away = kFirstLane + way.lane * frame.laneStep;
        const double lane = in ? card.top() - away : card.bottom() + away;
        line.points = {
            start, {riser, start.y()}, {riser, lane}, {x, lane}, {x, in ? card.top() : card.bottom()}};
    }
    if (!in) std::ranges::reverse(line.points);
    return line;
}

MapGeometry::Line MapRoutes::drawLink(const MapGeometry& geometry, const Frame& frame,
                                      std::size_t index) const {
    const Way& way = m_links[index];
    if (!way.isDrawn) return {};
    const auto [low, high] = std::minmax(m_picture.links[index].from, m_picture.links[index].to);
    const QRectF one = geometry.brokers[low].card;
    const QRectF other = geometry.brokers[high].card;
    if (way.lane < 0) {
        const double y = one.bottom() - std::min(21.0, one.height() / 3);
        return {.points = {{one.right(), y}, {other.left(), y}}, .width = 1.5};
    }
    const double lane = one.bottom() + kFirstLane + way.lane * frame.laneStep;
    const double from = one.left() + 14;
    const bool isSameRow = rowOf(low) == rowOf(high);
    const double to = isSameRow ? other.left() + 14 : other.left() + 22;
    return {.points = {{from, one.bottom()},
                       {from, lane},
                       {to, lane},
                       {to, isSameRow ? other.bottom() : other.top()}},
            .width = 1.5};
}

}  // namespace widgets
