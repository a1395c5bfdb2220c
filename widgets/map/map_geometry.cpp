#include "widgets/map/map_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "widgets/map/map_badges.h"
#include "widgets/map/map_routes.h"

namespace widgets {
namespace {

using Detail = MapGeometry::Detail;

constexpr double kMargin = 14;
constexpr double kLegend = 32;
constexpr double kMostCardWidth = 168;
constexpr double kGoodCardWidth = 80;
constexpr double kGoodCardHeight = 150;
constexpr double kGap = 15;
constexpr double kLeastGap = 6;
constexpr double kMostLaneStep = 9;
constexpr double kMostBand = 112;       ///< all lanes on one side of a row
constexpr double kMostBandShare = 0.2;  ///< of the height, for that of all rows together
constexpr double kClientHeight = 64;
constexpr double kMore = 18;
constexpr double kPad = 12;
constexpr double kHead = 50;
constexpr double kFoot = 78;
constexpr double kShortFoot = 8;
constexpr double kButton = 22;
constexpr double kTool = 62;
constexpr double kSmallButton = 17;
constexpr double kLabel = 18;
constexpr double kLine = 18;  ///< a topic that is a line
constexpr double kGoodLines = 6;
constexpr double kGroupGap = 7;
constexpr double kAiryGap = 15;  ///< where there is room

struct CellSize {
    double side;
    double gap;
};
constexpr std::array kCellSizes{CellSize{28, 5}, CellSize{22, 4}, CellSize{17, 4},
                                CellSize{11, 3}, CellSize{7, 2},  CellSize{4, 1}};

double perRow(double width, const CellSize& size) {
    return std::max(1.0, std::floor((width + size.gap) / (size.side + size.gap)));
}

double groupHeight(std::size_t cells, double width, const CellSize& size, double below = kGroupGap) {
    const double rows = std::ceil(static_cast<double>(cells) / perRow(width, size));
    return kLabel + rows * (size.side + size.gap) - size.gap + below;
}

Detail detailFor(double height) {
    if (height >= 140) return Detail::kFull;
    return height >= 100 ? Detail::kShort : Detail::kTitle;
}

double footOf(Detail detail) { return detail == Detail::kFull ? kFoot : kShortFoot; }

class Arranger {
public:
    Arranger(const MapPicture& picture, QSizeF size)
        : m_picture(picture)
        , m_size(size) {}

