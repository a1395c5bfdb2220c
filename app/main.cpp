#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "app/command_line.h"
#include "app/diagnostic_file.h"
#include "app/serve.h"
#include "broker/host/memory.h"
#include "broker/host/process.h"

#ifdef BROKERSCOPE_WINDOW
#include <QApplication>

#include "app/window_main.h"
#endif

namespace {

int complain(const broker::Error& error, int exitCode) {
    std::fprintf(stderr, "brokerscope: %s\n", error.detail.c_str());
    return exitCode;
}

bool hasDisplay() {
    const auto isSet = [](const char* name) {
        const char* value = std::getenv(name);
        return value && *value;
    };
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM");
}

int openWindow(const app::CommandLine& line, std::chrono::steady_clock::time_point startedAt, int argc,
               char** argv) {
#ifdef BROKERSCOPE_WINDOW
    if (hasDisplay()) {
        const auto diagnostics = app::DiagnosticFile::open(line.logFile, line.logLevel);
        if (!diagnostics) return complain(diagnostics.error(), 1);
        broker::cluster::ClusterOptions options = line.cluster;
        options.diagnostics = diagnostics->get();
        QApplication application(argc, argv);
        return app::runWindow(application, std::move(options), startedAt);
    }
#else
    static_cast<void>(startedAt);
    static_cast<void>(argc);
    static_cast<void>(argv);
    static_cast<void>(hasDisplay);
#endif
    std::fprintf(stderr, "brokerscope: there is no display, so the cluster is served without a window\n");
    return app::serve(line);
}

}  // namespace

int main(int argc, char** argv) {
    const auto startedAt = std::chrono::steady_clock::now();
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const broker::Result<app::CommandLine> line = app::parseCommandLine(arguments);
    if (!line) return complain(line.error(), 2);
    broker::host::raiseDescriptorLimit();
    broker::host::keepFreedMemory();
    switch (line->action) {
        case app::CommandLine::Action::kHelp:
            std::fputs(app::helpText().c_str(), stdout);
            return 0;
        case app::CommandLine::Action::kVersion:
            std::printf("brokerscope %s\n", app::kProgramVersion.data());
            return 0;
        case app::CommandLine::Action::kServe:
            return app::serve(*line);
        case app::CommandLine::Action::kWindow:
            return openWindow(*line, startedAt, argc, argv);
    }
    return 0;
}
