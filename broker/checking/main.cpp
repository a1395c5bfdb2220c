#include <chrono>
#include <cstdio>
#include <string_view>
#include <vector>

#include "broker/checking/simulate.h"

int main(int argc, char** argv) {
    using namespace broker;
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const auto options = checking::parseArguments(arguments);
    if (!options) {
        std::fprintf(stderr, "%s\n\n%s", options.error().detail.c_str(), checking::simulateUsage().c_str());
        return 2;
    }
    if (options->wantsHelp) {
        std::fputs(checking::simulateUsage().c_str(), stdout);
        return 0;
    }
    const auto write = [](std::string_view text) {
        std::printf("%.*s\n", static_cast<int>(text.size()), text.data());
        std::fflush(stdout);
    };
    // The only look at a real clock: how fast the runs are. No run sees it.
    const auto realTime = [] {
        return std::chrono::duration_cast<world::Duration>(
            std::chrono::steady_clock::now().time_since_epoch());
    };
    return checking::simulate(*options, write, realTime);
}
