#pragma once

#include <vector>

#include <QString>

#include "app/navigation/place.h"

namespace app {

/// One step on the way to a place, with where it leads.
struct Crumb {
    QString text;
    Place place;
};

/// The way to a place, from the page down to it.
std::vector<Crumb> crumbsOf(const Place& place);

}  // namespace app
