#include "app/words/amounts.h"

#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace app {
namespace {

class Amounts {
    Q_DECLARE_TR_FUNCTIONS(Amounts)
public:
    static QString perSecond(const QString& amount) { return tr("%1/s").arg(amount); }
    static QString seconds(const QString& count) { return tr("%1 s").arg(count); }
    static QString minutes(qint64 count) { return tr("%1 min").arg(count); }
    static QString hours(qint64 count) { return tr("%1 h").arg(count); }
};

QString withUnit(double value, const QString& unit) {
    return QLocale().toString(value, 'f', value < 10 ? 1 : 0) + u' ' + unit;
}

}  // namespace

QString wholeNumber(std::int64_t value) { return QLocale().toString(static_cast<qlonglong>(value)); }
QString wholeNumber(double value) { return wholeNumber(static_cast<std::int64_t>(std::llround(value))); }

QString byteAmount(double bytes) {
    static constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    while (bytes >= 999.5 && unit + 1 < std::size(kUnits)) {
        bytes /= 1000;
        ++unit;
    }
    return QLocale().toString(bytes, 'f', unit > 0 && bytes < 99.95 ? 1 : 0) + u' ' +
           QLatin1String(kUnits[unit]);
}

QString byteRate(double bytesPerSecond) { return Amounts::perSecond(byteAmount(bytesPerSecond)); }

QString duration(double micros) {
    if (micros < 1000) return withUnit(micros, QStringLiteral("µs"));
    if (micros < 1'000'000) return withUnit(micros / 1000, QStringLiteral("ms"));
    return inSeconds(micros / 1'000'000);
}

QString inSeconds(double seconds) {
    return Amounts::seconds(QLocale().toString(seconds, 'f', seconds < 10 ? 1 : 0));
}

QString clockTime(broker::Timestamp when) {
    return QDateTime::fromMSecsSinceEpoch(when.value()).toString(QStringLiteral("HH:mm:ss"));
}

QString preciseTime(broker::Timestamp when) {
    return QDateTime::fromMSecsSinceEpoch(when.value()).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString ago(std::int64_t milliseconds) {
    const std::int64_t seconds = std::max<std::int64_t>(0, milliseconds / 1000);
    if (seconds < 100) return Amounts::seconds(QString::number(seconds));
    if (seconds < 100 * 60) return Amounts::minutes(seconds / 60);
    return Amounts::hours(seconds / 3600);
}

}  // namespace app
