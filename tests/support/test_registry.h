#pragma once

#include <memory>
#include <string_view>

#include <QObject>

namespace tests {

/// A test class announces itself under its source's name; the executable runs one of them by that name, or
/// all of them one after another without one.
using Factory = std::unique_ptr<QObject> (*)();
bool announce(std::string_view sourceFile, Factory factory);

/// The exit code: the number of failed tests, or 2 for an unknown name.
int runAnnounced(int argc, char** argv);

}  // namespace tests

/// At the end of tst_x.cpp, before its .moc: BROKERSCOPE_TEST(TestX)
#define BROKERSCOPE_TEST(Class)                                                                 \
    [[maybe_unused]] static const bool announced##Class =                                       \
        tests::announce(__FILE__, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); });
