#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "broker/base/result.h"

namespace app {

/// The words of one line of `serve`'s standard input. One with blanks stands in quotes, within which `\"`,
/// `\\` and `\xHH` (a byte) are what they are in C.
broker::Result<std::vector<std::string>> wordsOf(std::string_view line);

/// A name as one such word: as it is where that can be read, else in quotes. It has no line's end in it.
std::string asWord(std::string_view name);

}  // namespace app
