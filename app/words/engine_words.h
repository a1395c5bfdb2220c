#pragma once

#include <string_view>

#include <QString>

namespace app {

/// A sentence or reason that the engine made, in the window's language where it is one of the known ones
/// (context "Engine"), else as it is. What varies in it (a number, a name) is carried over.
QString engineWords(std::string_view english);

}  // namespace app
