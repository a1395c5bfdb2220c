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

/// As many as stand side by side without one being narrower than its texts.
int FigureStrip::cardsARow(bool withNotes) const {
    int widest = 0;
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const Card& card = m_cards[i];
        card.value->ensurePolished();
        card.name->ensurePolished();
        card.note->ensurePolished();
        int line = card.value->fontMetrics().horizontalAdvance(m_shown[i].value);
        if (withNotes && !m_shown[i].note.isEmpty())
            line += kNoteGap + card.note->fontMetrics().horizontalAdvance(m_shown[i].note);
        widest = std::max({widest, line, card.name->fontMetrics().horizontalAdvance(m_shown[i].name)});
    }
    const int wide = widest + kPadding + 10;
    return std::max(1, (width() + kGap) / (wide + kGap));
}

void FigureStrip::arrange() {
    const int count = static_cast<int>(m_shown.size());
    if (count == 0) return;
    bool withNotes = true;
    int perRow = cardsARow(true);
    if (perRow < count && cardsARow(false) >= count) {
        withNotes = false;
        perRow = count;
    }
    const int rows = perRow >= count ? 1 : (count + perRow - 1) / perRow;
    perRow = (count + rows - 1) / rows;
    setFixedHeight(rows * kHeight + (rows - 1) * kGap);
    for (int i = 0; i < count; ++i) {
        const int row = i / perRow;
        const int inRow = std::min(perRow, count - row * perRow);
        const double wide = static_cast<double>(width() - (inRow - 1) * kGap) / inRow;
        const int left = static_cast<int>((i % perRow) * (wide + kGap));
        const Card& card = m_cards[static_cast<std::size_t>(i)];
        card.frame->setGeometry(left, row * (kHeight + kGap), static_cast<int>(wide), kHeight);
        card.note->setVisible(withNotes && !m_shown[static_cast<std::size_t>(i)].note.isEmpty());
    }
}

void FigureStrip::resizeEvent(QResizeEvent*) { arrange(); }

void FigureStrip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) arrange();
}

}  // namespace app
