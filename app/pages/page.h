#pragma once

#include <QWidget>

#include "app/inspect/subject.h"
#include "app/navigation/place.h"
#include "app/session/cluster_session.h"

namespace app {

/// One page of the window's middle. It shows the session's snapshot and says what was asked for; the window
/// goes, selects and carries out. A hidden page shows nothing anew until it is opened.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(ClusterSession& session, QWidget* parent = nullptr)
        : QWidget(parent)
        , m_session(session) {}

    ~Page() override;

    /// What to show of it, after navigation.
    virtual void open(const Place& place) = 0;
    /// The session's snapshot or rates differ.
    virtual void refresh() = 0;
    /// Marks what is selected in the window, if it is on this page.
    virtual void select(const Subject&) {}
    virtual void retranslate() = 0;
    /// `/`: puts the cursor into the page's filter, if it has one.
    virtual void focusFilter() {}
    /// Whether pictures move.
    virtual void setMoves(bool) {}

signals:
    void goRequested(const app::Place& place);
    void subjectSelected(const app::Subject& subject);
    void commandRequested(const broker::cluster::Command& command);
    void newTopicRequested();

protected:
    ClusterSession& session() const { return m_session; }

private:
    ClusterSession& m_session;
};

}  // namespace app
