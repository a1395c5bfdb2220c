#pragma once

#include <QFrame>

class QLabel;

namespace widgets {
class CopyField;
}

namespace app {

/// How a newcomer starts a consumer group: what one is, and lines to paste into a terminal.
class FirstGroupPanel : public QFrame {
    Q_OBJECT
public:
    explicit FirstGroupPanel(QWidget* parent = nullptr);

    /// A broker's address, and a topic that there is; empty: none yet.
    void show(const QString& address, const QString& topic);
    void retranslate();
    using QWidget::show;

signals:
    void copied(const QString& text);

private:
    void fill();

    QString m_address;
    QString m_topic;
    QLabel* m_title;
    QLabel* m_words;
    QLabel* m_first;
    QLabel* m_second;
    widgets::CopyField* m_start;
    widgets::CopyField* m_again;
};

}  // namespace app
