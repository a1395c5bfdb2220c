#include "app/words/engine_words.h"

#include <array>
#include <vector>

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace app {
namespace {

/// What the engine says in the places that a window shows most, as patterns: %1 to %6, in this order, stand
/// for what varies.
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
    QT_TRANSLATE_NOOP("Engine", "produce a record to %1"),
    QT_TRANSLATE_NOOP("Engine", "the record at offset %1 can't be read: %2"),
    QT_TRANSLATE_NOOP("Engine", "remove member %1 from group %2"),
    QT_TRANSLATE_NOOP("Engine", "delete group %1"),
    QT_TRANSLATE_NOOP("Engine", "reset the offsets of group %1"),
    QT_TRANSLATE_NOOP("Engine", "an administrator removed it"),
    QT_TRANSLATE_NOOP("Engine", "Group %1 has no member %2."),
    QT_TRANSLATE_NOOP("Engine", "There is no group %1."),
    QT_TRANSLATE_NOOP("Engine", "Group %1 has members: only an empty group can be deleted."),
    QT_TRANSLATE_NOOP("Engine", "Group %1 has committed no offsets."),
    QT_TRANSLATE_NOOP("Engine", "Group %1 has members, and while it has only they may commit offsets."),
    QT_TRANSLATE_NOOP("Engine", "nothing is committed from which to shift"),
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
                      "it follows broker %1, where leader epoch %2 ends at offset %3; offsets %4 to %5 are "
                      "gone, and up to %6 they had been committed: these are lost"),
    QT_TRANSLATE_NOOP("Engine",
                      "it follows broker %1, where leader epoch %2 ends at offset %3; offsets %4 to %5 are "
                      "gone"),
    QT_TRANSLATE_NOOP("Engine", "it follows broker %1, whose log begins at offset %2"),
    QT_TRANSLATE_NOOP(
        "Engine", "it follows broker %1 and cannot tell where their logs part; offsets %2 to %3 are gone"),
    QT_TRANSLATE_NOOP("Engine", "no voter of the metadata quorum has been elected yet"),
    QT_TRANSLATE_NOOP("Engine",
                      "the metadata quorum needs %1 of its %2 voters and has %3: replicas serve on, but no "
                      "leader can be elected and no topic created"),
    QT_TRANSLATE_NOOP("Engine", "controller %1 said goodbye"),
    QT_TRANSLATE_NOOP("Engine", "it no longer hears controller %1"),
    QT_TRANSLATE_NOOP("Engine", "it knows of no controller"),
    QT_TRANSLATE_NOOP("Engine", "it leads epoch %1 itself"),
    QT_TRANSLATE_NOOP("Engine", "it still hears controller %1"),
    QT_TRANSLATE_NOOP("Engine", "the log of broker %1 ends at %2, this one at %3"),
    QT_TRANSLATE_NOOP("Engine", "the log of broker %1 ends in epoch %2, this one in epoch %3"),
    QT_TRANSLATE_NOOP("Engine", "controller %1 leads epoch %2"),
    QT_TRANSLATE_NOOP("Engine", "it stands in this epoch itself"),
    QT_TRANSLATE_NOOP("Engine", "it has voted for broker %1 in this epoch"),
    QT_TRANSLATE_NOOP("Engine", "epoch %1 had a controller already"),
    QT_TRANSLATE_NOOP("Engine", "it knows of epoch %1"),
    QT_TRANSLATE_NOOP("Engine", "a newer epoch has begun"),
    QT_TRANSLATE_NOOP("Engine", "leads from here on"),
    QT_TRANSLATE_NOOP("Engine", "elected by %1"),
    QT_TRANSLATE_NOOP("Engine", "broker epoch %1"),
    QT_TRANSLATE_NOOP("Engine", "rack %1"),
    QT_TRANSLATE_NOOP("Engine", "fenced"),
    QT_TRANSLATE_NOOP("Engine", "unfenced"),
    QT_TRANSLATE_NOOP("Engine", "in controlled shutdown"),
    QT_TRANSLATE_NOOP("Engine", "with all its partitions and settings"),
    QT_TRANSLATE_NOOP("Engine", "no leader"),
    QT_TRANSLATE_NOOP("Engine", "leader epoch %1"),
    QT_TRANSLATE_NOOP("Engine", "leader %1"),
    QT_TRANSLATE_NOOP("Engine", "replicas %1"),
    QT_TRANSLATE_NOOP("Engine", "adding %1"),
    QT_TRANSLATE_NOOP("Engine", "removing %1"),
    QT_TRANSLATE_NOOP("Engine", "eligible %1"),
    QT_TRANSLATE_NOOP("Engine", "last known leader %1"),
    QT_TRANSLATE_NOOP("Engine", "recovering"),
    QT_TRANSLATE_NOOP("Engine", "recovered"),
    QT_TRANSLATE_NOOP("Engine", "all brokers"),
    QT_TRANSLATE_NOOP("Engine", "%1 at its default"),
    QT_TRANSLATE_NOOP("Engine", "producer ids before %1"),
    QT_TRANSLATE_NOOP("Engine", "level %1"),
    QT_TRANSLATE_NOOP("Engine", "%1 bytes of a type unknown here"),
    QT_TRANSLATE_NOOP("Engine", "control record"),
    QT_TRANSLATE_NOOP("Engine", "unreadable record"),
    QT_TRANSLATE_NOOP("Engine", "There is no broker %1 to %2."),
    QT_TRANSLATE_NOOP("Engine", "Broker %1 is just being stopped or started."),
    QT_TRANSLATE_NOOP("Engine", "Broker %1 is running already."),
    QT_TRANSLATE_NOOP("Engine", "Broker %1 is not running."),
    QT_TRANSLATE_NOOP("Engine", "The controller refuses it until its old session ends, within %1 ms."),
    QT_TRANSLATE_NOOP("Engine", "The cluster stops."),
    QT_TRANSLATE_NOOP("Engine", "the answer is empty"),
    QT_TRANSLATE_NOOP("Engine", "the topic name is empty"),
    QT_TRANSLATE_NOOP("Engine", "the topic name '%1' is invalid: it must not be '.' or '..'"),
    QT_TRANSLATE_NOOP("Engine",
                      "the topic name '%1' is invalid: it has %2 characters, at most %3 are allowed"),
    QT_TRANSLATE_NOOP(
        "Engine",
        "the topic name '%1' is invalid: only ASCII letters and digits, '.', '_' and '-' are allowed"),
    QT_TRANSLATE_NOOP("Engine",
                      "topic %1 collides with topic %2: names must differ in more than '.' and '_'"),
    QT_TRANSLATE_NOOP("Engine", "topic %1 exists already"),
    QT_TRANSLATE_NOOP("Engine", "there is no topic %1"),
    QT_TRANSLATE_NOOP("Engine", "the topic %1 belongs to the controllers"),
    QT_TRANSLATE_NOOP("Engine", "deleting topics is switched off"),
    QT_TRANSLATE_NOOP("Engine", "a topic needs at least one partition, not %1"),
    QT_TRANSLATE_NOOP("Engine", "a topic needs at least one replica, not %1"),
    QT_TRANSLATE_NOOP("Engine", "a partition needs at least one replica, not %1"),
    QT_TRANSLATE_NOOP("Engine", "%1 replicas of a partition need as many brokers, and %2 are registered"),
    QT_TRANSLATE_NOOP("Engine", "%1 replicas of a partition need as many brokers, and %2 is registered"),
    QT_TRANSLATE_NOOP("Engine", "all %1 brokers are fenced, so that none can lead a partition"),
    QT_TRANSLATE_NOOP("Engine", "the setting %1 has no value"),
    QT_TRANSLATE_NOOP("Engine", "%1 = %2: %3 is expected"),
    QT_TRANSLATE_NOOP("Engine", "%1 = %2: each item is one of %3"),
    QT_TRANSLATE_NOOP("Engine", "there is no topic setting '%1' here; did you mean %2?"),
    // Why groups rebalance; the shorter after the longer, which they would fit too.
    QT_TRANSLATE_NOOP("Engine", "it did not join again within %1 ms (max.poll.interval.ms)"),
    QT_TRANSLATE_NOOP("Engine", "it did not ask for its assignment within %1 ms (max.poll.interval.ms)"),
    QT_TRANSLATE_NOOP("Engine", "its first JoinGroup waited for %1 ms"),
    QT_TRANSLATE_NOOP("Engine", "nothing was heard of it for %1 ms (session.timeout.ms)"),
    QT_TRANSLATE_NOOP("Engine", "%1 was expelled: nothing was heard of it for %2 ms (session.timeout.ms)"),
    QT_TRANSLATE_NOOP("Engine", "%1, which assigns, asks for it (%2)"),
    QT_TRANSLATE_NOOP("Engine", "%1, which assigns, asks for it"),
    QT_TRANSLATE_NOOP("Engine", "%1 changed its subscription or what it owns (%2)"),
    QT_TRANSLATE_NOOP("Engine", "%1 changed its subscription or what it owns"),
    QT_TRANSLATE_NOOP("Engine", "static member %1 came back (%2)"),
    QT_TRANSLATE_NOOP("Engine", "static member %1 came back"),
    QT_TRANSLATE_NOOP("Engine", "%1 did not ask for an assignment"),
    QT_TRANSLATE_NOOP("Engine", "the assignment could not be stored: %1"),
    QT_TRANSLATE_NOOP("Engine", "somebody deleted it"),
    QT_TRANSLATE_NOOP("Engine", "it has neither members nor offsets"),
    QT_TRANSLATE_NOOP("Engine", "%1 joined (%2)"),
    QT_TRANSLATE_NOOP("Engine", "%1 joined"),
    QT_TRANSLATE_NOOP("Engine", "%1 left"),
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
            // Escaping leaves "\\%1"; what stands there is any text.
            for (const auto* place : {"\\%1", "\\%2", "\\%3", "\\%4", "\\%5", "\\%6"})
                expression.replace(QLatin1String(place), QStringLiteral("(.+)"));
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
        const QString told = QCoreApplication::translate("Engine", one.pattern);
        // All at once: what is filled in may itself hold a "%1".
        const auto part = [&match](int index) { return match.captured(index); };
        switch (match.lastCapturedIndex()) {
            case 0:
                return told;
            case 1:
                return told.arg(part(1));
            case 2:
                return told.arg(part(1), part(2));
            case 3:
                return told.arg(part(1), part(2), part(3));
            case 4:
                return told.arg(part(1), part(2), part(3), part(4));
            case 5:
                return told.arg(part(1), part(2), part(3), part(4), part(5));
            default:
                return told.arg(part(1), part(2), part(3), part(4), part(5), part(6));
        }
    }
    return words;
}

}  // namespace app
