#include "app/window/acts.h"

#include <memory>

#include <QCoreApplication>

#include "app/dialogs/create_topic_dialog.h"
#include "app/dialogs/fault_dialog.h"
#include "app/dialogs/reset_offsets_dialog.h"
#include "app/session/sample_text.h"
#include "app/words/event_words.h"
#include "app/words/refusal_words.h"

namespace app {
namespace {

using namespace broker::cluster;

/// What was asked for, as the beginning of "… did not work" and as the whole of a success.
class ActWords {
    Q_DECLARE_TR_FUNCTIONS(ActWords)
public:
    struct Words {
        QString tried;
        QString done;
    };

    Words operator()(const KillBroker& command) const {
        const int id = command.broker.value();
        return {tr("Killing broker %1").arg(id), tr("Broker %1 was killed.").arg(id)};
    }
    Words operator()(const StopBroker& command) const {
        const int id = command.broker.value();
        return {tr("Stopping broker %1").arg(id), tr("Broker %1 stopped cleanly.").arg(id)};
    }
    Words operator()(const RestartBroker& command) const {
        const int id = command.broker.value();
        return {tr("Restarting broker %1").arg(id), tr("Broker %1 is starting.").arg(id)};
    }
    Words operator()(const FreezeBroker& command) const {
        const int id = command.broker.value();
        return {tr("Freezing broker %1").arg(id), tr("Broker %1 was frozen.").arg(id)};
    }
    Words operator()(const ThawBroker& command) const {
        const int id = command.broker.value();
        return {tr("Thawing broker %1").arg(id), tr("Broker %1 was thawed.").arg(id)};
    }
    Words operator()(const CutPower& command) const {
        const int id = command.broker.value();
        return {tr("Cutting the power of broker %1").arg(id), tr("Broker %1 lost its power.").arg(id)};
    }
    Words operator()(const SetLink& command) const { return acted(command); }
    Words operator()(const HealLinks& command) const { return acted(command); }
    Words operator()(const SetDisk& command) const { return acted(command); }
    Words operator()(const CreateTopic& command) const {
        const QString topic = QString::fromStdString(command.name);
        return {tr("Creating topic %1").arg(topic), tr("Topic %1 was created.").arg(topic)};
    }
    Words operator()(const DeleteTopic& command) const {
        const QString topic = QString::fromStdString(command.name);
        return {tr("Deleting topic %1").arg(topic), tr("Topic %1 was deleted.").arg(topic)};
    }
    Words operator()(const DescribeTopicSettings& command) const {
        return {tr("Asking for the settings of %1").arg(QString::fromStdString(command.topic)), {}};
    }
    Words operator()(const SendText& command) const {
        const QString topic = QString::fromStdString(command.topic);
        return {
            tr("Sending text to %1").arg(topic),
            tr("%n line(s) were sent to %1.", nullptr, static_cast<int>(command.lines.size())).arg(topic)};
    }
    Words operator()(const ProduceRecord& command) const {
        const QString topic = QString::fromStdString(command.topic);
        return {tr("Producing a record to %1").arg(topic), tr("A record was produced to %1.").arg(topic)};
    }
    Words operator()(const RemoveGroupMember& command) const { return acted(command); }
    Words operator()(const DeleteGroup& command) const { return acted(command); }
    Words operator()(const ResetOffsets& command) const { return acted(command); }

private:
    static Words acted(const Command& command) {
        const QString tried = engineWords(tellAct(command));
        return {tried, tr("Done: %1").arg(tried)};
    }
};

/// What a success has to say beyond that it is one: a broker that came back too early waits.
QString doneWords(const QString& done, const ClusterSession::Outcome& outcome) {
    const auto second = outcome.sentence.find(". ");
    if (second == std::string::npos) return done;
    return done + u' ' + engineWords(std::string_view(outcome.sentence).substr(second + 2));
}

}  // namespace

Acts::Acts(ClusterSession& session, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_window(window) {}

void Acts::carryOut(const ClusterSession::Command& command) {
    if (const auto* reset = std::get_if<ResetOffsets>(&command); reset && reset->previewOnly)
        return resetOffsets(reset->group);
    const ActWords::Words words = std::visit(ActWords(), command);
    m_session.submit(command, this, [this, words](const ClusterSession::Outcome& outcome) {
        if (outcome.ok())
            emit told(true, doneWords(words.done, outcome));
        else
            emit told(false, tr("%1 did not work: %2").arg(words.tried, refusalWords(outcome)));
    });
}

void Acts::breakBy(const FaultAct& act) {
    if (!act.whyNot.isEmpty()) {
        emit told(false, act.whyNot);
        return;
    }
    if (const auto* form = std::get_if<FaultForm>(&act.act)) return ask(*form);
    const auto& commands = std::get<FaultAct::Commands>(act.act);
    if (commands.size() == 1) return carryOut(commands.front());
    carryOutAll(commands);
}

/// Told once, when all are answered.
void Acts::carryOutAll(const FaultAct::Commands& commands) {
    struct Sum {
        std::size_t left;
        QStringList refusals;
    };
    auto sum = std::make_shared<Sum>(Sum{commands.size(), {}});
    const int count = static_cast<int>(commands.size());
    for (const ClusterSession::Command& command : commands)
        m_session.submit(command, this, [this, sum, count](const ClusterSession::Outcome& outcome) {
            if (!outcome.ok()) sum->refusals << refusalWords(outcome);
            if (--sum->left > 0) return;
            if (sum->refusals.isEmpty())
                emit told(true, tr("%n link(s) were changed.", nullptr, count));
            else
                emit told(false, tr("Not all of it worked: %1").arg(sum->refusals.join(u' ')));
        });
}

void Acts::ask(const FaultForm& form) {
    auto* dialog = FaultDialog::make(m_session, form, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FaultDialog::chosen, this,
            [this](const ClusterSession::Command& command) { carryOut(command); });
    dialog->open();
}

void Acts::newTopic() {
    auto* dialog = new CreateTopicDialog(m_session, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CreateTopicDialog::created, this, [this](const QString& topic) {
        emit told(true, tr("Topic %1 was created.").arg(topic));
        emit topicCreated(topic);
    });
    dialog->open();
}

void Acts::resetOffsets(const std::string& group) {
    auto* dialog = new ResetOffsetsDialog(m_session, group, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ResetOffsetsDialog::offsetsReset, this,
            [this](const QString& sentence) { emit told(true, sentence); });
    dialog->open();
}

void Acts::sendSampleText() { carryOut(SendText{kSampleTopic, sampleText(kSampleLines)}); }

}  // namespace app
