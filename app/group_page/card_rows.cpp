#include "app/group_page/card_rows.h"

#include <algorithm>

#include <QEvent>

namespace app {

constexpr int kGap = 12;
constexpr int kLeast = 300;

CardRows::CardRows(QWidget* parent)
    : QWidget(parent) {}

void CardRows::addRow(std::vector<Card> cards) {
    for (const Card& card : cards) card.widget->setParent(this);
    m_rows.push_back(std::move(cards));
}

std::vector<CardRows::Row> CardRows::rowsAt(int width) const {
    std::vector<Row> rows;
    for (const Row& row : m_rows) {
        Row line;
        int used = 0;
        for (const Card& card : row) {
            if (!card.widget->isVisibleTo(this)) continue;
            if (!line.empty() && used + kGap + card.leastWidth > width) {
                rows.push_back(std::move(line));
                line.clear();
                used = 0;
            }
            used += (line.empty() ? 0 : kGap) + card.leastWidth;
            line.push_back(card);
        }
        if (!line.empty()) rows.push_back(std::move(line));
    }
    return rows;
}

std::vector<int> CardRows::widths(const Row& row, int width) {
    const int room = width - kGap * (static_cast<int>(row.size()) - 1);
    int shares = 0;
    int least = 0;
    for (const Card& card : row) {
        shares += card.share;
        least += card.leastWidth;
    }
    const int spare = std::max(0, room - least);
    std::vector<int> made;
    int used = 0;
    for (const Card& card : row) {
        made.push_back(card.leastWidth + spare * card.share / shares);
        used += made.back();
    }
    made.back() += room - used;
    return made;
}

int CardRows::heightOf(const Row& row, int width) {
    const std::vector<int> wide = widths(row, width);
    int high = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const QWidget* card = row[i].widget;
        high =
            std::max({high, card->minimumSizeHint().height(),
                      card->hasHeightForWidth() ? card->heightForWidth(wide[i]) : card->sizeHint().height()});
    }
    return high;
}

int CardRows::heightForWidth(int width) const {
    int high = -kGap;
    for (const Row& row : rowsAt(width)) high += heightOf(row, width) + kGap;
    return std::max(0, high);
}

QSize CardRows::minimumSizeHint() const { return {kLeast, heightForWidth(std::max(kLeast, width()))}; }

void CardRows::arrange() {
    const std::vector<Row> rows = rowsAt(width());
    int y = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const std::vector<int> wide = widths(rows[r], width());
        int high = heightOf(rows[r], width());
        if (r + 1 == rows.size()) high = std::max(high, height() - y);
        int x = 0;
        for (std::size_t i = 0; i < rows[r].size(); ++i) {
            rows[r][i].widget->setGeometry(x, y, wide[i], high);
            x += wide[i] + kGap;
        }
        y += high + kGap;
    }
    const int needed = std::max(0, heightForWidth(width()));
    if (minimumHeight() != needed) setMinimumHeight(needed);
}

void CardRows::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

bool CardRows::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest) arrange();
    return QWidget::event(event);
}

}  // namespace app
