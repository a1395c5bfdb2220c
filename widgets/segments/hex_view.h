#pragma once

#include <optional>

#include <QAbstractScrollArea>

#include "widgets/segments/hex_layout.h"

namespace widgets {

/// Bytes with their fields outlined by colour, positions at the left, text at the right where there is room.
/// Paints only what is visible. Long fields are folded until they are clicked. Left and right go from field
/// to field, Enter folds, Ctrl+C copies the selected field as hex.
class HexView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit HexView(QWidget* parent = nullptr);

    void show(FieldedBytes bytes);
    /// Mark without emitting.
    void setHovered(std::optional<std::size_t> field);
    void setSelected(std::optional<std::size_t> field);
    std::optional<std::size_t> hovered() const { return m_hovered; }
    std::optional<std::size_t> selected() const { return m_selected; }
    const HexLayout& layoutNow() const { return m_layout; }
    void setFolded(std::size_t field, bool on);
    /// What stands there instead of bytes when there are none.
    void setEmptyWords(const QString& words);

    using QAbstractScrollArea::show;
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

signals:
    void fieldHovered(std::optional<std::size_t> field);
    void fieldSelected(std::size_t field);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void relayout();
    void updateScroll();
    int digitWidth() const;
    int bytesLeft() const;  ///< x of a row's first byte
    int textLeft() const;   ///< x of the text column; -1: no room
    QRectF cellRect(std::size_t row, std::size_t column) const;
    std::optional<std::size_t> byteAt(QPoint point) const;
    void paintRow(QPainter& painter, std::size_t row);
    void paintFields(QPainter& painter, const HexLayout::Row& row, std::size_t rowNumber);
    void paintFold(QPainter& painter, const HexLayout::Row& row, std::size_t rowNumber);
    void select(std::size_t field);
    void copySelected() const;

    FieldedBytes m_bytes;
    HexLayout m_layout;
    std::optional<std::size_t> m_hovered;
    std::optional<std::size_t> m_selected;
    QString m_emptyWords;
};

}  // namespace widgets
