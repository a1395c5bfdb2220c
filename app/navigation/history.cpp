#include "app/navigation/history.h"

#include <utility>

namespace app {

void History::go(Place place) {
    if (place == current()) return;
    m_places.resize(m_position + 1);
    m_places.push_back(std::move(place));
    if (m_places.size() > kMaxPlaces) m_places.erase(m_places.begin());
    m_position = m_places.size() - 1;
}

const Place& History::back() {
    if (canGoBack()) --m_position;
    return current();
}

const Place& History::forward() {
    if (canGoForward()) ++m_position;
    return current();
}

}  // namespace app
