#pragma once

#include <optional>
#include <vector>

#include <QFrame>
#include <QLabel>
#include <QStyledItemDelegate>
#include <QTableView>

#include "broker/wire/codec.h"
#include "widgets/elided_label.h"

class QHBoxLayout;
class QToolButton;
class QVBoxLayout;

namespace widgets {

/// A flat surface with a hairline border, a title at the left of its head and whatever stands at the right.
class SegmentsCard : public QFrame {
    Q_OBJECT
public:
    explicit SegmentsCard(QWidget* parent = nullptr);

    QLabel* title() const { return m_title; }
    QLabel* note() const { return m_note; }
    QHBoxLayout* head() const { return m_head; }
    QVBoxLayout* body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_title;
    QLabel* m_note;
    QHBoxLayout* m_head;
    QVBoxLayout* m_body;
};

/// Cells of these views: hairlines between rows, a colour chip in front of the text where the model has one,
/// colours from the model's ForegroundRole.
class SegmentsCell : public QStyledItemDelegate {
    Q_OBJECT
public:
    struct Options {
        int chipRole = -1;
        int hoverRole = -1;
        std::vector<int> boldColumns;
        std::vector<int> fixedColumns;
    };
    explicit SegmentsCell(Options options, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Selection, hover and the hairline below.
    static void paintGround(QPainter& painter, const QRect& rect, bool isSelected, bool isHovered,
                            bool isFirst);

private:
    QFont fontOf(const QModelIndex& index) const;

    Options m_options;
};

/// A table as these views use it: whole rows, no grid, quiet headers.
class SegmentsTable : public QTableView {
    Q_OBJECT
public:
    explicit SegmentsTable(QWidget* parent = nullptr);

    /// The row and column that has the rest of the width; the others get what their content needs.
    void setStretched(int column) { m_stretched = column; }
    void setModel(QAbstractItemModel* model) override;
    void fitColumns();

signals:
    void rowActivated(int row);
    void rowChosen(int row);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int m_stretched = 0;
};

/// Names the colours of the codecs that occur.
class CodecLegend : public QWidget {
    Q_OBJECT
public:
    explicit CodecLegend(QWidget* parent = nullptr);

    void show(std::vector<std::optional<broker::wire::Codec>> codecs);

    using QWidget::show;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<std::optional<broker::wire::Codec>> m_codecs;
};

/// One of a row of tabs.
QToolButton* makeTab(QWidget* parent);

/// For buttons, lines and bars within these views, in the theme's colours.
QString segmentsStyle();
/// Applies it, and again when the palette changes; call it from changeEvent too.
void applySegmentsStyle(QWidget& widget);

}  // namespace widgets
