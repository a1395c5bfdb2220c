#include <cstdio>
#include <string_view>
#include <vector>

#include "app/command_line.h"
#include "app/serve.h"

int main(int argc, char** argv) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    broker::Result<app::CommandLine> line = app::parseCommandLine(arguments);
    if (!line) {
        std::fprintf(stderr, "brokerscope: %s\n", line.error().detail.c_str());
        return 2;
    }
    switch (line->action) {
        case app::CommandLine::Action::kHelp: std::fputs(app::helpText().c_str(), stdout); return 0;
        case app::CommandLine::Action::kVersion: std::printf("brokerscope %s\n", app::kProgramVersion.data()); return 0;
        case app::CommandLine::Action::kServe: return app::serve(*line);
        case app::CommandLine::Action::kWindow: break;
    }
    return app::serve(*line);
}
