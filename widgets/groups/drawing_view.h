#pragma once

#include <optional>
#include <utility>

#include <QWidget>

#include "widgets/groups/drawing.h"

namespace widgets {

/// Shows a drawing as wide as it is given room and as high as that needs. Its spots are reached by pointing,
/// and with the arrow keys and Enter.
class DrawingView : public QWidget {
    Q_OBJECT
public:
    explicit DrawingView(QWidget* parent = nullptr);

    /// Marks the spot of an item without telling; none: none.
    void select(std::optional<std::size_t> item);
    const Drawing& drawing() const { return m_drawing; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void heightChanged();
    /// By a click, or by a key.
    void chosen(std::size_t item);
    /// A key went there: it is to be seen.
    void reached(const QRect& spot);

protected:
    virtual Drawing draw(double width, const DrawingFonts& fonts) const = 0;
    /// What is drawn differs.
    void redraw();

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    std::optional<std::size_t> selectedSpot() const;
    void choose(std::size_t spot);

    Drawing m_drawing;
    std::optional<std::size_t> m_selected;
    mutable std::pair<int, int> m_known{-1, 0};  ///< a width, and the height that it needs
};

/// A view of pictures of one kind.
template <class Picture, Drawing (*drawPicture)(const Picture&, double, const DrawingFonts&)>
class PictureView final : public DrawingView {
public:
    using DrawingView::DrawingView;

    void show(Picture picture) {
        if (picture == m_picture) return;
        m_picture = std::move(picture);
        redraw();
    }
    const Picture& picture() const { return m_picture; }
    using QWidget::show;

protected:
    Drawing draw(double width, const DrawingFonts& fonts) const override {
        return drawPicture(m_picture, width, fonts);
    }

private:
    Picture m_picture;
};

}  // namespace widgets
