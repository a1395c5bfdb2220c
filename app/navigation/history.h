#pragma once

#include <vector>

#include "app/navigation/place.h"

namespace app {

/// Where the person has been, with a position in it: back and forward as in a browser. A value.
class History {
public:
    static constexpr std::size_t kMaxPlaces = 200;

    const Place& current() const { return m_places[m_position]; }
    bool canGoBack() const { return m_position > 0; }
    bool canGoForward() const { return m_position + 1 < m_places.size(); }

    /// Forgets what lay ahead. Going to where one is changes nothing.
    void go(Place place);
    const Place& back();
    const Place& forward();

private:
    std::vector<Place> m_places{Place{}};
    std::size_t m_position = 0;
};

}  // namespace app
