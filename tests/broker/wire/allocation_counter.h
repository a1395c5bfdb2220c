#pragma once

#include <cstddef>

namespace tests {

/// What this thread took from operator new since the counter was made; memory that C libraries take is not
/// seen. Only one at a time.
class AllocationCounter {
public:
    AllocationCounter();
    ~AllocationCounter();
    AllocationCounter(const AllocationCounter&) = delete;
    AllocationCounter& operator=(const AllocationCounter&) = delete;

    std::size_t allocations() const;
    /// The most bytes that were held at once.
    std::size_t peak() const;
};

}  // namespace tests
