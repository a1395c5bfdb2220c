#pragma once

#include <cstdint>

namespace broker {

/// Seeded pseudo-random numbers (xoshiro256**, seeded by splitmix64). The same seed gives the same numbers
/// with every compiler, which is why no distribution of the standard library is used. Not for secrets.
class Random {
public:
    explicit Random(std::uint64_t seed);

    std::uint64_t next();
    /// Uniform in [0, bound); bound at least 1.
    std::uint64_t below(std::uint64_t bound);
    /// Uniform in [low, high].
    std::int64_t between(std::int64_t low, std::int64_t high);
    /// True once in `outOf` times on average.
    bool oneIn(std::uint64_t outOf) { return below(outOf) == 0; }
    /// An independent stream, so that what one part draws does not shift another's numbers.
    Random fork();

private:
    std::uint64_t m_state[4];
};

}  // namespace broker
