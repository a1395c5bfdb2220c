#pragma once

namespace translations {

/// Makes :/translations/brokerscope_<language>.qm known; a static library's resources are not, by themselves.
void load();

}  // namespace translations
