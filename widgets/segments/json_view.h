#pragma once

#include <optional>
#include <vector>

#include <QAbstractScrollArea>

#include "widgets/segments/json_outline.h"

namespace widgets {

/// JSON in pretty lines that fold: a click, or left and right on the current line. Paints only what is
/// visible.
class JsonView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit JsonView(QWidget* parent = nullptr);

    void show(JsonOutline outline);
    void clear();
    const std::vector<JsonOutline::Line>& lines() const { return m_lines; }
    void setFolded(std::size_t node, bool on);

    using QAbstractScrollArea::show;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void updateScroll();
    std::optional<std::size_t> lineAt(QPoint point) const;
    void paintLine(QPainter& painter, const JsonOutline::Line& line, int x, int baseline);

    std::optional<JsonOutline> m_outline;
    std::vector<bool> m_folded;
    std::vector<JsonOutline::Line> m_lines;
    std::size_t m_current = 0;
};

}  // namespace widgets
