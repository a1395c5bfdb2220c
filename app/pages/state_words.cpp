#include "app/pages/state_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace app {
namespace {

using broker::observe::BrokerState;

class StateWords {
    Q_DECLARE_TR_FUNCTIONS(StateWords)
public:
    static QString broker(BrokerState state) {
        switch (state) {
            case BrokerState::kStarting:
                return tr("starting");
            case BrokerState::kFenced:
                return tr("fenced");
            case BrokerState::kRunning:
                return tr("running");
            case BrokerState::kStopping:
                return tr("stopping");
            case BrokerState::kStopped:
                return tr("stopped");
            case BrokerState::kDead:
                return tr("dead");
        }
        return {};
    }
    static QString source(const std::string& source) {
        if (source == "this cluster") return tr("this cluster");
        if (source == "command line") return tr("command line");
        if (source == "broker") return tr("broker", "where a setting is set");
        if (source == "topic") return tr("topic", "where a setting is set");
        if (source == "default") return tr("default");
        return QString::fromStdString(source);
    }
};

}  // namespace

QString brokerStateName(BrokerState state) { return StateWords::broker(state); }

Tone brokerStateTone(BrokerState state) {
    if (!isAlive(state)) return Tone::kBad;
    return state == BrokerState::kRunning ? Tone::kGood : Tone::kWarning;
}

QString brokerList(const std::vector<broker::BrokerId>& brokers) {
    QStringList list;
    for (const broker::BrokerId id : brokers) list << QString::number(id.value());
    return list.isEmpty() ? QStringLiteral("–") : list.join(QStringLiteral(", "));
}

QString partitionName(const broker::TopicPartition& partition) {
    return QString::fromStdString(partition.topic) + u'-' + QString::number(partition.partition.value());
}

QString settingSource(const std::string& source) { return StateWords::source(source); }

}  // namespace app
