#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include <QAbstractScrollArea>
#include <QVariantAnimation>

#include "widgets/replicas/partition_picture.h"
#include "widgets/replicas/replicas_layout.h"

namespace widgets {

/// What the view shows: how many replicas each partition has, and the picture of any of them when it is asked
/// for. Only those that are seen are asked for, so thousands of partitions cost no more than ten.
struct ReplicasContents {
    std::vector<int> replicas;  ///< of each partition, in order
    std::function<PartitionPicture(std::size_t)> picture;
    /// The index of a partition, if it is one of them.
    std::function<std::optional<std::size_t>(const broker::TopicPartition&)> indexOf;
    broker::Offset largest{0};  ///< no log ends after it: the width of a column
};

/// A replica, or with kNoBroker the partition itself.
struct ReplicaChoice {
    broker::TopicPartition partition;
    broker::BrokerId broker = broker::kNoBroker;

    friend bool operator==(const ReplicaChoice&, const ReplicaChoice&) = default;
};

/// Partition by partition each replica's log as a bar on one axis of offsets: what is committed and what is
/// not yet, where each log ends, what was cut, and in words how the replica stands and why. Up and down go
/// from replica to replica, Home, End and the page keys further, Left to the partition; Enter opens.
class ReplicasView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit ReplicasView(QWidget* parent = nullptr);

    void show(ReplicasContents contents);
    /// Marks it without emitting; what is not shown is no choice.
    void select(const std::optional<ReplicaChoice>& choice);
    const std::optional<ReplicaChoice>& selection() const { return m_selected; }
    /// Scrolls no further than it must.
    void reveal(const broker::TopicPartition& partition);
    /// Logs grow and shrink smoothly; false: they jump.
    void setMoves(bool on);

    using QWidget::show;
    QSize minimumSizeHint() const override { return {420, 150}; }
    QSize sizeHint() const override { return {880, 560}; }

signals:
    void selected(const widgets::ReplicaChoice& choice);
    /// Enter or a double click on a replica.
    void opened(const widgets::ReplicaChoice& choice);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// A partition that is seen: where its picture comes from and where it goes.
    struct Shown {
        PartitionPicture before;
        PartitionPicture target;
    };
    struct Found {
        std::size_t partition = 0;
        std::optional<std::size_t> row;
    };

    void relayout();
    /// Makes the pictures of what is seen, and forgets those of what is not.
    void fill(bool moves);
    PartitionPicture pictureNow(const Shown& shown) const;
    PartitionLayout layoutOf(const PartitionPicture& picture) const;
    double scrolled() const;
    std::optional<Found> at(const QPoint& point) const;
    std::optional<ReplicaChoice> choiceAt(const QPoint& point) const;
    void choose(const ReplicaChoice& choice);
    void step(int rows);
    void tell();
    QString tipAt(const QPoint& point) const;

    QWidget* m_head;
    ReplicasContents m_contents;
    ReplicaTexts m_texts;
    ReplicaColumns m_columns;
    ReplicaStack m_stack;
    std::map<std::size_t, Shown> m_shown;
    std::optional<ReplicaChoice> m_selected;
    bool m_moves = true;
    QVariantAnimation m_motion;
};

}  // namespace widgets
