#pragma once

#include <string_view>

namespace broker {

/// Called with a failed CHECK's place and words just before the process aborts; the window stores a crash
/// report here. It must not throw and must not allocate more than it has to. Set once, at start.
using CheckObserver = void (*)(std::string_view file, int line, std::string_view condition);
void setCheckObserver(CheckObserver observer);

[[noreturn]] void checkFailed(const char* file, int line, const char* condition);

}  // namespace broker

/// For our own mistakes, on in every build. Input from the wire, the disk or a person never ends here:
/// that is what Result is for.
#define CHECK(condition)                                           \
    do {                                                           \
        if (!(condition)) [[unlikely]]                             \
            ::broker::checkFailed(__FILE__, __LINE__, #condition); \
    } while (false)
