#pragma once

#include <vector>

#include <QListWidget>

#include "app/inspect/subject.h"
#include "app/navigation/place.h"
#include "app/session/cluster_session.h"

namespace app {

/// The tree on the left: the cluster with its colour, and below it the pages that there are.
class ClusterTree : public QListWidget {
    Q_OBJECT
public:
    explicit ClusterTree(QWidget* parent = nullptr);

    void show(const ClusterSession& session);
    void markPlace(const Place& place);
    void retranslate();
    using QWidget::show;

    QSize sizeHint() const override;

signals:
    void goRequested(const app::Place& place);
    void subjectSelected(const app::Subject& subject);

private:
    enum Row { kHeading, kCluster, kOverview, kBrokers, kTopics, kSegments, kGroups, kQuorum, kRows };
    void onClicked(int row);

    bool m_isMarking = false;
};

}  // namespace app
