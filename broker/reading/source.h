#pragma once

#include <cstdint>
#include <vector>

#include "broker/reading/reading.h"
#include "broker/reading/record.h"

namespace broker::reading {

/// What a reading brought since it was last asked.
struct Delivery {
    std::vector<RecordPointer> records;  ///< in their order
    /// To be applied when the records have been taken over.
    std::vector<Settled> settled;
    Progress progress;
    /// That nobody came to take in time; live only, and the oldest first.
    std::uint64_t droppedRecords = 0;
};

/// A reading under way elsewhere, looked at from one thread: it is asked, it never calls. Destroying it ends
/// the reading, and may wait for what a thread is at; so do it where waiting does not matter.
class Source {
public:
    virtual ~Source() = default;
    virtual Delivery take() = 0;
    /// As Reading::readOn.
    virtual void readOn() = 0;
};

}  // namespace broker::reading
