#pragma once

#include <string>

#include <QDialog>
#include <QTimer>

#include "app/session/cluster_session.h"
#include "app/tables/rows_model.h"

class QComboBox;
class QDateTimeEdit;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace app {

class DataTable;

/// Where a group is to go on reading. What a rule comes to for each partition the cluster itself tells below,
/// as one chooses; while the group has members it can be looked at and not be done, and the reason is said.
class ResetOffsetsDialog : public QDialog {
    Q_OBJECT
public:
    ResetOffsetsDialog(ClusterSession& session, std::string group, QWidget* parent = nullptr);

    /// The command as the form stands.
    broker::cluster::ResetOffsets command() const;

signals:
    void offsetsReset(const QString& sentence);

private:
    enum Rule { kEarliest, kLatest, kOffset, kTime, kShift };

    void build();
    void addRules(QFormLayout* form);
    void connectParts();
    void onEdited();
    /// Why the group's offsets cannot be moved at this moment; empty: they can.
    QString objection() const;
    void showObjection();
    void preview();
    void showPreview(const std::vector<broker::client::OffsetResetRow>& rows);
    void reset();
    void say(const QString& sentence, const char* tone);
    static TableRow rowOf(const broker::client::OffsetResetRow& row);

    ClusterSession& m_session;
    const std::string m_group;
    QFormLayout* m_form = nullptr;
    QComboBox* m_rule = nullptr;
    QLineEdit* m_offset = nullptr;
    QDateTimeEdit* m_time = nullptr;
    QSpinBox* m_shift = nullptr;
    DataTable* m_table = nullptr;
    QLabel* m_words = nullptr;
    QPushButton* m_do = nullptr;
    QTimer m_pause;  ///< between the last change and the question to the cluster
    int m_question = 0;
    bool m_isPreviewed = false;
    bool m_isResetting = false;
};

}  // namespace app
