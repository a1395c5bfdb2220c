#include "app/words/refusal_words.h"

#include <array>

#include <QCoreApplication>

#include "app/words/engine_words.h"

namespace app {
namespace {

using broker::ErrorCode;

struct Refusal {
    ErrorCode code;
    const char* words;
};

/// The codes that a command of this window can be refused with.
constexpr auto kRefusals = std::to_array<Refusal>({
    {ErrorCode::kInvalidTopicException, QT_TRANSLATE_NOOP("Refusals", "a topic can't have this name")},
    {ErrorCode::kTopicAlreadyExists, QT_TRANSLATE_NOOP("Refusals", "there is a topic of this name already")},
    {ErrorCode::kUnknownTopicOrPartition,
     QT_TRANSLATE_NOOP("Refusals", "there is no such topic or partition")},
    {ErrorCode::kInvalidPartitions,
     QT_TRANSLATE_NOOP("Refusals", "the number of partitions is not possible")},
    {ErrorCode::kInvalidReplicationFactor,
     QT_TRANSLATE_NOOP("Refusals", "there are not enough brokers for so many replicas")},
    {ErrorCode::kInvalidReplicaAssignment,
     QT_TRANSLATE_NOOP("Refusals", "replicas can't be assigned like this")},
    {ErrorCode::kInvalidConfig, QT_TRANSLATE_NOOP("Refusals", "a setting is not valid")},
    {ErrorCode::kInvalidRequest, QT_TRANSLATE_NOOP("Refusals", "the request is not valid")},
    {ErrorCode::kPolicyViolation, QT_TRANSLATE_NOOP("Refusals", "the cluster's rules forbid it")},
    {ErrorCode::kNotController, QT_TRANSLATE_NOOP("Refusals", "the active controller has just changed")},
    {ErrorCode::kRequestTimedOut, QT_TRANSLATE_NOOP("Refusals", "no answer came in time")},
    {ErrorCode::kNetworkException, QT_TRANSLATE_NOOP("Refusals", "the connection broke")},
    {ErrorCode::kBrokerNotAvailable, QT_TRANSLATE_NOOP("Refusals", "no broker can be reached")},
    {ErrorCode::kLeaderNotAvailable, QT_TRANSLATE_NOOP("Refusals", "the partition has no leader")},
    {ErrorCode::kNotLeaderOrFollower,
     QT_TRANSLATE_NOOP("Refusals", "the partition's leader has just changed")},
    {ErrorCode::kNotEnoughReplicas, QT_TRANSLATE_NOOP("Refusals", "too few replicas are in sync")},
    {ErrorCode::kNotEnoughReplicasAfterAppend,
     QT_TRANSLATE_NOOP("Refusals", "too few replicas were in sync to keep it safely")},
    {ErrorCode::kMessageTooLarge, QT_TRANSLATE_NOOP("Refusals", "a record is larger than the topic allows")},
    {ErrorCode::kUnsupportedVersion, QT_TRANSLATE_NOOP("Refusals", "the broker does not know this request")},
});

}  // namespace

QString refusalWords(const ClusterSession::Outcome& outcome) {
    const QString english = QString::fromStdString(outcome.sentence);
    const QString told = engineWords(outcome.sentence);
    if (told != english) return told;
    for (const Refusal& refusal : kRefusals) {
        if (refusal.code != outcome.code) continue;
        const QString words = QCoreApplication::translate("Refusals", refusal.words);
        if (english.isEmpty()) return words;
        // In English the broker's sentence says it all.
        return words == QLatin1String(refusal.words) ? english
                                                     : QStringLiteral("%1 (%2)").arg(words, english);
    }
    return english;
}

}  // namespace app
