#pragma once

#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "app/map/map_geometry.h"

namespace app {

/// The map of the cluster: producers, brokers with a cell per replica, consumers, and what flows between
/// them. It shows a picture and says what was clicked. With movement on, a dot runs along a flow whenever its
/// bytes grew: sampled, never made up.
class MapView : public QWidget {
    Q_OBJECT
public:
    explicit MapView(QWidget* parent = nullptr);

    void show(MapPicture picture);
    void select(const Subject& subject);
    void setMoves(bool on);
    using QWidget::show;

    QSize sizeHint() const override { return {800, 560}; }
    QSize minimumSizeHint() const override { return {360, 260}; }

signals:
    void subjectSelected(const app::Subject& subject);
    void subjectOpened(const app::Subject& subject);
    void restartRequested(broker::BrokerId id);
    void menuRequested(broker::BrokerId id, const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Pulse {
        std::size_t flow;
        qint64 start;
    };
    void relayout();
    std::optional<Subject> subjectAt(QPointF point) const;
    void moveSelection(int step);
    void paintFlow(QPainter& painter, std::size_t index) const;
    void paintPulses(QPainter& painter);
    void paintClient(QPainter& painter, const MapPicture::Client& client, const QRectF& rect) const;
    void paintBroker(QPainter& painter, std::size_t index) const;
    void paintGroups(QPainter& painter, std::size_t index) const;
    void paintCell(QPainter& painter, const MapPicture::Cell& cell, const QRectF& rect, const QColor& hue,
                   bool isSelected) const;
    void paintBar(QPainter& painter, const MapPicture::Group& group, const QRectF& rect,
                  const QColor& hue) const;
    void paintLegend(QPainter& painter) const;

    MapPicture m_picture;
    MapGeometry m_geometry;
    Subject m_selected = ClusterSubject{};
    std::optional<Subject> m_hovered;
    std::vector<Pulse> m_pulses;
    QTimer m_motion;
    QElapsedTimer m_clock;
    bool m_moves = true;
};

}  // namespace app
