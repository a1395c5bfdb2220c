#include "tests/benchmark/page_cache.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>

#include <unistd.h>

#include "tests/benchmark/machine.h"

namespace tests::benchmark {
namespace {

constexpr std::size_t kPiece = std::size_t{64} * 1024;

broker::host::Descriptor temporaryFile() {
    const char* folder = std::getenv("TMPDIR");
    std::string path = std::string(folder && *folder ? folder : "/tmp") + "/brokerscope-benchmark-XXXXXX";
    broker::host::Descriptor file(::mkstemp(path.data()));
    if (!file) giveUp(fmt::format("creating {}: {}", path, std::strerror(errno)));
    ::unlink(path.c_str());
    return file;
}

void check(ssize_t count) {
    if (count <= 0) giveUp(fmt::format("a temporary file: {}", std::strerror(errno)));
}

PageCache::Cost costOf(const std::function<void()>& act) {
    const double before = cpuSeconds(::getpid());
    const double seconds = secondsOf(act);
    return {.seconds = seconds, .cpuSeconds = cpuSeconds(::getpid()) - before};
}

}  // namespace

PageCache::Costs PageCache::writeAndRead(std::size_t bytes) {
    const broker::host::Descriptor& file = m_files.emplace_back(temporaryFile());
    std::vector<char> piece(kPiece, 'x');
    Costs costs;
    costs.write = costOf([&] {
        for (std::size_t done = 0; done < bytes;) {
            const ssize_t count = ::write(file.number(), piece.data(), std::min(piece.size(), bytes - done));
            check(count);
            done += static_cast<std::size_t>(count);
        }
    });
    costs.read = costOf([&] {
        for (std::size_t done = 0; done < bytes;) {
            const ssize_t count =
                ::pread(file.number(), piece.data(), piece.size(), static_cast<off_t>(done));
            check(count);
            done += static_cast<std::size_t>(count);
        }
    });
    return costs;
}

}  // namespace tests::benchmark
