#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "broker/base/result.h"
#include "broker/cluster/local_cluster.h"
#include "broker/observe/diagnostic.h"

namespace app {

inline constexpr std::string_view kProgramVersion = "0.1.0";

/// What was asked for on the command line.
struct CommandLine {
    enum class Action : std::uint8_t { kWindow, kServe, kHelp, kVersion };

    Action action = Action::kWindow;
    broker::cluster::ClusterOptions cluster;
    broker::observe::Level logLevel = broker::observe::Level::kWarning;
    std::string logFile;  ///< empty: standard error
};

/// Reads the arguments after the program's name. kInvalidArgument or kInvalidConfig with a sentence that
/// names the option; files named by `--config` are read here, so also kNotFound and kPermissionDenied.
/// `--set` wins over `--config`.
broker::Result<CommandLine> parseCommandLine(std::span<const std::string_view> arguments);

/// What `--help` prints.
std::string helpText();

}  // namespace app
