#include "tests/broker/wire/allocation_counter.h"

#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

struct Count {
    bool on = false;
    std::size_t allocations = 0;
    std::int64_t held = 0;
    std::int64_t peak = 0;
};
thread_local Count count;

void* allocate(std::size_t size) {
    void* memory = std::malloc(size > 0 ? size : 1);
    if (memory == nullptr) std::abort();
    if (count.on) {
        ++count.allocations;
        count.held += static_cast<std::int64_t>(malloc_usable_size(memory));
        count.peak = std::max(count.peak, count.held);
    }
    return memory;
}

void release(void* memory) {
    if (count.on && memory != nullptr) count.held -= static_cast<std::int64_t>(malloc_usable_size(memory));
    std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }

namespace tests {

AllocationCounter::AllocationCounter() { count = {.on = true}; }
AllocationCounter::~AllocationCounter() { count.on = false; }
std::size_t AllocationCounter::allocations() const { return count.allocations; }
std::size_t AllocationCounter::peak() const { return static_cast<std::size_t>(count.peak); }

}  // namespace tests
