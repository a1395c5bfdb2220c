#pragma once

#include <vector>

#include <QString>
#include <QWidget>

#include "widgets/segments/look.h"

namespace widgets {

/// The strip of figures on top: a name, a number, and a word behind it.
class FigureRow : public QWidget {
    Q_OBJECT
public:
    struct Figure {
        QString name;
        QString number;
        QString word;
        Hue hue = Hue::kText;
        friend bool operator==(const Figure&, const Figure&) = default;
    };

    explicit FigureRow(QWidget* parent = nullptr);

    void show(std::vector<Figure> figures);

    using QWidget::show;
    QSize sizeHint() const override { return {700, 58}; }
    QSize minimumSizeHint() const override { return {300, 58}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    static void paintFigure(QPainter& painter, const Figure& figure, const QRectF& card, double padding,
                            const QFont& number);

    std::vector<Figure> m_figures;
};

}  // namespace widgets
