#pragma once

#include <QDialog>

#include "app/inspect/fault_acts.h"

class QFormLayout;
class QLabel;
class QPushButton;

namespace app {

/// Asks for the particulars of a fault. What it will do stands below in words while one chooses; with what is
/// wrong there already it begins.
class FaultDialog : public QDialog {
    Q_OBJECT
public:
    /// The dialog for such a form; `parent` owns it.
    static FaultDialog* make(ClusterSession& session, const FaultForm& form, QWidget* parent);

    /// The command as the form stands.
    virtual ClusterSession::Command command() const = 0;

signals:
    void chosen(const broker::cluster::Command& command);

protected:
    FaultDialog(ClusterSession& session, QWidget* parent);

    QFormLayout* form() const { return m_form; }
    ClusterSession& session() const { return m_session; }
    /// To be called by whatever changes the form, and once at the end of building.
    void onEdited();
    /// What the command will do and what will follow.
    virtual QString words() const = 0;
    /// Hides the rows that the choices leave without a meaning.
    virtual void arrange() = 0;
    /// Against the form itself; empty: nothing.
    virtual QString objection() const { return {}; }
    void showRow(QWidget* field, bool isShown);

private:
    ClusterSession& m_session;
    QFormLayout* m_form;
    QLabel* m_words;
    QPushButton* m_do;
};

}  // namespace app
