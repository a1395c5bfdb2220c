#include "app/words/engine_words.h"

#include <array>
#include <vector>

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace app {
namespace {

/// What the engine says in the places that a window shows most, as patterns: %1 and %2 stand for what varies.
constexpr auto kPatterns = std::to_array<const char*>({
    QT_TRANSLATE_NOOP("Engine", "kill broker %1"),
    QT_TRANSLATE_NOOP("Engine", "stop broker %1"),
    QT_TRANSLATE_NOOP("Engine", "restart broker %1"),
    QT_TRANSLATE_NOOP("Engine", "freeze broker %1"),
    QT_TRANSLATE_NOOP("Engine", "thaw broker %1"),
    QT_TRANSLATE_NOOP("Engine", "cut the power of broker %1"),
    QT_TRANSLATE_NOOP("Engine", "cut the link between broker %1 and broker %2"),
    QT_TRANSLATE_NOOP("Engine", "cut the link between broker %1 and clients"),
    QT_TRANSLATE_NOOP("Engine", "cut the link between clients and broker %1"),
    QT_TRANSLATE_NOOP("Engine", "cut the link from broker %1 to broker %2"),
    QT_TRANSLATE_NOOP("Engine", "cut the link from broker %1 to clients"),
    QT_TRANSLATE_NOOP("Engine", "cut the link from clients to broker %1"),
    QT_TRANSLATE_NOOP("Engine", "slow the link between broker %1 and broker %2"),
    QT_TRANSLATE_NOOP("Engine", "slow the link between broker %1 and clients"),
    QT_TRANSLATE_NOOP("Engine", "slow the link between clients and broker %1"),
    QT_TRANSLATE_NOOP("Engine", "slow the link from broker %1 to broker %2"),
    QT_TRANSLATE_NOOP("Engine", "slow the link from broker %1 to clients"),
    QT_TRANSLATE_NOOP("Engine", "slow the link from clients to broker %1"),
    QT_TRANSLATE_NOOP("Engine", "reset the link between broker %1 and broker %2"),
    QT_TRANSLATE_NOOP("Engine", "reset the link between broker %1 and clients"),
    QT_TRANSLATE_NOOP("Engine", "reset the link between clients and broker %1"),
    QT_TRANSLATE_NOOP("Engine", "reset the link from broker %1 to broker %2"),
    QT_TRANSLATE_NOOP("Engine", "reset the link from broker %1 to clients"),
    QT_TRANSLATE_NOOP("Engine", "reset the link from clients to broker %1"),
    QT_TRANSLATE_NOOP("Engine", "heal the link between broker %1 and broker %2"),
    QT_TRANSLATE_NOOP("Engine", "heal the link between broker %1 and clients"),
    QT_TRANSLATE_NOOP("Engine", "heal the link between clients and broker %1"),
    QT_TRANSLATE_NOOP("Engine", "heal the link from broker %1 to broker %2"),
    QT_TRANSLATE_NOOP("Engine", "heal the link from broker %1 to clients"),
    QT_TRANSLATE_NOOP("Engine", "heal the link from clients to broker %1"),
    QT_TRANSLATE_NOOP("Engine", "heal all links"),
    QT_TRANSLATE_NOOP("Engine", "make the disk of broker %1 well"),
    QT_TRANSLATE_NOOP("Engine", "make the disk of broker %1 slow"),
    QT_TRANSLATE_NOOP("Engine", "make the disk of broker %1 full"),
    QT_TRANSLATE_NOOP("Engine", "make the disk of broker %1 failing"),
    QT_TRANSLATE_NOOP("Engine", "lost its power"),
    QT_TRANSLATE_NOOP("Engine", "each frame comes %1 ms late"),
    QT_TRANSLATE_NOOP("Engine", "each frame comes %1 ms late, at most %2 bytes per second pass"),
    QT_TRANSLATE_NOOP("Engine", "reads, writes and syncs of all files"),
    QT_TRANSLATE_NOOP("Engine", "reads, writes and syncs of files with %1 in their path"),
    QT_TRANSLATE_NOOP("Engine", "reads of all files"),
    QT_TRANSLATE_NOOP("Engine", "reads of files with %1 in their path"),
    QT_TRANSLATE_NOOP("Engine", "writes of all files"),
    QT_TRANSLATE_NOOP("Engine", "writes of files with %1 in their path"),
    QT_TRANSLATE_NOOP("Engine", "syncs of all files"),
    QT_TRANSLATE_NOOP("Engine", "syncs of files with %1 in their path"),
    QT_TRANSLATE_NOOP("Engine", "There is no broker %1."),
    QT_TRANSLATE_NOOP("Engine", "Broker %1 is frozen and hears nothing."),
    QT_TRANSLATE_NOOP("Engine", "Broker %1 is frozen already."),
    QT_TRANSLATE_NOOP("Engine", "Broker %1 is not frozen."),
    QT_TRANSLATE_NOOP("Engine", "A link has two ends."),
    QT_TRANSLATE_NOOP("Engine", "create topic %1"),
    QT_TRANSLATE_NOOP("Engine", "delete topic %1"),
    QT_TRANSLATE_NOOP("Engine", "send text to %1"),
    QT_TRANSLATE_NOOP("Engine", "killed"),
    QT_TRANSLATE_NOOP("Engine", "stopped"),
    QT_TRANSLATE_NOOP("Engine", "the controller did not hear from it in time"),
    QT_TRANSLATE_NOOP("Engine", "it is stopping"),
    QT_TRANSLATE_NOOP("Engine", "it was unregistered"),
    QT_TRANSLATE_NOOP("Engine", "it started again"),
    QT_TRANSLATE_NOOP("Engine", "broker %1 started again"),
    QT_TRANSLATE_NOOP("Engine", "broker %1 fell behind"),
    QT_TRANSLATE_NOOP("Engine", "broker %1 caught up"),
    QT_TRANSLATE_NOOP("Engine", "the partition is new"),
    QT_TRANSLATE_NOOP("Engine", "broker %1 is back"),
    QT_TRANSLATE_NOOP("Engine", "broker %1 is not registered"),
    QT_TRANSLATE_NOOP("Engine", "broker %1 is stopping"),
    QT_TRANSLATE_NOOP("Engine", "broker %1 is fenced"),
    QT_TRANSLATE_NOOP("Engine", "broker %1 is there"),
    QT_TRANSLATE_NOOP("Engine", "broker %1 was killed"),
    QT_TRANSLATE_NOOP("Engine", "it is the preferred leader"),
    QT_TRANSLATE_NOOP(
        "Engine", "no replica known to have everything is alive, so that what only broker %1 has is lost"),
    QT_TRANSLATE_NOOP("Engine",
                      "broker %1 led last and came back without a clean shutdown, so that what had not "
                      "reached its disk is lost"),
    QT_TRANSLATE_NOOP("Engine", "the log was empty"),
    QT_TRANSLATE_NOOP("Engine", "its offsets reach too far from its base"),
    QT_TRANSLATE_NOOP("Engine", "it reached segment.bytes"),
    QT_TRANSLATE_NOOP("Engine", "its index is full"),
    QT_TRANSLATE_NOOP("Engine", "it reached segment.ms"),
    QT_TRANSLATE_NOOP("Engine",
                      "it follows broker %1, where leader epoch %2 ends at offset %3, so that records that "
                      "were committed are lost"),
    QT_TRANSLATE_NOOP("Engine", "it follows broker %1, where leader epoch %2 ends at offset %3"),
    QT_TRANSLATE_NOOP("Engine", "it follows broker %1, whose log begins at offset %2"),
    QT_TRANSLATE_NOOP("Engine", "it follows broker %1 and cannot tell where their logs part"),
    QT_TRANSLATE_NOOP("Engine", "no voter of the metadata quorum has been elected yet"),
    QT_TRANSLATE_NOOP("Engine",
                      "every voter of the metadata quorum is down (broker %1): replicas serve on, but no "
                      "leader can be elected and no topic created"),
    QT_TRANSLATE_NOOP("Engine", "There is no broker %1 to %2."),
    QT_TRANSLATE_NOOP("Engine", "Broker %1 is just being stopped or started."),
    QT_TRANSLATE_NOOP("Engine", "Broker %1 is running already."),
    QT_TRANSLATE_NOOP("Engine", "Broker %1 is not running."),
    QT_TRANSLATE_NOOP("Engine", "The cluster stops."),
    QT_TRANSLATE_NOOP("Engine", "the answer is empty"),
    // Ends of links; last, because the first would fit longer sentences too.
    QT_TRANSLATE_NOOP("Engine", "clients"),
    QT_TRANSLATE_NOOP("Engine", "broker %1"),
});

struct Known {
    const char* pattern;
    QRegularExpression expression;
};

const std::vector<Known>& known() {
    static const std::vector<Known> all = [] {
        std::vector<Known> made;
        for (const char* pattern : kPatterns) {
            QString expression = QRegularExpression::escape(QString::fromUtf8(pattern));
            // Escaping leaves "\\%1"; both parts are any text.
            expression.replace(QStringLiteral("\\%1"), QStringLiteral("(.+)"))
                .replace(QStringLiteral("\\%2"), QStringLiteral("(.+)"))
                .replace(QStringLiteral("\\%3"), QStringLiteral("(.+)"));
            made.push_back({pattern, QRegularExpression(QRegularExpression::anchoredPattern(expression))});
        }
        return made;
    }();
    return all;
}

}  // namespace

QString engineWords(std::string_view english) {
    const QString words = QString::fromUtf8(english.data(), static_cast<qsizetype>(english.size()));
    for (const Known& one : known()) {
        const QRegularExpressionMatch match = one.expression.match(words);
        if (!match.hasMatch()) continue;
        QString told = QCoreApplication::translate("Engine", one.pattern);
        for (int i = 1; i <= match.lastCapturedIndex(); ++i) told = told.arg(match.captured(i));
        return told;
    }
    return words;
}

}  // namespace app
