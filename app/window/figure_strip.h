#pragma once

#include <vector>

#include <QWidget>

#include "app/inspect/inspection.h"

class QHBoxLayout;
class QLabel;

namespace app {

/// One figure of the strip: "Brokers 2 of 3".
struct Figure {
    QString name;
    QString value;
    QString note{};
    Tone tone = Tone::kPlain;

    friend bool operator==(const Figure&, const Figure&) = default;
};

/// The row of figures on top of a page. Cards are made once per number of figures and filled anew.
class FigureStrip : public QWidget {
    Q_OBJECT
public:
    explicit FigureStrip(QWidget* parent = nullptr);

    void show(const std::vector<Figure>& figures);
    using QWidget::show;

private:
    struct Card {
        QWidget* frame;
        QLabel* name;
        QLabel* value;
        QLabel* note;
    };
    void addCard();

    QHBoxLayout* m_row;
    std::vector<Card> m_cards;
    std::vector<Figure> m_shown;
};

/// Sets a tone and has the style sheet look again.
void setTone(QWidget* widget, Tone tone);

}  // namespace app
