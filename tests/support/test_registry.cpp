#include "tests/support/test_registry.h"

#include <QTest>
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace tests {
namespace {

struct Announced {
    std::string name;
    Factory factory;
};

std::vector<Announced>& all() {
    static std::vector<Announced> list;
    return list;
}

int run(const Announced& test, int argc, char** argv) {
    const std::unique_ptr<QObject> object = test.factory();
    return QTest::qExec(object.get(), argc, argv);
}

}  // namespace

bool announce(std::string_view sourceFile, Factory factory) {
    std::string_view name = sourceFile.substr(sourceFile.rfind('/') + 1);
    name.remove_suffix(name.size() - name.rfind('.'));
    all().push_back({std::string(name), factory});
    return true;
}

int runAnnounced(int argc, char** argv) {
    const bool named = argc > 1 && std::string_view(argv[1]).starts_with("tst_");
    if (named) {
        const auto found = std::ranges::find(all(), argv[1], &Announced::name);
        if (found == all().end()) {
            std::fprintf(stderr, "there is no test class %s here\n", argv[1]);
            return 2;
        }
        argv[1] = argv[0];
        return run(*found, argc - 1, argv + 1);
    }
    int failed = 0;
    for (const Announced& test : all()) failed += run(test, argc, argv);
    return failed;
}

}  // namespace tests
