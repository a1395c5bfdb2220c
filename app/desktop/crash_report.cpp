#include "app/desktop/crash_report.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <string_view>

#include <QDir>
#include <QFile>

#include "broker/base/check.h"

namespace app {
namespace {

constexpr std::size_t kMaxPath = 1024;
constexpr qint64 kMaxReport = 64 * 1024;

/// Filled at start, so that the crashing thread allocates nothing.
std::array<char, kMaxPath> reportPath{};

void writeReport(std::string_view file, int line, std::string_view condition) {
    std::FILE* out = std::fopen(reportPath.data(), "w");
    if (!out) return;
    std::fprintf(out,
                 "Brokerscope %s stopped itself because this did not hold:\n\n    %.*s\n\nin %.*s, line "
                 "%d.\nUnix time: %lld\n",
                 BROKERSCOPE_VERSION, static_cast<int>(condition.size()), condition.data(),
                 static_cast<int>(file.size()), file.data(), line,
                 static_cast<long long>(std::time(nullptr)));
    std::fclose(out);
}

}  // namespace

QString CrashReport::path(const QString& folder) { return folder + QStringLiteral("/crash-report.txt"); }

void CrashReport::install(const QString& folder) {
    QDir().mkpath(folder);
    const QByteArray path = QFile::encodeName(CrashReport::path(folder));
    if (static_cast<std::size_t>(path.size()) >= kMaxPath) return;
    std::copy(path.begin(), path.end(), reportPath.begin());
    reportPath[static_cast<std::size_t>(path.size())] = '\0';
    broker::setCheckObserver(&writeReport);
}

std::optional<QString> CrashReport::find(const QString& folder) {
    QFile file(path(folder));
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    return QString::fromUtf8(file.read(kMaxReport));
}

void CrashReport::discard(const QString& folder) { QFile::remove(path(folder)); }

}  // namespace app
