#include "app/map/map_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace app {
namespace {

constexpr double kMargin = 14;
constexpr double kLegendHeight = 30;
constexpr double kLane = 9;
constexpr double kMostLanes = 84;  ///< all lanes of a side together
constexpr double kMostCardWidth = 168;
constexpr double kLeastCardWidth = 104;
constexpr double kGap = 15;
constexpr double kClientHeight = 64;
constexpr double kClientWidth = 140;
constexpr double kPad = 13;
constexpr double kHead = 50;  ///< title and subtitle of a card
constexpr double kFoot = 66;  ///< disk and two lines
constexpr double kLabel = 19;
constexpr double kCorner = 9;

struct CellSize {
    double side;
    double gap;
};
constexpr std::array kCellSizes{CellSize{28, 5}, CellSize{22, 4}, CellSize{16, 3}, CellSize{10, 2},
                                CellSize{6, 2}};
constexpr double kBarHeight = 8;

double groupHeight(std::size_t cells, double width, const CellSize& size) {
    const double perRow = std::max(1.0, std::floor((width + size.gap) / (size.side + size.gap)));
    const double rows = std::ceil(static_cast<double>(cells) / perRow);
    return kLabel + rows * (size.side + size.gap) + 5;
}

/// Right angles with round corners through the points.
QPainterPath rounded(const std::vector<QPointF>& points) {
    QPainterPath path(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const QPointF in = points[i] - points[i - 1];
        const QPointF out = points[i + 1] - points[i];
        const double lengthIn = std::hypot(in.x(), in.y());
        const double lengthOut = std::hypot(out.x(), out.y());
        const double radius = std::min({kCorner, lengthIn / 2, lengthOut / 2});
        if (radius < 0.5) {
            path.lineTo(points[i]);
            continue;
        }
        path.lineTo(points[i] - in / lengthIn * radius);
        path.quadTo(points[i], points[i] + out / lengthOut * radius);
    }
    path.lineTo(points.back());
    return path;
}

class Arranger {
public:
    Arranger(const MapPicture& picture, QSizeF size)
        : m_picture(picture)
        , m_size(size) {}

    MapGeometry arrange() {
        m_upperStep = laneStep(true);
        m_lowerStep = laneStep(false);
        const double upper = lanes(true) * m_upperStep + 16;
        const double lower = lanes(false) * m_lowerStep + 16;
        m_top = kMargin + upper;
        m_bottom = m_size.height() - kLegendHeight - lower;
        m_made.legend = {kMargin, m_size.height() - kLegendHeight, m_size.width() - 2 * kMargin,
                         kLegendHeight};
        placeBrokers();
        placeClients(m_picture.producers.size(), kMargin, m_made.producers);
        placeClients(m_picture.consumers.size(), m_size.width() - kMargin - clientWidth(), m_made.consumers);
        for (const MapPicture::Flow& flow : m_picture.flows) m_made.flows.push_back(makeFlow(flow));
        return std::move(m_made);
    }

private:
    double clientWidth() const { return m_size.width() < 760 ? 112 : kClientWidth; }
    /// Flows that cannot go straight each need a lane above (producers) or below (consumers) the cards.
    double lanes(bool producers) const {
        return static_cast<double>(std::ranges::count_if(
            m_picture.flows, [producers](const auto& flow) { return flow.isProducer == producers; }));
    }
    /// Many lanes stand closer, so that the cards keep their room.
    double laneStep(bool producers) const {
        return std::min(kLane, kMostLanes / std::max(1.0, lanes(producers)));
    }
    void placeBrokers();
    void fillCard(std::size_t index);
    void placeClients(std::size_t count, double x, std::vector<QRectF>& into) const;
    MapGeometry::Flow makeFlow(const MapPicture::Flow& flow);

