#pragma once

#include <memory>
#include <optional>

#include <QVariantAnimation>
#include <QWidget>

#include "widgets/segments/batch_strip_geometry.h"
#include "widgets/segments/segment_map.h"

namespace widgets {

/// A segment as a bar coloured by codec, a window of it as batches, and the sparse index pointing into them.
/// The wheel zooms, dragging pans (on the bar it moves the window), left and right go from batch to batch,
/// Ctrl with them, + and - pan and zoom. Marks of a walk to an offset are drawn as far as it was shown.
class BatchStripView : public QWidget {
    Q_OBJECT
public:
    explicit BatchStripView(QWidget* parent = nullptr);

    /// Another segment begins with a window of its own; more of the same one keeps the window.
    void show(const SegmentMap& map);
    /// Marks without emitting, and brings it into the window.
    void selectRow(std::optional<std::size_t> row);
    std::optional<std::size_t> selectedRow() const;
    /// The marks 1 to `steps` of the way; null takes them away.
    void showWalk(std::shared_ptr<const broker::log::OffsetSearch> walk, int steps);
    /// Batches from there on are shown as not committed yet; nothing: nobody knows.
    void setHighWatermark(std::optional<broker::Offset> offset);
    /// Movement eases; false: jumps.
    void setAnimated(bool on) { m_isAnimated = on; }

    SegmentMap::Part window() const { return m_window; }
    void setWindow(SegmentMap::Part window);
    const BatchStripGeometry& geometryNow() const { return m_geometry; }

    using QWidget::show;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void batchSelected(std::uint64_t position);
    /// The batch was asked to be opened: Enter or a double click.
    void batchOpened(std::uint64_t position);
    /// The window reaches what was not read yet; a batch begins there.
    void batchesNeeded(std::uint64_t position);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Drag { kNone, kPan, kBar };

    void relayout();
    void moveWindowTo(SegmentMap::Part window);
    void askForUnread();
    void choose(std::size_t row);
    void mark(std::size_t row, Showing how);
    QString tipAt(QPointF point) const;

    SegmentMap m_map;
    SegmentMap::Part m_window;
    BatchStripGeometry m_geometry;
    std::optional<std::uint64_t> m_selected;  ///< position: rows move when earlier pages come in
    std::optional<std::uint64_t> m_asked;
    std::shared_ptr<const broker::log::OffsetSearch> m_walk;
    int m_walkSteps = 0;
    std::optional<broker::Offset> m_highWatermark;
    double m_lastMark = 1;  ///< how far the last mark has come in, 0 to 1
    bool m_isAnimated = true;
    QVariantAnimation m_motion;
    QVariantAnimation m_marking;
    Drag m_drag = Drag::kNone;
    QPointF m_pressedAt;
    SegmentMap::Part m_windowAtPress;
    bool m_hasDragged = false;
};

}  // namespace widgets
