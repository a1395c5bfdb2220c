#pragma once

#include <vector>

#include <QElapsedTimer>
#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include "widgets/map/map_geometry.h"

namespace widgets {

/// The map of the cluster. It shows a picture and says what was clicked. With movement on, a dot runs along a
/// flow whenever its bytes grew: sampled, never made up; and another arrangement fades in. The still part is
/// painted once and kept, so that dots cost a few small rectangles each frame. Arrows go from card to card
/// and from cell to cell, Enter opens, the menu key asks for the broker's menu.
class MapView : public QWidget {
    Q_OBJECT
public:
    explicit MapView(QWidget* parent = nullptr);

    void show(MapPicture picture);
    /// Marks without emitting.
    void select(const MapSelection& selection);
    const MapSelection& selection() const { return m_selected; }
    void setMoves(bool on);
    using QWidget::show;

    const MapGeometry& geometryNow() const { return m_geometry; }
    /// Dots that are on their way.
    std::size_t pulses() const { return m_pulses.size(); }

    QSize sizeHint() const override { return {900, 580}; }
    QSize minimumSizeHint() const override { return {360, 260}; }

signals:
    void selected(const widgets::MapSelection& selection);
    /// Double click or Enter.
    void opened(const widgets::MapSelection& selection);
    void restartRequested(broker::BrokerId id);
    /// A right click on a broker, or the menu key.
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
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Pulse {
        std::size_t flow;
        QPainterPath path;
        qint64 start;  ///< of m_clock, milliseconds; in the future for the second of two
    };
    void relayout(bool fades);
    void forgetStill();
    void paintStill(QPainter& painter);
    void startPulses(const MapPicture& before);
    void onFrame();
    QRect pulseRect(const Pulse& pulse) const;
    MapSelection selectionAt(const MapGeometry::Hit& hit) const;
    void choose(const MapSelection& selection);
    void step(int key);
    QString tipAt(const MapGeometry::Hit& hit) const;

    MapPicture m_picture;
    MapGeometry m_geometry;
    MapSelection m_selected;
    MapGeometry::Hit m_hovered;
    std::vector<Pulse> m_pulses;
    QPixmap m_still;   ///< null: to be painted
    QPixmap m_before;  ///< what fades out
    qint64 m_fadeStart = 0;
    QTimer m_frames;
    QElapsedTimer m_clock;
    bool m_moves = true;
};

}  // namespace widgets