    const MapPicture& m_picture;
    const QSizeF m_size;
    double m_top = 0;
    double m_bottom = 0;
    double m_upperStep = kLane;
    double m_lowerStep = kLane;
    CellSize m_cell{kCellSizes[0]};
    bool m_bars = false;
    int m_upperLane = 0;
    int m_lowerLane = 0;
    std::map<std::size_t, int> m_intoTop;
    std::map<std::size_t, int> m_outOfBottom;
    std::map<std::size_t, int> m_perProducer;
    std::map<std::size_t, int> m_perConsumer;
    MapGeometry m_made;
};

void Arranger::placeBrokers() {
    const std::size_t count = m_picture.brokers.size();
    if (count == 0) return;
    const double side =
        (m_picture.producers.empty() && m_picture.consumers.empty()) ? kMargin : kMargin + clientWidth() + 44;
    const double room = m_size.width() - 2 * side;
    const double n = static_cast<double>(count);
    const double width = std::clamp((room - (n - 1) * kGap) / n, kLeastCardWidth, kMostCardWidth);
    const double gap = std::max(4.0, std::min(kGap, (room - n * width) / std::max(1.0, n - 1)));
    const double all = n * width + (n - 1) * gap;
    const double inner = width - 2 * kPad;
    const double available = m_bottom - m_top - kHead - kFoot;
    double tallest = 0;
    m_bars = true;
    for (const CellSize& size : kCellSizes) {
        tallest = 0;
        for (const auto& broker : m_picture.brokers) {
            double high = 0;
            for (const auto& group : broker.groups) high += groupHeight(group.cells.size(), inner, size);
            tallest = std::max(tallest, high);
        }
        m_cell = size;
        if (tallest <= available) {
            m_bars = false;
            break;
        }
    }
    if (m_bars) {
        tallest = 0;
        for (const auto& broker : m_picture.brokers)
            tallest =
                std::max(tallest, static_cast<double>(broker.groups.size()) * (kLabel + kBarHeight + 6));
    }
    const double high = std::min(m_bottom - m_top, kHead + kFoot + std::max(tallest, 40.0));
    const double y = m_top + (m_bottom - m_top - high) / 2;
    double x = (m_size.width() - all) / 2;
    for (std::size_t i = 0; i < count; ++i) {
        m_made.brokers.push_back({});
        m_made.brokers.back().card = {x, y, width, high};
        fillCard(i);
        x += width + gap;
    }
}

void Arranger::fillCard(std::size_t index) {
    const MapPicture::Broker& broker = m_picture.brokers[index];
    MapGeometry::Broker& made = m_made.brokers[index];
    const QRectF inner = made.card.adjusted(kPad, 0, -kPad, 0);
    made.title = {inner.x(), inner.y() + 9, inner.width() - 26, 20};
    made.crown = {inner.right() - 20, inner.y() + 10, 20, 16};
    made.subtitle = {inner.x(), inner.y() + 28, inner.width(), 18};
    const double last = made.card.bottom() - kFoot;
    double y = made.card.y() + kHead;
    for (std::size_t g = 0; g < broker.groups.size(); ++g) {
        MapGeometry::Group group;
        const std::size_t cells = broker.groups[g].cells.size();
        const double high = m_bars ? kLabel + kBarHeight + 6 : groupHeight(cells, inner.width(), m_cell);
        if (y + high > last + 1) {
            made.hiddenGroups = broker.groups.size() - g;
            made.more = {inner.x(), last - 16, inner.width(), 16};
            break;
        }
        group.label = {inner.x(), y, inner.width(), kLabel - 3};
        if (m_bars) {
            group.bar = {inner.x(), y + kLabel, inner.width(), kBarHeight};
        } else {
            const auto perRow = static_cast<std::size_t>(
                std::max(1.0, std::floor((inner.width() + m_cell.gap) / (m_cell.side + m_cell.gap))));
            const double step = m_cell.side + m_cell.gap;
            for (std::size_t c = 0; c < cells; ++c)
                group.cells.push_back({inner.x() + static_cast<double>(c % perRow) * step,
                                       y + kLabel + static_cast<double>(c / perRow) * step, m_cell.side,
                                       m_cell.side});
        }
        y += high;
        made.groups.push_back(std::move(group));
    }
    made.disk = {inner.x(), made.card.bottom() - kFoot + 12, inner.width(), 4};
    made.foot = {inner.x(), made.disk.bottom() + 7, inner.width(), 17};
    made.secondFoot = {inner.x(), made.foot.bottom() + 1, inner.width(), 17};
    if (!broker.isAlive) made.button = {inner.x(), made.foot.bottom() - 2, std::min(inner.width(), 84.0), 23};
}

void Arranger::placeClients(std::size_t count, double x, std::vector<QRectF>& into) const {
    if (count == 0) return;
    const double n = static_cast<double>(count);
    const double room = m_bottom - m_top;
    const double high = std::min(kClientHeight, (room - (n - 1) * 6) / n);
    const double gap = std::clamp((room - n * high) / (n + 1), 6.0, 50.0);
    double y = m_top + (room - n * high - (n - 1) * gap) / 2;
    for (std::size_t i = 0; i < count; ++i) {
        into.push_back({x, y, clientWidth(), high});
        y += high + gap;
    }
}

MapGeometry::Flow Arranger::makeFlow(const MapPicture::Flow& flow) {
    const QRectF broker = m_made.brokers[flow.broker].card;
    MapGeometry::Flow made;
    // A hundredfold more bytes are about three times as thick.
    made.width = flow.bytesPerSecond <= 0
                     ? 1
                     : std::clamp(1 + std::log10(1 + flow.bytesPerSecond / 1000) * 0.9, 1.0, 4.5);
    if (flow.isProducer) {
        const QRectF client = m_made.producers[flow.client];
        const int line = m_perProducer[flow.client]++;
        const double y = client.y() + 14 + (line % 5) * kLane;
        const QPointF from(client.right(), std::min(y, client.bottom() - 4));
        if (flow.broker == 0 && from.y() > broker.top() + 12 && from.y() < broker.bottom() - 12) {
            made.path = rounded({from, {broker.left(), from.y()}});
            return made;
        }
        const double lane = m_top - 12 - m_upperLane * m_upperStep;
        const double riser = client.right() + 12 + m_upperLane * 5 % 28;
        ++m_upperLane;
        const double entry =
            std::min(broker.left() + 26 + (m_intoTop[flow.broker]++ % 8) * 14, broker.right() - 12);
        made.path = rounded({from, {riser, from.y()}, {riser, lane}, {entry, lane}, {entry, broker.top()}});
        return made;
    }
    const QRectF client = m_made.consumers[flow.client];
    const int line = m_perConsumer[flow.client]++;
    const double y = std::min(client.y() + 14 + (line % 5) * kLane, client.bottom() - 4);
    const QPointF to(client.left(), y);
    const bool isLast = flow.broker + 1 == m_made.brokers.size();
    if (isLast && y > broker.top() + 12 && y < broker.bottom() - 12) {
        made.path = rounded({{broker.right(), y}, to});
        return made;
    }
    const double lane = m_bottom + 12 + m_lowerLane * m_lowerStep;
    const double riser = client.left() - 12 - m_lowerLane * 5 % 28;
    ++m_lowerLane;
    const double exit =
        std::max(broker.right() - 26 - (m_outOfBottom[flow.broker]++ % 8) * 14, broker.left() + 12);
    made.path = rounded({{exit, broker.bottom()}, {exit, lane}, {riser, lane}, {riser, y}, to});
    return made;
}

}  // namespace

MapGeometry MapGeometry::of(const MapPicture& picture, QSizeF size) {
    return Arranger(picture, size).arrange();
}

MapGeometry::Hit MapGeometry::at(QPointF point) const {
    for (std::size_t i = 0; i < producers.size(); ++i)
        if (producers[i].contains(point)) return {.kind = Hit::Kind::kProducer, .index = i};
    for (std::size_t i = 0; i < consumers.size(); ++i)
        if (consumers[i].contains(point)) return {.kind = Hit::Kind::kConsumer, .index = i};
    for (std::size_t i = 0; i < brokers.size(); ++i) {
        if (!brokers[i].card.contains(point)) continue;
        if (brokers[i].button.contains(point)) return {.kind = Hit::Kind::kRestart, .index = i};
        for (std::size_t g = 0; g < brokers[i].groups.size(); ++g)
            for (std::size_t c = 0; c < brokers[i].groups[g].cells.size(); ++c)
                if (brokers[i].groups[g].cells[c].adjusted(-2, -2, 2, 2).contains(point))
                    return {.kind = Hit::Kind::kCell, .index = i, .group = g, .cell = c};
        return {.kind = Hit::Kind::kBroker, .index = i};
    }
    return {};
}

}  // namespace app
