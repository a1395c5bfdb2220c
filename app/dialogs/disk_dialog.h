#pragma once

#include "app/dialogs/fault_dialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace app {

/// How a broker's disk is made slow, full or failing.
class DiskDialog : public FaultDialog {
    Q_OBJECT
public:
    DiskDialog(ClusterSession& session, const DiskForm& disk, QWidget* parent = nullptr);

    ClusterSession::Command command() const override;

protected:
    QString words() const override;
    void arrange() override;
    QString objection() const override;

private:
    void build();
    broker::faults::DiskTrouble trouble() const;

    DiskForm m_disk;
    QComboBox* m_trouble = nullptr;
    QSpinBox* m_delay = nullptr;
    QSpinBox* m_left = nullptr;
    QWidget* m_acts = nullptr;
    QCheckBox* m_reads = nullptr;
    QCheckBox* m_writes = nullptr;
    QCheckBox* m_syncs = nullptr;
    QLineEdit* m_path = nullptr;
};

}  // namespace app
