#include "resources/resources.h"

#include <QtGlobal>

// The macro declares a function of the global namespace.
static void loadAll() { Q_INIT_RESOURCE(brokerscope); }

namespace resources {

void load() { loadAll(); }

}  // namespace resources
