#pragma once

#include <string>
#include <vector>

#include <QWidget>

#include "app/inspect/subject.h"
#include "app/messages/messages_reader.h"
#include "app/navigation/place.h"
#include "app/window/figure_strip.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace widgets {
class ElidedLabel;
class MessageView;
class SegmentsTable;
}  // namespace widgets

namespace app {

/// The records of a topic: where to begin, which partitions, what to keep, how to write it; the records in a
/// table and the chosen one as a whole; and how much of the topic that was. Reading begins by itself when a
/// topic is opened, with its newest records.
class MessagesView : public QWidget {
    Q_OBJECT
public:
    explicit MessagesView(ClusterSession& session, QWidget* parent = nullptr);

    /// Whose records; another topic's are forgotten.
    void open(const std::string& topic);
    /// The snapshot differs.
    void refresh();
    void retranslate();
    void focusFilter();
    std::vector<Figure> figures() const;

    MessagesReader& reader() { return m_reader; }

signals:
    void figuresChanged();
    void goRequested(const app::Place& place);
    void subjectSelected(const app::Subject& subject);

protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    QWidget* buildBar();
    void connectParts();
    void fillChoices();
    void showStart();
    void readOrStop();
    void begin();
    void showReading();
    void showRecord(int row);
    void produceAgain(bool isEmpty);
    void say(const QString& problem);
    int partitions() const;
    broker::reading::Format format(const QComboBox* box) const;

    ClusterSession& m_session;
    MessagesReader m_reader;
    std::string m_topic;
    QString m_problem;
    bool m_followsEnd = true;

    QComboBox* m_start = nullptr;
    QLineEdit* m_startValue = nullptr;
    QLabel* m_zone = nullptr;
    QLineEdit* m_partitions = nullptr;
    QLineEdit* m_filter = nullptr;
    QComboBox* m_filterPlace = nullptr;
    QComboBox* m_key = nullptr;
    QComboBox* m_value = nullptr;
    QPushButton* m_read = nullptr;
    QPushButton* m_produce = nullptr;
    QLabel* m_keyLabel = nullptr;
    QLabel* m_valueLabel = nullptr;
    QLabel* m_partitionsLabel = nullptr;
    widgets::ElidedLabel* m_status = nullptr;
    QPushButton* m_more = nullptr;
    QSplitter* m_halves = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_words = nullptr;
    widgets::SegmentsTable* m_table = nullptr;
    widgets::MessageView* m_message = nullptr;
};

}  // namespace app
