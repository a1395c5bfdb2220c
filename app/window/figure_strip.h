#pragma once

#include <vector>

#include <QWidget>

#include "app/inspect/inspection.h"

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

/// The figures on top of a page, in one row, or in two where there is no room. Cards are made once and filled
/// anew.
class FigureStrip : public QWidget {
    Q_OBJECT
public:
    explicit FigureStrip(QWidget* parent = nullptr);

    void show(const std::vector<Figure>& figures);
    using QWidget::show;

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override { return minimumSizeHint(); }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Card {
        QWidget* frame;
        QLabel* name;
        QLabel* value;
        QLabel* note;
    };
    void addCard();
    void arrange();
    /// Of the card with this number, without one of its texts being cut.
    int neededWidth(std::size_t index, bool withNote) const;
    bool fits(std::size_t first, std::size_t last, bool withNotes) const;
    void placeRow(std::size_t first, std::size_t last, int y, bool withNotes);

    std::vector<Card> m_cards;
    std::vector<Figure> m_shown;
};

/// Sets a tone and has the style sheet look again.
void setTone(QWidget* widget, Tone tone);

}  // namespace app
