#include "widgets/segments/figure_row.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QPainter>

namespace widgets {

namespace {

constexpr double kGap = 8;
constexpr double kWordGap = 6;
constexpr int kSmall = 11;

/// How large the figures are drawn; the narrower, the less air and the smaller the numbers.
struct Measure {
    double padding;
    int number;
};
constexpr Measure kMeasures[] = {{12, 17}, {8, 17}, {8, 15}, {6, 13}, {4, 12}};

QFont numberFont(const Measure& measure) { return interfaceFont(measure.number, QFont::DemiBold); }

double neededBy(const FigureRow::Figure& figure, const Measure& measure) {
    const QFontMetricsF small(interfaceFont(kSmall));
    double line = QFontMetricsF(numberFont(measure)).horizontalAdvance(figure.number);
    if (!figure.word.isEmpty()) line += kWordGap + small.horizontalAdvance(figure.word);
    return std::ceil(std::max(line, small.horizontalAdvance(figure.name))) + 1 + 2 * measure.padding;
}

}  // namespace

FigureRow::FigureRow(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FigureRow::show(std::vector<Figure> figures) {
    if (figures == m_figures) return;
    m_figures = std::move(figures);
    QStringList words;
    for (const Figure& figure : m_figures) {
        words.append(QStringLiteral("%1: %2 %3").arg(figure.name, figure.number, figure.word).trimmed());
    }
    setAccessibleName(words.join(QStringLiteral(", ")));
    setToolTip(words.join(QChar(u'\n')));
    update();
}

void FigureRow::paintEvent(QPaintEvent*) {
    const auto count = static_cast<double>(m_figures.size());
    const double room = this->width() - kGap * (count - 1);
    Measure measure = kMeasures[0];
    std::vector<double> widths;
    double needed = 0;
    for (const Measure& tried : kMeasures) {
        measure = tried;
        widths.clear();
        for (const Figure& figure : m_figures) widths.push_back(neededBy(figure, tried));
        needed = std::accumulate(widths.begin(), widths.end(), 0.0);
        if (needed <= room) break;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // As wide as one another while none needs more than its share.
    const bool isEven = std::ranges::all_of(widths, [&](double width) { return width <= room / count; });
    const double spare = (room - needed) / count;
    double x = 0;
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        const double width = isEven ? room / count : widths[i] + spare;
        paintFigure(painter, m_figures[i], {x, 0, width, static_cast<double>(height())}, measure.padding,
                    numberFont(measure));
        x += width + kGap;
    }
}

void FigureRow::paintFigure(QPainter& painter, const Figure& figure, const QRectF& card, double padding,
                            const QFont& number) {
    painter.setPen(look(Hue::kLine));
    painter.setBrush(look(Hue::kPanel));
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 9, 9);
    const double x = card.x() + padding;
    const double inner = card.width() - 2 * padding + 1;
    const int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine;
    const auto fitted = [&](const QString& text, const QFont& font, double width) {
        return QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
    };
    const QFont small = interfaceFont(kSmall);
    painter.setFont(small);
    painter.setPen(look(Hue::kDimText));
    painter.drawText(QRectF(x, 7, inner, 18), flags, fitted(figure.name, small, inner));
    painter.setFont(number);
    painter.setPen(look(figure.hue));
    const QString shown = fitted(figure.number, number, inner);
    painter.drawText(QRectF(x, 25, inner, 26), flags, shown);
    const double used = QFontMetricsF(number).horizontalAdvance(shown) + kWordGap;
    if (figure.word.isEmpty() || used >= inner) return;
    painter.setFont(small);
    painter.setPen(look(Hue::kDimText));
    painter.drawText(QRectF(x + used, 28, inner - used, 22), flags, fitted(figure.word, small, inner - used));
}

}  // namespace widgets
