#pragma once

#include <string>

#include <QDialog>

#include "app/session/cluster_session.h"
#include "broker/reading/record.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace app {

/// Makes one record: key, value, headers, and where it goes. It tells, while one types, which partition the
/// key leads to and why, and stays open with the broker's answer, for the next one.
class ProduceDialog : public QDialog {
    Q_OBJECT
public:
    /// Filled from `like`, or empty if it is null. Bytes that are no text stay as they are until they are
    /// edited.
    ProduceDialog(ClusterSession& session, std::string topic, const broker::reading::RecordPointer& like,
                  QWidget* parent = nullptr);

    broker::cluster::ProduceRecord command() const;

private:
    void build();
    void fillFrom(const broker::reading::ReadRecord& record);
    void onEdited();
    void produce();
    void say(const QString& sentence, bool isError);
    /// Where the record will go and by which rule.
    QString destination() const;
    QString headerProblem() const;
    int partitions() const;

    ClusterSession& m_session;
    const std::string m_topic;
    broker::reading::RecordPointer m_like;
    QComboBox* m_partition = nullptr;
    QLineEdit* m_key = nullptr;
    QCheckBox* m_hasKey = nullptr;
    QPlainTextEdit* m_value = nullptr;
    QCheckBox* m_hasValue = nullptr;
    QPlainTextEdit* m_headers = nullptr;
    QLabel* m_destination = nullptr;
    QLabel* m_answer = nullptr;
    QPushButton* m_send = nullptr;
    bool m_keyIsBytes = false;  ///< the field shows bytes that are no text, as hex
    bool m_valueIsBytes = false;
    bool m_isSending = false;
};

/// "name: value" lines as headers; a line without a colon is a header whose value is null.
std::vector<std::pair<std::string, std::optional<broker::Bytes>>> parseHeaders(const QString& text);

}  // namespace app
