#include <algorithm>
#include <cmath>

#include "widgets/map/map_view.h"

namespace widgets {

using Hit = MapGeometry::Hit;

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
        if (!broker.clients.isEmpty())
            places.push_back(
                {broker.clients.center(), selectionAt({.kind = Hit::Kind::kClientsLink, .index = i})});
    }
    for (std::size_t i = 0; i < m_picture.links.size(); ++i)
        if (const QPointF middle = m_geometry.middleOf(i); !middle.isNull())
            places.push_back({middle, selectionAt({.kind = Hit::Kind::kLink, .index = i})});
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
    if (!best) return;
    const QPointF at = best->centre;
    choose(MapSelection(best->what));
    setAccessibleDescription(tipAt(m_geometry.at(at)));
}

}  // namespace widgets