    MapGeometry arrange() {
        m_made.legend = {kMargin, m_size.height() - kLegend, m_size.width() - 2 * kMargin, kLegend};
        m_made.cutTool = {m_made.legend.right() - kTool, m_made.legend.center().y() - kButton / 2, kTool,
                          kButton};
        m_made.legend.setRight(m_made.cutTool.left() - kGap);
        placeSides();
        m_made.columns = bestColumns();
        const MapRoutes routes(m_picture, m_made.columns);
        const MapRoutes::Frame frame = placeCards(routes);
        for (std::size_t i = 0; i < m_made.brokers.size(); ++i) fillCard(i);
        placeClients(m_picture.producers.size(), kMargin, m_picture.moreProducers > 0, m_made.producers,
                     m_made.moreProducers);
        placeClients(m_picture.consumers.size(), m_size.width() - kMargin - m_clientWidth,
                     m_picture.moreConsumers > 0, m_made.consumers, m_made.moreConsumers);
        routes.draw(m_made, frame);
        for (const MapPicture::Flow& flow : m_picture.flows) m_made.flowBrokers.push_back(flow.broker);
        placeBadges(m_made, m_picture);
        return std::move(m_made);
    }

private:
    void placeSides() {
        m_clientWidth = m_size.width() >= 840 ? 140 : m_size.width() >= 640 ? 112 : 92;
        const double gutter = m_size.width() >= 840 ? 50 : m_size.width() >= 640 ? 38 : 30;
        const bool hasClients = !m_picture.producers.empty() || !m_picture.consumers.empty();
        const double side = hasClients ? m_clientWidth + gutter : 0;
        m_left = kMargin + side;
        m_right = m_size.width() - kMargin - side;
    }
    double room() const { return std::max(40.0, m_right - m_left); }
    double mostBand(int rows) const {
        return std::clamp(m_size.height() * kMostBandShare / rows, 12.0, kMostBand);
    }
    double bandOf(int lanes, int rows) const {
        return lanes == 0 ? 0 : MapRoutes::kFirstLane + std::min(mostBand(rows), lanes * kMostLaneStep);
    }
    struct Heights {
        double all = 0;  ///< what is left for cards
        double card = 0;
    };
    Heights heightsFor(const MapRoutes& routes) const {
        double bands = 0;
        for (int row = 0; row < routes.rows(); ++row)
            bands +=
                bandOf(routes.lanesAbove(row), routes.rows()) + bandOf(routes.lanesBelow(row), routes.rows());
        const double gaps = (routes.rows() - 1) * kLeastGap * 2;
        const double all = std::max(20.0 * routes.rows(), m_size.height() - kLegend - kMargin - bands - gaps);
        return {.all = all, .card = all / routes.rows()};
    }
    double cardWidth(int columns) const {
        const double gap = columns > 6 ? kLeastGap : kGap;
        return std::clamp((room() - (columns - 1) * gap) / columns, 18.0, kMostCardWidth);
    }
    /// As few rows as leave a card wide and high enough.
    int bestColumns() const {
        const int count = std::max(1, static_cast<int>(m_picture.brokers.size()));
        int best = count;
        double bestScore = -1;
        for (int rows = 1; rows <= count; ++rows) {
            const int columns = (count + rows - 1) / rows;
            if ((count + columns - 1) / columns != rows) continue;
            const Heights heights = heightsFor(MapRoutes(m_picture, columns));
            const double score = std::min(1.0, cardWidth(columns) / kGoodCardWidth) *
                                 std::pow(std::min(1.0, heights.card / kGoodCardHeight), 0.6) *
                                 std::pow(0.97, rows - 1);
            if (score <= bestScore) continue;
            bestScore = score;
            best = columns;
        }
        return best;
    }

    MapRoutes::Frame placeCards(const MapRoutes& routes);
    bool fits(const CellSize& size, double inner, double available) const;
    void chooseCells(double inner, double height);
    double contentHeight(double inner) const;
    void fillCard(std::size_t index);
    void fillGroups(const MapPicture::Broker& broker, MapGeometry::Broker& made, const QRectF& inner,
                    double last);
    void placeClients(std::size_t count, double x, bool hasMore, std::vector<QRectF>& into,
                      QRectF& more) const;

