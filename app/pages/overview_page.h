#pragma once

#include "app/map/map_picture.h"
#include "app/pages/page.h"

class QLabel;
class QPushButton;
class QStackedLayout;

namespace widgets {
class EmptyClusterPanel;
class MapView;
}  // namespace widgets

namespace app {

class FigureStrip;

/// Figures on top, the map below; while the cluster has no topic, what to do first.
class OverviewPage : public Page {
    Q_OBJECT
public:
    explicit OverviewPage(ClusterSession& session, QWidget* parent = nullptr);

    void open(const Place& place) override;
    void refresh() override;
    void select(const Subject& subject) override;
    void retranslate() override;
    void setMoves(bool on) override;

signals:
    /// Of a BrokerSubject or a LinkSubject.
    void menuRequested(const app::Subject& subject, const QPoint& globalPosition);
    void cutRequested(const app::Subject& subject);
    void sampleTextRequested();
    void copied(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showFigures();
    void showFirstSteps();
    void openSubject(const Subject& subject);

    MapGroups m_groups;
    FigureStrip* m_figures;
    widgets::MapView* m_map;
    widgets::EmptyClusterPanel* m_firstSteps;
};

}  // namespace app
