#include "app/window/figure_strip.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

namespace app {

constexpr int kHeight = 60;

void setTone(QWidget* widget, Tone tone) {
    static constexpr const char* kNames[] = {"", "dim", "good", "warning", "bad"};
    const QString name = QString::fromLatin1(kNames[static_cast<std::size_t>(tone)]);
    if (widget->property("tone").toString() == name) return;
    widget->setProperty("tone", name);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

FigureStrip::FigureStrip(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this)) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(10);
    setFixedHeight(kHeight);
}

void FigureStrip::addCard() {
    auto* frame = new QFrame;
    frame->setProperty("role", "card");
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(12, 7, 8, 7);
    column->setSpacing(1);
    auto* name = new QLabel;
    name->setProperty("role", "heading");
    auto* line = new QHBoxLayout;
    line->setSpacing(5);
    auto* value = new QLabel;
    value->setProperty("role", "big");
    auto* note = new QLabel;
    note->setProperty("role", "heading");
    line->addWidget(value, 0, Qt::AlignBottom);
    line->addWidget(note, 0, Qt::AlignBottom);
    line->addStretch(1);
    column->addWidget(name);
    column->addLayout(line);
    m_row->addWidget(frame, 1);
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
        card.note->setVisible(!figures[i].note.isEmpty());
    }
}

}  // namespace app