    const MapPicture& m_picture;
    const QSizeF m_size;
    double m_clientWidth = 140;
    double m_left = 0;
    double m_right = 0;
    CellSize m_cell{kCellSizes[0]};
    bool m_lines = false;  ///< topics are lines
    double m_groupGap = kGroupGap;
    MapGeometry m_made;
};

bool Arranger::fits(const CellSize& size, double inner, double available) const {
    return std::ranges::all_of(m_picture.brokers, [&](const auto& broker) {
        double high = 0;
        for (const auto& group : broker.groups) high += groupHeight(group->cells.size(), inner, size);
        return high <= available;
    });
}

/// Cells are what the map is about: where only a card without foot has room for them, the foot goes.
void Arranger::chooseCells(double inner, double height) {
    m_lines = true;
    m_cell = kCellSizes.back();
    for (const Detail detail : {Detail::kFull, Detail::kShort}) {
        if (detail > m_made.detail || m_made.detail == Detail::kTitle) continue;
        const double available = height - kHead - footOf(detail);
        const auto chosen = std::ranges::find_if(
            kCellSizes, [&](const CellSize& size) { return fits(size, inner, available); });
        if (chosen == kCellSizes.end() || (!m_lines && chosen->side <= m_cell.side)) continue;
        if (m_lines || m_cell.side < MapGeometry::kNumberedCell) m_made.detail = detail;
        m_lines = false;
        m_cell = *chosen;
        if (m_cell.side >= MapGeometry::kNumberedCell) break;
    }
    m_made.cellSide = m_cell.side;
    if (m_lines) {
        const double lines = (height - kHead - footOf(Detail::kFull)) / kLine;
        if (m_made.detail == Detail::kFull && lines < kGoodLines && contentHeight(inner) > lines * kLine)
            m_made.detail = Detail::kShort;
        return;
    }
    std::size_t groups = 1;
    for (const auto& broker : m_picture.brokers) groups = std::max(groups, broker.groups.size());
    const double rest = height - kHead - footOf(m_made.detail) - contentHeight(inner);
    m_groupGap = std::clamp(kGroupGap + rest / static_cast<double>(groups), kGroupGap, kAiryGap);
}

double Arranger::contentHeight(double inner) const {
    double tallest = 60;
    for (const auto& broker : m_picture.brokers) {
        double high = 0;
        for (const auto& group : broker.groups)
            high += m_lines ? kLine : groupHeight(group->cells.size(), inner, m_cell, m_groupGap);
        tallest = std::max(tallest, high);
    }
    return tallest;
}

MapRoutes::Frame Arranger::placeCards(const MapRoutes& routes) {
    const int columns = m_made.columns;
    const Heights heights = heightsFor(routes);
    const double width = cardWidth(columns);
    const double gap =
        columns > 1 ? std::min(columns > 6 ? kLeastGap : kGap, (room() - columns * width) / (columns - 1))
                    : 0;
    m_made.detail = width < 60 ? std::min(Detail::kShort, detailFor(heights.card)) : detailFor(heights.card);
    const double inner = width - 2 * std::min(kPad, width / 8);
    chooseCells(inner, heights.card);
    const double around = kHead + footOf(m_made.detail);
    double high = heights.card;
    if (m_made.detail != Detail::kTitle)
        high = std::min(high, around + contentHeight(inner));
    else
        high = std::min(high, 56.0);

    const double all = columns * width + (columns - 1) * gap;
    const double cardsLeft = m_left + (room() - all) / 2;
    double y = kMargin + (heights.all - high * routes.rows()) / 2;
    for (int row = 0; row < routes.rows(); ++row) {
        y += bandOf(routes.lanesAbove(row), routes.rows());
        for (int column = 0; column < columns; ++column) {
            if (m_made.brokers.size() == m_picture.brokers.size()) break;
            m_made.brokers.push_back({});
            m_made.brokers.back().card = {cardsLeft + column * (width + gap), y, width, high};
        }
        y += high + bandOf(routes.lanesBelow(row), routes.rows()) + kLeastGap * 2;
    }
    int mostLanes = 1;
    for (int row = 0; row < routes.rows(); ++row)
        mostLanes = std::max({mostLanes, routes.lanesAbove(row), routes.lanesBelow(row)});
    return {.leftEdge = kMargin + m_clientWidth,
            .cardsLeft = cardsLeft,
            .cardsRight = cardsLeft + all,
            .rightEdge = m_size.width() - kMargin - m_clientWidth,
            .laneStep = std::min(kMostLaneStep, mostBand(routes.rows()) / mostLanes)};
}

void Arranger::fillCard(std::size_t index) {
    const MapPicture::Broker& broker = m_picture.brokers[index];
    MapGeometry::Broker& made = m_made.brokers[index];
    const double pad = std::min(kPad, made.card.width() / 8);
    const QRectF inner = made.card.adjusted(pad, 0, -pad, 0);
    const double crown = broker.isController && !(broker.isFrozen && m_made.detail != Detail::kFull)
                             ? (inner.width() < 100 ? std::min(15.0, inner.width() / 2) : 20.0)
                             : 0;
    const double top = m_made.detail == Detail::kTitle ? std::min(6.0, made.card.height() / 8) : 9;
    // Where a card has no foot, the button stands where the crown would: who is dead or frozen bears none.
    const bool hasButton = !broker.isAlive || broker.isFrozen;
    const bool hasSmallButton = hasButton && m_made.detail != Detail::kFull;
    // On a narrow card the crown moves into the margin, so that the title keeps its room.
    const double crownRight = inner.right() + (inner.width() < 100 ? pad * 0.6 : 0);
    const double titleRight = crown > 0 ? crownRight - crown - 3 : inner.right();
    made.title = {inner.x(), made.card.y() + top, titleRight - inner.x(), 20};
    if (hasSmallButton)
        made.button = {inner.right() + pad - kSmallButton - 3, made.title.y() + 1, kSmallButton,
                       kSmallButton};
    if (hasSmallButton) made.title.setRight(made.button.left() - 1);
    if (crown > 0) made.crown = {crownRight - crown, made.card.y() + top + 2, crown, crown * 0.8};
    if (m_made.detail == Detail::kTitle) {
        if (made.card.height() >= 48) made.subtitle = {inner.x(), made.title.bottom() - 1, inner.width(), 16};
        if (made.card.height() >= 34) made.total = {inner.x(), made.card.bottom() - 9, inner.width(), 3};
        return;
    }
    made.subtitle = {inner.x(), made.title.bottom() - 1, inner.width(), 17};
    const double last = made.card.bottom() - footOf(m_made.detail);
    const double buttonWidth = std::min(inner.width(), 92.0);
    if (m_made.detail == Detail::kFull) {
        made.diskLabel = {inner.x(), last + 3, inner.width(), 16};
        made.disk = {inner.x(), made.diskLabel.bottom() + 2, inner.width(), 4};
        made.foot = {inner.x(), made.disk.bottom() + 7, inner.width(), 16};
        made.secondFoot = {inner.x(), made.foot.bottom() + 4, inner.width(), 16};
        if (hasButton) made.button = {inner.x(), made.secondFoot.y() - 1, buttonWidth, kButton};
    }
    fillGroups(broker, made, inner, last);
}

void Arranger::fillGroups(const MapPicture::Broker& broker, MapGeometry::Broker& made, const QRectF& inner,
                          double last) {
    double y = made.card.y() + kHead;
    const double step = m_cell.side + m_cell.gap;
    const auto columns = static_cast<std::size_t>(perRow(inner.width(), m_cell));
    for (std::size_t g = 0; g < broker.groups.size(); ++g) {
        const std::size_t cells = broker.groups[g]->cells.size();
        const double high = m_lines ? kLine : groupHeight(cells, inner.width(), m_cell, m_groupGap);
        const bool isLast = g + 1 == broker.groups.size();
        if (y + high - (m_lines ? 0 : m_groupGap) > last - (isLast ? 0 : kMore) + 0.5) {
            made.hiddenGroups = broker.groups.size() - g;
            if (y + kMore - 4 <= last) made.more = {inner.x(), y, inner.width(), kMore - 2};
            return;
        }
        MapGeometry::Group group{.group = g};
        if (m_lines) {
            const double count = std::min(52.0, inner.width() * 0.36);
            group.label = {inner.x(), y, inner.width() - count - 4, kLine - 5};
            group.count = {inner.right() - count, y, count, kLine - 5};
            group.bar = {inner.x(), y + kLine - 4, inner.width(), 2};
        } else {
            group.label = {inner.x(), y, inner.width(), kLabel - 2};
            group.cells.reserve(cells);
            for (std::size_t c = 0; c < cells; ++c)
                group.cells.push_back({inner.x() + static_cast<double>(c % columns) * step,
                                       y + kLabel + static_cast<double>(c / columns) * step, m_cell.side,
                                       m_cell.side});
        }
        y += high;
        made.groups.push_back(std::move(group));
    }
}

void Arranger::placeClients(std::size_t count, double x, bool hasMore, std::vector<QRectF>& into,
                            QRectF& more) const {
    if (count == 0) return;
    const double n = static_cast<double>(count);
    const double top = kMargin;
    const double area = m_size.height() - kLegend - top - (hasMore ? kMore + 4 : 0);
    const double high = std::min(kClientHeight, (area - (n - 1) * kLeastGap) / n);
    const double gap = std::clamp((area - n * high) / (n + 1), kLeastGap, 50.0);
    double y = top + std::max(0.0, (area - n * high - (n - 1) * gap) / 2);
    for (std::size_t i = 0; i < count; ++i) {
        into.push_back({x, y, m_clientWidth, high});
        y += high + gap;
    }
    if (hasMore) more = {x, y - gap + 4, m_clientWidth, kMore};
}

}  // namespace

MapGeometry MapGeometry::of(const MapPicture& picture, QSizeF size) {
    return Arranger(picture, size).arrange();
}

}  // namespace widgets
