#include "broker/host/memory.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace broker::host {

void keepFreedMemory() {
#ifdef __GLIBC__
    constexpr int kKept = 8 * 1024 * 1024;
    // Larger blocks come from the system each by itself, and go back there.
    constexpr int kOwnMapping = 4 * 1024 * 1024;
    ::mallopt(M_TRIM_THRESHOLD, kKept);
    ::mallopt(M_MMAP_THRESHOLD, kOwnMapping);
#endif
}

}  // namespace broker::host
