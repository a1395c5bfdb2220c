#pragma once

#include <array>
#include <map>
#include <optional>

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include "app/desktop/language.h"
#include "app/desktop/preferences.h"
#include "app/desktop/system_theme.h"
#include "app/inspect/subject.h"
#include "app/navigation/history.h"
#include "app/navigation/jump_index.h"
#include "app/session/cluster_session.h"
#include "app/window/break_menu.h"

class QDockWidget;
class QStackedWidget;

namespace widgets {
class TimelineView;
}

namespace app {

class Acts;
class ClusterTree;
class InspectorDock;
class JumpField;
class Notice;
class Page;
class PastBar;
class Saver;
class StatusBar;
class TopBar;

/// What the window shares with the rest of the program. All outlive it.
struct Desktop {
    Preferences& preferences;
    Languages& languages;
    SystemTheme& systemTheme;
};

/// Holds the docks, the pages and the actions, and passes on what one of them wants from another. It decides
/// nothing itself: what is possible the session says, how a thing looks the widgets do.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(ClusterSession& session, Desktop desktop, QWidget* parent = nullptr);
    ~MainWindow() override;

    const Place& place() const { return m_history.current(); }
    const Subject& subject() const { return m_subject; }
    void go(const Place& place);
    void select(const Subject& subject);
    void setTheme(ThemeChoice choice);
    void setLanguage(Language language);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildDocks();
    void buildPages();
    void buildActions();
    void buildViewMenu();
    void connectParts();
    void connectOverview();
    void applyTheme();
    void applyMovement();
    void retranslate();

    void arrive();
    std::optional<Subject> newlyNamed() const;
    void lookAt(broker::Timestamp moment);
    void showPastBar();
    void refresh();
    void refreshRead();
    void showEvents();
    void tellTimeline();
    void showBreakMenu();
    void showSubjectMenu(const Subject& subject, const QPoint& at);
    void goBack();
    void goToEvent(std::uint64_t number);
    /// Breaks what is selected with one of the acts on a broker, if a broker is.
    void breakSelected(std::size_t brokerAct);
    void freezeOrThawSelected();
    void cutSelected();
    void healSelected();
    void cut(const Subject& subject);
    void deleteSelected();
    void savePage();
    void tellCopied(const QString& text);
    void resetDocks();
    broker::BrokerId selectedBroker() const;
    static std::string topicOf(const Subject& subject);
    static std::string groupOf(const Subject& subject);

    ClusterSession& m_session;
    Desktop m_desktop;
    History m_history;
    JumpIndex m_jumpIndex;
    Subject m_subject = ClusterSubject{};

    TopBar* m_topBar = nullptr;
    JumpField* m_jump = nullptr;
    PastBar* m_pastBar = nullptr;
    QStackedWidget* m_stack = nullptr;
    std::map<PageId, Page*> m_pages;
    std::array<QDockWidget*, 3> m_docks{};
    ClusterTree* m_tree = nullptr;
    InspectorDock* m_inspector = nullptr;
    widgets::TimelineView* m_timeline = nullptr;
    StatusBar* m_status = nullptr;
    Acts* m_acts = nullptr;
    BreakMenu m_breakMenu;
    Saver* m_saver = nullptr;
    Notice* m_notice = nullptr;
    QByteArray m_firstDocks;
    bool m_isNarrow = false;
    QElapsedTimer m_sinceRead;
    QTimer m_laterRead;
};

}  // namespace app
