#pragma once

#include "app/command_line.h"

namespace app {

/// `brokerscope serve`: the cluster without a window. Runs until SIGINT or SIGTERM. Standard output carries
/// the bootstrap servers once all brokers answer, then events and answers to commands, one per line; standard
/// input takes commands. Returns the exit code: 1, with a sentence on standard error, if the cluster did not
/// start.
int serve(const CommandLine& line);

}  // namespace app
