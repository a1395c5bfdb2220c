#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "broker/base/ids.h"

namespace broker::log {

/// What opening a log found and did, for events and for people.
struct RecoveryReport {
    /// Something at the end that could not be kept.
    struct Cut {
        Offset offset;        ///< the log ends here
        std::uint64_t bytes;  ///< removed, of all segments from there on
        std::string reason;   ///< "CRC 0x… does not match", "half a batch: 30 of 512 bytes", …
    };

    bool clean = false;                 ///< a clean stop preceded: nothing was scanned without cause
    std::uint32_t segments = 0;         ///< found
    std::uint32_t scannedSegments = 0;  ///< whose every batch was checked
    std::uint64_t scannedBytes = 0;
    std::uint64_t scannedBatches = 0;
    std::vector<Cut> cuts;             ///< empty: nothing was lost
    std::vector<std::string> rebuilt;  ///< names of index, snapshot and checkpoint files made anew
    std::vector<std::string> removed;  ///< names of left-over files

    std::uint64_t cutBytes() const {
        std::uint64_t sum = 0;
        for (const Cut& cut : cuts) sum += cut.bytes;
        return sum;
    }
};

}  // namespace broker::log
