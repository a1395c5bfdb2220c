#include "broker/rpc/backoff.h"

#include <algorithm>

namespace broker::rpc {

world::Duration Backoff::next() {
    world::Duration pause = m_options.first;
    for (std::uint32_t i = 0; i < m_failures && pause < m_options.most; ++i) pause *= 2;
    pause = std::min(pause, m_options.most);
    ++m_failures;
    const std::int64_t spread = pause.count() * m_options.jitterPercent / 100;
    const std::int64_t drawn = pause.count() + m_random.between(-spread, spread);
    return world::Duration(std::max<std::int64_t>(drawn, 1));
}

}  // namespace broker::rpc
