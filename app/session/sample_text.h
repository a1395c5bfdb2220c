#pragma once

#include <string>
#include <vector>

namespace app {

/// Lines for "send sample text": little stories that differ, so that they are told apart in Segments.
std::vector<std::string> sampleText(int lines);

inline constexpr int kSampleLines = 60;
inline constexpr const char* kSampleTopic = "hello";

}  // namespace app
