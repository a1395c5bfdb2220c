#include "translations/translations.h"

#include <QtCore/qresource.h>

// The macro declares a function of the global namespace.
static void initialize() { Q_INIT_RESOURCE(translations); }

namespace translations {

void load() { initialize(); }

}  // namespace translations
