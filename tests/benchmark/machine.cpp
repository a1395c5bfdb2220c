#include "tests/benchmark/machine.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace tests::benchmark {
namespace {

/// The text behind the colon of the first line that begins so.
std::string valueIn(const std::string& path, const std::string& key) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(key)) continue;
        const std::size_t begin = line.find_first_not_of(" \t", line.find(':') + 1);
        return begin == std::string::npos ? "" : line.substr(begin);
    }
    return "";
}

std::string compilerText() {
#ifdef __clang__
    return fmt::format("Clang {}.{}.{}", __clang_major__, __clang_minor__, __clang_patchlevel__);
#else
    return fmt::format("GCC {}.{}.{}", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
#endif
}

}  // namespace

std::string machineText() {
    utsname system{};
    ::uname(&system);
    std::array<double, 1> load{};
    ::getloadavg(load.data(), 1);
    return fmt::format("{} cores ({}), {} {} {}, {}, {}, load {:.1f}", std::thread::hardware_concurrency(),
                       valueIn("/proc/cpuinfo", "model name"), system.sysname, system.release, system.machine,
                       compilerText(), BROKERSCOPE_BUILD_TYPE, load[0]);
}

double secondsOf(const std::function<void()>& act) {
    const auto begin = std::chrono::steady_clock::now();
    act();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double threadSecondsOf(const std::function<void()>& act) {
    const auto used = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
    };
    const double before = used();
    act();
    return used() - before;
}

double cpuSeconds(pid_t process) {
    clockid_t clock{};
    timespec used{};
    if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return 0;
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

std::uint64_t residentBytes(pid_t process) {
    const std::string kibibytes = valueIn(fmt::format("/proc/{}/status", process), "VmRSS:");
    return std::strtoull(kibibytes.c_str(), nullptr, 10) * 1024;
}

void touchMemory(std::size_t bytes) {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) giveUp("there is not enough memory to be touched");
    for (std::size_t at = 0; at < bytes; at += page) static_cast<volatile char*>(memory)[at] = 1;
    ::munmap(memory, bytes);
}

void giveUp(const std::string& reason) {
    std::fprintf(stderr, "benchmark: %s\n", reason.c_str());
    for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream children(thread.path() / "children");
        for (pid_t child = 0; children >> child;) ::kill(child, SIGKILL);
    }
    std::exit(1);
}

}  // namespace tests::benchmark
