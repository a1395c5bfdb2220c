#include "widgets/map/map_routes.h"

#include <algorithm>
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

void MapRoutes::planFlows() {
    std::vector<std::size_t> order(m_flows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [this](std::size_t a, std::size_t b) {
        return m_picture.flows[a].bytesPerSecond > m_picture.flows[b].bytesPerSecond;
    });
    if (order.size() > MapGeometry::kMaxFlows) order.resize(MapGeometry::kMaxFlows);
    // Nearest card first: lanes of far cards run outside those of near ones, so that they need not cross.
    const auto farness = [this](const MapPicture::Flow& flow) {
        const int column = static_cast<int>(flow.broker) % m_columns;
        return flow.isProducer ? column : m_columns - column;
    };
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        const MapPicture::Flow& one = m_picture.flows[a];
        const MapPicture::Flow& other = m_picture.flows[b];
        return std::tuple(farness(one), one.client, a) < std::tuple(farness(other), other.client, b);
    });
    std::map<std::pair<std::size_t, int>, int> ports;  // broker and side
    std::map<std::pair<std::size_t, bool>, int> clientPorts;
    const auto sideOf = [this](const MapPicture::Flow& flow) {
        const bool isBeside = flow.isProducer ? isFirst(flow.broker) : isLast(flow.broker);
        return (flow.isProducer ? 0 : 2) + (isBeside ? 0 : 1);
    };
    for (const std::size_t index : order) {
        const MapPicture::Flow& flow = m_picture.flows[index];
        Way& way = m_flows[index];
        way.isDrawn = true;
        const int side = sideOf(flow);
        way.port = ports[{flow.broker, side}]++;
        way.clientPort = clientPorts[{flow.client, flow.isProducer}]++;
        way.gutter = flow.isProducer ? m_left++ : m_right++;
        if (side % 2 == 0) continue;
        const auto row = static_cast<std::size_t>(rowOf(flow.broker));
        way.lane = flow.isProducer ? m_above[row]++ : m_below[row]++;
    }
    for (const std::size_t index : order) {
        const MapPicture::Flow& flow = m_picture.flows[index];
        m_flows[index].ports = ports[{flow.broker, sideOf(flow)}];
        m_flows[index].clientPorts = clientPorts[{flow.client, flow.isProducer}];
    }
}

void MapRoutes::planLinks() {
    const bool drawsAll = m_picture.brokers.size() <= MapGeometry::kMaxLinks;
    for (std::size_t i = 0; i < m_links.size(); ++i) {
        const MapPicture::Link& link = m_picture.links[i];
        if (!drawsAll && !link.isBroken) continue;
        const auto [low, high] = std::minmax(link.from, link.to);
        Way& way = m_links[i];
        const int rows = rowOf(high) - rowOf(low);
        if (rows > 1 || (!drawsAll && high - low > 1)) continue;  // it would have to pass other rows
        way.isDrawn = true;
        if (rows == 0 && high - low == 1) continue;  // through the gap between the two
        way.lane = m_below[static_cast<std::size_t>(rowOf(low))]++;
    }
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
    const double clientX = in ? client.right() : client.left();
    const double clientY = portAt(client.top(), client.bottom(), way.clientPort, way.clientPorts);
    const double gutterFrom = in ? frame.leftEdge : frame.cardsRight;
    const double gutterTo = in ? frame.cardsLeft : frame.rightEdge;
    const int gutters = in ? m_left : m_right;
    // Left: far cards, outer lanes, outer risers. Right: the mirror image.
    const double gutterX = portAt(gutterTo, gutterFrom, in ? way.gutter : gutters - 1 - way.gutter, gutters);
    MapGeometry::Line line{.points = {}, .width = widthOf(flow.bytesPerSecond)};
    if (way.lane < 0) {
        const double cardX = in ? card.left() : card.right();
        const double inset = std::min(12.0, card.height() / 4);
        double y = clientY;
        if (y < card.top() + inset || y > card.bottom() - inset)
            y = portAt(card.top() + inset, card.bottom() - inset, way.port, way.ports);
        line.points = y == clientY ? std::vector<QPointF>{{clientX, y}, {cardX, y}}
                                   : std::vector<QPointF>{
                                         {clientX, clientY}, {gutterX, clientY}, {gutterX, y}, {cardX, y}};
    } else {
        // Producers enter at the top, consumers leave at the bottom: the halves towards their clients.
        const double x = in ? portAt(card.left() + 8, card.right() - 8, way.port, way.ports)
                            : portAt(card.right() - 8, card.left() + 8, way.port, way.ports);
        const double away = kFirstLane + way.lane * frame.laneStep;
        const double lane = in ? card.top() - away : card.bottom() + away;
        line.points = {{clientX, clientY},
                       {gutterX, clientY},
                       {gutterX, lane},
                       {x, lane},
                       {x, in ? card.top() : card.bottom()}};
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
