#pragma once

#include <optional>

#include <QVariantAnimation>
#include <QWidget>

#include "widgets/quorum/quorum_layout.h"

namespace widgets {

/// The copies of the metadata log as bars on one axis of offsets. As high as its rows need. Up and down go
/// from row to row, Enter opens.
class QuorumView : public QWidget {
    Q_OBJECT
public:
    explicit QuorumView(QWidget* parent = nullptr);

    void show(QuorumPicture picture);
    /// Marks without emitting; a broker without a copy is no choice.
    void select(broker::BrokerId broker);
    broker::BrokerId selection() const { return m_selected; }
    /// Logs grow smoothly; false: they jump.
    void setMoves(bool on) { m_moves = on; }
    const QuorumLayout& layoutNow() const { return m_layout; }

    using QWidget::show;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {380, static_cast<int>(m_layout.height)}; }

signals:
    /// It needs another height for its rows.
    void heightChanged();
    void selected(broker::BrokerId broker);
    /// Enter or a double click.
    void opened(broker::BrokerId broker);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void relayout();
    QuorumPicture pictureNow() const;
    std::optional<std::size_t> selectedRow() const;
    void choose(std::size_t row);
    QString tipAt(QPointF point) const;

    QuorumPicture m_before;
    QuorumPicture m_picture;
    QuorumLayout m_layout;
    broker::BrokerId m_selected = broker::kNoBroker;
    bool m_moves = true;
    QVariantAnimation m_motion;
};

}  // namespace widgets
