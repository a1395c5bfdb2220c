#pragma once

#include <optional>

#include <QWidget>

#include "widgets/quorum/election_layout.h"

namespace widgets {

/// One election as a sequence of requests and answers between voters. As high as its steps need. Up and down
/// go from step to step.
class ElectionView : public QWidget {
    Q_OBJECT
public:
    explicit ElectionView(QWidget* parent = nullptr);

    void show(ElectionPicture picture);
    /// Marks the step that this event was, without emitting; another one marks none.
    void select(std::uint64_t event);
    const ElectionLayout& layoutNow() const { return m_layout; }
    const ElectionPicture& picture() const { return m_picture; }

    using QWidget::show;
    QSize sizeHint() const override { return {880, high()}; }
    QSize minimumSizeHint() const override { return {340, high()}; }

signals:
    void selected(std::uint64_t event);
    /// A key went there: it is to be seen.
    void reached(const QRect& step);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    int high() const;
    void relayout();
    std::optional<std::size_t> selectedStep() const;
    void choose(std::size_t step);

    ElectionPicture m_picture;
    ElectionLayout m_layout;
    std::uint64_t m_selected = 0;
};

}  // namespace widgets
