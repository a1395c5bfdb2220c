#pragma once

#include <optional>

#include <QString>

namespace app {

/// What a failed CHECK left behind: written to a file at the moment of the crash, offered at the next start.
class CrashReport {
public:
    /// From here on a failed CHECK writes its report into `folder`, which is made if absent. Once, at start.
    static void install(const QString& folder);

    /// The text of the last run's report, if it left one.
    static std::optional<QString> find(const QString& folder);
    static void discard(const QString& folder);
    static QString path(const QString& folder);
};

}  // namespace app
