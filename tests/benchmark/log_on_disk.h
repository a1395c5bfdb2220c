#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace tests::benchmark {

/// The segments of one partition as their names and sizes tell them, whoever writes them.
class LogOnDisk {
public:
    using Moment = std::chrono::steady_clock::time_point;

    explicit LogOnDisk(std::string folder);

    /// Of all segments but the one that is written to.
    std::uint64_t sealedBytes() const;

    /// Returns when the segments have changed, since the construction, and then not for a while; the moment
    /// of the last change. None within two minutes ends the program.
    Moment waitForLastChange();

private:
    using Segments = std::map<std::string, std::uint64_t>;
    Segments segments() const;

    std::string m_folder;
    Segments m_before;
};

}  // namespace tests::benchmark
