#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include <sys/types.h>

namespace tests::benchmark {

/// What the figures were taken on: cores and their model, kernel, compiler, build type, the load meanwhile.
std::string machineText();

/// Seconds on the monotonic clock that `act` takes.
double secondsOf(const std::function<void()>& act);

/// Seconds of processor time of this thread that `act` takes: what it costs however busy the machine is.
double threadSecondsOf(const std::function<void()>& act);

/// Seconds of processor time that all threads of a process have used; 0 if it is gone.
double cpuSeconds(pid_t process);

/// Memory in RAM of a process, in bytes; 0 if it is gone.
std::uint64_t residentBytes(pid_t process);

/// Touches so much memory and gives it back. In a virtual machine a page costs its host far more the first
/// time it is touched than a copy into it: what is measured next finds pages that were paid for before,
/// whoever it is.
void touchMemory(std::size_t bytes);

/// Says what failed and ends the program with exit code 1, and the processes that it started: a benchmark
/// with a hole is none.
[[noreturn]] void giveUp(const std::string& reason);

}  // namespace tests::benchmark
