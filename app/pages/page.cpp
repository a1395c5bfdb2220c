#include "app/pages/page.h"

namespace app {

Page::~Page() = default;

}  // namespace app
