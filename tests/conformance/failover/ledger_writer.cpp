#include "tests/conformance/failover/ledger_writer.h"

#include <algorithm>

namespace tests::conformance {

void Silences::add(int partition, qint64 from, qint64 to) {
    if (to - from >= kShortestMs) m_times[static_cast<std::size_t>(partition)].push_back({from, to});
}

qint64 Silences::longest(int partition, qint64 since) const {
    qint64 most = 0;
    for (const Silence& one : m_times[static_cast<std::size_t>(partition)])
        if (one.to > since) most = std::max(most, one.to - std::max(one.from, since));
    return most;
}

}  // namespace tests::conformance
