#pragma once

#include <vector>

#include <QLineEdit>

#include "app/navigation/jump_index.h"

class QFrame;
class QListWidget;

namespace app {

/// The field in the middle of the top bar: part of a name finds brokers, topics, partitions, clients and
/// pages; Enter or a click goes there, Escape leaves.
class JumpField : public QLineEdit {
    Q_OBJECT
public:
    explicit JumpField(JumpIndex& index, QWidget* parent = nullptr);
    ~JumpField() override;

    void begin();
    void retranslate();

signals:
    void chosen(const app::JumpTarget& target);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void offer();
    void choose(int row);
    void leave();

    JumpIndex& m_index;
    QListWidget* m_list = nullptr;
    std::vector<JumpTarget> m_targets;
};

}  // namespace app
