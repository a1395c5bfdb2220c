#include "broker/base/check.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace broker {
namespace {
std::atomic<CheckObserver> g_observer{nullptr};
}

void setCheckObserver(CheckObserver observer) { g_observer = observer; }

void checkFailed(const char* file, int line, const char* condition) {
    std::fprintf(stderr, "%s:%d: CHECK failed: %s\n", file, line, condition);
    std::fflush(stderr);
    if (CheckObserver observer = g_observer.exchange(nullptr)) observer(file, line, condition);
    std::abort();
}

}  // namespace broker
