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
/// painted once and kept, so that dots cost a few small rectangles each frame. Arrows go from card to card,
/// from cell to cell and to the links, Enter opens, the menu key asks for the menu of what is selected. A cut
/// is dragged from its corner onto a line, or onto a broker.
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
    void thawRequested(broker::BrokerId id);
    /// A right click on a broker or a line, or the menu key: a MapBroker or a MapLink.
    void menuRequested(const widgets::MapSelection& what, const QPoint& globalPosition);
    /// A cut was dropped on it: a MapBroker or a MapLink.
    void cutRequested(const widgets::MapSelection& what);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    static constexpr qint64 kPulseMillis = 650;
    static constexpr qint64 kFadeMillis = 180;
    static constexpr double kDot = 3.2;
    static constexpr std::size_t kMaxPulses = 80;

    enum class Line : std::uint8_t { kFlow, kLinkForward, kLinkBackward };
    struct Pulse {
        Line kind;
        std::size_t index;  ///< into the picture's flows or links
        QPainterPath path;
        qint64 start;  ///< of m_clock, milliseconds; in the future for the second of two
    };
    void relayout(bool fades);
    void forgetStill();
    void paintStill(QPainter& painter);
    void startPulses(const MapPicture& before);
    void startFlowPulses(const MapPicture& before);
    void startLinkPulses(const MapPicture& before);
    void startPulse(Line kind, std::size_t index, const QPainterPath& path);
    void onFrame();
    QRect pulseRect(const Pulse& pulse) const;
    MapSelection selectionAt(const MapGeometry::Hit& hit) const;
    /// What a right click or a cut there is meant for: a broker, a link, or nothing.
    MapSelection targetAt(const MapGeometry::Hit& hit) const;
    QPointF placeOf(const MapSelection& target) const;
    void hover(const MapGeometry::Hit& hit);
    void setCutting(bool on);
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
    bool m_isCutting = false;  ///< a cut is being dragged
};

}  // namespace widgets
