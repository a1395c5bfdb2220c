#pragma once

#include "app/dialogs/fault_dialog.h"

class QComboBox;
class QSpinBox;

namespace app {

/// How a link is made slow, cut, or made to break its connections; both ways or one.
class LinkDialog : public FaultDialog {
    Q_OBJECT
public:
    LinkDialog(ClusterSession& session, const LinkForm& link, QWidget* parent = nullptr);

    ClusterSession::Command command() const override;

protected:
    QString words() const override;
    void arrange() override;
    QString objection() const override;

private:
    enum Way { kBoth, kForth, kBack };
    void build();
    void takeOver();
    broker::faults::LinkTrouble trouble() const;

    LinkForm m_link;
    QComboBox* m_trouble = nullptr;
    QComboBox* m_way = nullptr;
    QSpinBox* m_delay = nullptr;
    QSpinBox* m_pace = nullptr;
    QSpinBox* m_after = nullptr;
};

}  // namespace app
