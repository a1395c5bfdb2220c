#include <QtTest/QtTest>
#include <vector>

#include "tests/broker/world/world_contract.h"

using namespace broker;
using namespace broker::world;

namespace tests {
namespace {

/// The files of a world; all but sync may be used from any thread.
Files& filesOf(WorldHarness& harness) {
    Files* files = nullptr;
    harness.onLoop([&](World& world) { files = &world.files; });
    return *files;
}

std::string contentOf(const Files& files, const std::string& path) {
    const Result<Bytes> content = readWhole(files, path, 1 << 20);
    return content ? std::string(asText(*content)) : "error: " + content.error().detail;
}

template <class T>
ErrorCode codeOf(const Result<T>& result) {
    return result ? ErrorCode::kNone : result.error().code;
}

}  // namespace

void WorldContract::openModesTreatPresenceAsTheySay() {
    Files& files = filesOf(*m_harness);
    const std::string path = joinPath(m_harness->folder(), "file");
    QCOMPARE(codeOf(files.open(path, OpenMode::kRead)), ErrorCode::kNotFound);
    QCOMPARE(codeOf(files.open(path, OpenMode::kReadWrite)), ErrorCode::kNotFound);
    QVERIFY(!files.exists(path));
    {
        const auto file = files.open(path, OpenMode::kCreateNew);
        QVERIFY(file);
        QVERIFY((*file)->writeAt(0, asBytes("content")));
        QCOMPARE((*file)->path(), path);
    }
    QVERIFY(files.exists(path));
    QCOMPARE(codeOf(files.open(path, OpenMode::kCreateNew)), ErrorCode::kAlreadyExists);
    QVERIFY(files.open(path, OpenMode::kCreate));
    QCOMPARE(contentOf(files, path), std::string("content"));
    QVERIFY(files.open(path, OpenMode::kTruncate));
    QCOMPARE(contentOf(files, path), std::string());
    const auto missing = files.open(joinPath(m_harness->folder(), "missing/file"), OpenMode::kCreate);
    QCOMPARE(codeOf(missing), ErrorCode::kNotFound);
    QVERIFY(missing.error().detail.find("missing/file") != std::string::npos);
}

void WorldContract::readsEndWhereTheFileEnds() {
    Files& files = filesOf(*m_harness);
    const auto file = files.open(joinPath(m_harness->folder(), "file"), OpenMode::kCreate);
    QVERIFY(file);
    QVERIFY((*file)->writeAt(0, asBytes("0123456789")));
    Bytes into(4);
    QCOMPARE((*file)->readAt(3, into).value(), std::size_t{4});
    QCOMPARE(asText(into), std::string_view("3456"));
    QCOMPARE((*file)->readAt(8, into).value(), std::size_t{2});
    QCOMPARE((*file)->readAt(10, into).value(), std::size_t{0});
    QCOMPARE((*file)->readAt(1000, into).value(), std::size_t{0});
}

void WorldContract::piecesAreWrittenOneAfterAnother() {
    Files& files = filesOf(*m_harness);
    const std::string path = joinPath(m_harness->folder(), "file");
    const auto file = files.open(path, OpenMode::kCreate);
    QVERIFY(file);
    std::vector<Bytes> parts;
    std::string expected = "start";
    for (int i = 0; i < 300; ++i) {
        parts.push_back(
            toBytes(asBytes(std::string(static_cast<std::size_t>(i % 7), static_cast<char>('a' + i % 26)))));
        expected += asText(parts.back());
    }
    const std::vector<ByteView> pieces(parts.begin(), parts.end());
    QVERIFY((*file)->writeAt(0, asBytes("start, to be overwritten")));
    QVERIFY((*file)->writeAt(5, pieces));
    QCOMPARE(contentOf(files, path), expected);
    QVERIFY((*file)->writeAt(5, std::span<const ByteView>()));
    QCOMPARE((*file)->size().value(), std::uint64_t{expected.size()});
}

void WorldContract::resizingCutsAndExtendsWithZeros() {
    Files& files = filesOf(*m_harness);
    const std::string path = joinPath(m_harness->folder(), "file");
    const auto file = files.open(path, OpenMode::kCreate);
    QVERIFY(file);
    QVERIFY((*file)->writeAt(0, asBytes("abcdef")));
    QVERIFY((*file)->resize(2));
    QVERIFY((*file)->resize(4));
    QCOMPARE(contentOf(files, path), std::string("ab\0\0", 4));
    QVERIFY((*file)->writeAt(6, asBytes("x")));
    QCOMPARE(contentOf(files, path), std::string("ab\0\0\0\0x", 7));
}

void WorldContract::foldersListTheirEntriesSorted() {
    Files& files = filesOf(*m_harness);
    const std::string folder = joinPath(m_harness->folder(), "a/b/c");
    QCOMPARE(codeOf(files.list(folder)), ErrorCode::kNotFound);
    QVERIFY(files.makeFolders(folder));
    QVERIFY(files.makeFolders(folder));
    QVERIFY(files.list(folder).value().empty());
    for (const char* name : {"z", "m", "b.log"}) {
        const auto file = files.open(joinPath(folder, name), OpenMode::kCreate);
        QVERIFY(file && (*file)->writeAt(0, asBytes(name)));
    }
    QVERIFY(files.makeFolders(joinPath(folder, "n")));
    const std::vector<FolderEntry> entries = files.list(folder).value();
    QCOMPARE(entries.size(), std::size_t{4});
    QCOMPARE(entries[0].name, std::string("b.log"));
    QCOMPARE(entries[0].size, std::uint64_t{5});
    QCOMPARE(entries[1].name, std::string("m"));
    QCOMPARE(entries[2].name, std::string("n"));
    QVERIFY(entries[2].isFolder && !entries[1].isFolder);
    QCOMPARE(entries[3].name, std::string("z"));
}

void WorldContract::renamingReplacesTheTarget() {
    Files& files = filesOf(*m_harness);
    const std::string from = joinPath(m_harness->folder(), "from");
    const std::string to = joinPath(m_harness->folder(), "to");
    QCOMPARE(codeOf(files.rename(from, to)), ErrorCode::kNotFound);
    QVERIFY((*files.open(from, OpenMode::kCreate))->writeAt(0, asBytes("later")));
    QVERIFY((*files.open(to, OpenMode::kCreate))->writeAt(0, asBytes("earlier")));
    QVERIFY(files.rename(from, to));
    QVERIFY(!files.exists(from));
    QCOMPARE(contentOf(files, to), std::string("later"));
}

void WorldContract::anOpenFileOutlivesItsName() {
    Files& files = filesOf(*m_harness);
    const std::string path = joinPath(m_harness->folder(), "file");
    const auto file = files.open(path, OpenMode::kCreate);
    QVERIFY(file && (*file)->writeAt(0, asBytes("still here")));
    QVERIFY(files.rename(path, path + ".deleted"));
    QVERIFY(files.remove(path + ".deleted"));
    QVERIFY(files.list(m_harness->folder()).value().empty());
    Bytes into(10);
    QCOMPARE((*file)->readAt(0, into).value(), std::size_t{10});
    QCOMPARE(asText(into), std::string_view("still here"));
}

void WorldContract::removingWhatIsAbsentIsNoError() {
    Files& files = filesOf(*m_harness);
    const std::string folder = joinPath(m_harness->folder(), "folder");
    QVERIFY(files.remove(folder));
    QVERIFY(files.removeAll(folder));
    QVERIFY(files.makeFolders(joinPath(folder, "deep/er")));
    QVERIFY(files.open(joinPath(folder, "deep/file"), OpenMode::kCreate));
    QVERIFY(files.removeAll(folder));
    QVERIFY(!files.exists(folder));
}

void WorldContract::wholeFilesAreReplacedAndRead() {
    Files& files = filesOf(*m_harness);
    const std::string path = joinPath(m_harness->folder(), "checkpoint");
    QVERIFY(replaceWhole(files, path, asBytes("0\n1\n")));
    QVERIFY(replaceWhole(files, path, asBytes("0\n")));
    QCOMPARE(contentOf(files, path), std::string("0\n"));
    QCOMPARE(files.list(m_harness->folder()).value().size(), std::size_t{1});
    QCOMPARE(codeOf(readWhole(files, path, 1)), ErrorCode::kTooLarge);
}

}  // namespace tests
