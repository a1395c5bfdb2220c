#pragma once

#include <cstddef>
#include <vector>

#include "broker/host/posix.h"

namespace tests::benchmark {

/// Files that are written without a sync and read again: the page cache, where the brokers' records go too.
/// They have no names, and live as long as this object: like the brokers' logs they take fresh memory each
/// time, which is slower than what another file has just given back.
class PageCache {
public:
    struct Cost {
        double seconds = 0;
        double cpuSeconds = 0;
    };
    struct Costs {
        Cost write;
        Cost read;
    };
    /// So many bytes into a file of their own, in pieces of 64 KiB, and back.
    Costs writeAndRead(std::size_t bytes);

private:
    std::vector<broker::host::Descriptor> m_files;
};

}  // namespace tests::benchmark
