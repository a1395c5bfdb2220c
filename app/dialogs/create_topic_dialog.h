#pragma once

#include <vector>

#include <QDialog>
#include <QTimer>

#include "app/session/cluster_session.h"

class QComboBox;
class QFormLayout;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace app {

/// Asks for a topic's name, shape and settings. While the person types, the cluster itself is asked, with
/// validateOnly, whether it would make such a topic; its answer stands below. Closes when the topic is there.
class CreateTopicDialog : public QDialog {
    Q_OBJECT
public:
    explicit CreateTopicDialog(ClusterSession& session, QWidget* parent = nullptr);

    /// The command as the form stands.
    broker::cluster::CreateTopic command() const;

signals:
    void created(const QString& topic);

private:
    struct SettingRow {
        std::string name;
        QWidget* box;
        QLineEdit* value;
    };
    void build();
    void addSetting(int choice);
    void removeSetting(QWidget* box);
    void onEdited();
    void validate();
    void create();
    /// Empty if nothing speaks against the form that the cluster need not be asked for.
    QString objection() const;
    void say(const QString& sentence, bool isError);
    QString placement() const;

    ClusterSession& m_session;
    QLineEdit* m_name = nullptr;
    QSpinBox* m_partitions = nullptr;
    QSpinBox* m_factor = nullptr;
    QComboBox* m_settingChoice = nullptr;
    QWidget* m_settings = nullptr;
    QLabel* m_answer = nullptr;
    QPushButton* m_create = nullptr;
    std::vector<SettingRow> m_rows;
    QTimer m_pause;      ///< the cluster is asked when the typing pauses
    int m_question = 0;  ///< number of the last question: earlier answers are stale
    bool m_isCreating = false;
};

}  // namespace app
