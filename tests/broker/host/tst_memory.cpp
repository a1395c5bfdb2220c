#include <QtTest/QtTest>
#include <vector>

#include <sys/resource.h>

#include "broker/base/bytes.h"
#include "broker/host/memory.h"
#include "broker/host/posix.h"
#include "tests/support/test_registry.h"

using namespace broker;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kHasOwnAllocator = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kHasOwnAllocator = true;
#else
constexpr bool kHasOwnAllocator = false;
#endif
#else
constexpr bool kHasOwnAllocator = false;
#endif

constexpr std::size_t kFrames = 6;
constexpr std::size_t kFrameBytes = 1024 * 1024;
constexpr long kPagesOfOneFrame = 256;

/// Pages that the system had to give to this thread so far.
long pagesGiven() {
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_minflt;
}

/// As a broker under produce requests: some frames at a time come, are read and are gone.
void frameRound() {
    std::vector<Bytes> frames;
    for (std::size_t i = 0; i < kFrames; ++i) frames.emplace_back(kFrameBytes, std::uint8_t{1});
}

}  // namespace

class TestMemory : public QObject {
    Q_OBJECT

private slots:
    void freedFramesMakeRoomForTheNextOnes() {
        if (kHasOwnAllocator) QSKIP("a sanitizer brings an allocator of its own");
        host::keepFreedMemory();
        long given = 0;
        host::startThread("frames", [&given] {
            frameRound();
            const long before = pagesGiven();
            for (int round = 0; round < 20; ++round) frameRound();
            given = pagesGiven() - before;
        }).join();
        QVERIFY2(given < kPagesOfOneFrame, qPrintable(QString::number(given)));
    }
};

BROKERSCOPE_TEST(TestMemory)

#include "tst_memory.moc"
