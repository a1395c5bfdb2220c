#pragma once

#include <string>

#include <QObject>

#include "app/inspect/fault_acts.h"
#include "app/session/cluster_session.h"

class QWidget;

namespace app {

/// Carries out what the person asked for, and tells in the window's language what it came to. On a local
/// cluster nothing is asked twice: breaking it is the point.
class Acts : public QObject {
    Q_OBJECT
public:
    /// `window` is the parent of dialogs.
    Acts(ClusterSession& session, QWidget* window);

    /// What a preview would have to be asked for first is asked for in its dialog.
    void carryOut(const ClusterSession::Command& command);
    /// What a menu, a button or a key stands for; one that is not possible is told why.
    void breakBy(const FaultAct& act);
    /// Asks for the particulars first.
    void ask(const FaultForm& form);
    /// Opens the dialog.
    void newTopic();
    void resetOffsets(const std::string& group);
    /// Makes a topic and sends text to it, so that there is something to look at.
    void sendSampleText();

signals:
    void told(bool ok, const QString& sentence);
    void topicCreated(const QString& topic);

private:
    void carryOutAll(const FaultAct::Commands& commands);

    ClusterSession& m_session;
    QWidget* m_window;
};

}  // namespace app
