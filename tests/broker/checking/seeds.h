#pragma once

namespace tests {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kIsQuick = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kIsQuick = false;
#elif defined(__OPTIMIZE__)
inline constexpr bool kIsQuick = true;
#else
inline constexpr bool kIsQuick = false;
#endif
#elif defined(__OPTIMIZE__)
inline constexpr bool kIsQuick = true;
#else
inline constexpr bool kIsQuick = false;
#endif

/// How many seeds a test runs: sanitizers and debug builds take ten times as long for each.
constexpr int seeds(int quick) { return kIsQuick ? quick : quick / 10; }

}  // namespace tests
