#pragma once

#include <vector>

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace widgets {

/// What to do with a cluster that holds nothing yet: commands to copy into a terminal, and two buttons. It
/// stands over the map until there is a topic.
class EmptyClusterPanel : public QFrame {
    Q_OBJECT
public:
    struct Command {
        QString caption;  ///< "Send lines to a topic"
        QString command;  ///< "kcat -b 127.0.0.1:9092 -t hello -P"

        friend bool operator==(const Command&, const Command&) = default;
    };

    explicit EmptyClusterPanel(QWidget* parent = nullptr);

    void setCommands(const std::vector<Command>& commands);
    /// Empty: possible. Otherwise the button is greyed and its tip says why.
    void setWhyNoTopic(const QString& why);
    void setWhyNoSample(const QString& why);

signals:
    void createTopicRequested();
    void sendSampleRequested();
    /// A command was copied.
    void copied(const QString& command);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    std::vector<Command> m_commands;
    QLabel* m_title;
    QLabel* m_words;
    QLabel* m_orWords;
    QVBoxLayout* m_rows;
    QPushButton* m_createTopic;
    QPushButton* m_sendSample;
};

}  // namespace widgets
