#pragma once

#include <vector>

#include <QWidget>

#include "app/navigation/crumbs.h"

class QHBoxLayout;
class QMenu;
class QPushButton;
class QToolButton;

namespace app {

/// Above everything: back, forward, where one is, the jump box in the middle of the window, and what can be
/// made and broken here. It only says what was asked for.
class TopBar : public QWidget {
    Q_OBJECT
public:
    /// `jump` becomes a child.
    explicit TopBar(QWidget* jump, QWidget* parent = nullptr);

    void showHistory(bool canGoBack, bool canGoForward);
    void showCrumbs(const std::vector<Crumb>& crumbs);
    /// `whyNot` empty: possible.
    void showNewTopic(const QString& whyNot);
    /// Theme, language and docks; stays the caller's.
    void setViewMenu(QMenu* menu);
    QMenu* breakMenu() const { return m_breakMenu; }
    void retranslate();

signals:
    void backClicked();
    void forwardClicked();
    void crumbClicked(const Place& place);
    void newTopicClicked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeJump();

    QWidget* m_jump;
    QToolButton* m_back;
    QToolButton* m_forward;
    QWidget* m_crumbs;
    QHBoxLayout* m_crumbRow;
    std::vector<Crumb> m_shown;
    QWidget* m_acts;
    QPushButton* m_view;
    QPushButton* m_newTopic;
    QPushButton* m_break;
    QMenu* m_breakMenu;
};

}  // namespace app
