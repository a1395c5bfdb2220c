#include "app/window/figure_strip.h"

#include <algorithm>

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

namespace app {

constexpr int kHeight = 60;
constexpr int kGap = 10;
constexpr int kPadding = 12;
constexpr int kNoteGap = 5;
constexpr int kRightPadding = 9;
constexpr int kLeastWidth = 240;

void setTone(QWidget* widget, Tone tone) {
    static constexpr const char* kNames[] = {"", "dim", "good", "warning", "bad"};
    const QString name = QString::fromLatin1(kNames[static_cast<std::size_t>(tone)]);
    if (widget->property("tone").toString() == name) return;
    widget->setProperty("tone", name);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

FigureStrip::FigureStrip(QWidget* parent)
    : QWidget(parent) {
    setFixedHeight(kHeight);
}

QSize FigureStrip::minimumSizeHint() const { return {kLeastWidth, height()}; }

void FigureStrip::addCard() {
    auto* frame = new QFrame(this);
    frame->setProperty("role", "card");
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(kPadding, 7, 6, 7);
    column->setSpacing(1);
    auto* name = new QLabel;
    name->setProperty("role", "heading");
    auto* line = new QHBoxLayout;
    line->setSpacing(kNoteGap);
    auto* value = new QLabel;
    value->setProperty("role", "big");
    auto* note = new QLabel;
    note->setProperty("role", "heading");
    line->addWidget(value, 0, Qt::AlignBottom);
    line->addWidget(note, 0, Qt::AlignBottom);
    line->addStretch(1);
    column->addWidget(name);
    column->addLayout(line);
    frame->show();
    m_cards.push_back({frame, name, value, note});
}

void FigureStrip::show(const std::vector<Figure>& figures) {
    if (figures == m_shown) return;
    m_shown = figures;
    while (m_cards.size() < figures.size()) addCard();
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        const Card& card = m_cards[i];
        card.frame->setVisible(i < figures.size());
        if (i >= figures.size()) continue;
        card.name->setText(figures[i].name);
        card.value->setText(figures[i].value);
        setTone(card.value, figures[i].tone);
        card.note->setText(figures[i].note);
    }
    arrange();
}

int FigureStrip::neededWidth(std::size_t index, bool withNote) const {
    const Card& card = m_cards[index];
    const Figure& figure = m_shown[index];
    for (QLabel* label : {card.name, card.value, card.note}) label->ensurePolished();
    int line = card.value->fontMetrics().horizontalAdvance(figure.value);
    if (withNote && !figure.note.isEmpty())
        line += kNoteGap + card.note->fontMetrics().horizontalAdvance(figure.note);
    return std::max(line, card.name->fontMetrics().horizontalAdvance(figure.name)) + kPadding + kRightPadding;
}

/// Cards [first, last) side by side.
bool FigureStrip::fits(std::size_t first, std::size_t last, bool withNotes) const {
    int wide = -kGap;
    for (std::size_t i = first; i < last; ++i) wide += neededWidth(i, withNotes) + kGap;
    return wide <= width();
}

void FigureStrip::arrange() {
    const std::size_t count = m_shown.size();
    if (count == 0) return;
    const std::size_t half = (count + 1) / 2;
    const bool isOneRow = fits(0, count, true);
    setFixedHeight(isOneRow ? kHeight : 2 * kHeight + kGap);
    if (isOneRow) {
        placeRow(0, count, 0, true);
        return;
    }
    placeRow(0, half, 0, fits(0, half, true));
    placeRow(half, count, kHeight + kGap, fits(half, count, true));
}

/// All as wide as one another as long as none needs more; what one needs more the others give.
void FigureStrip::placeRow(std::size_t first, std::size_t last, int y, bool withNotes) {
    const int cards = static_cast<int>(last - first);
    if (cards == 0) return;
    int needed = 0;
    for (std::size_t i = first; i < last; ++i) needed += neededWidth(i, withNotes);
    const int room = width() - (cards - 1) * kGap;
    const int even = room / cards;
    bool isEven = true;
    for (std::size_t i = first; i < last; ++i) isEven = isEven && neededWidth(i, withNotes) <= even;
    const int spare = std::max(0, room - needed) / cards;
    int x = 0;
    for (std::size_t i = first; i < last; ++i) {
        const int wide = isEven ? even : neededWidth(i, withNotes) + spare;
        m_cards[i].frame->setGeometry(x, y, i + 1 == last ? width() - x : wide, kHeight);
        m_cards[i].note->setVisible(withNotes && !m_shown[i].note.isEmpty());
        x += wide + kGap;
    }
}

void FigureStrip::resizeEvent(QResizeEvent*) { arrange(); }

void FigureStrip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) arrange();
}

}  // namespace app
