#include "widgets/segments/figure_row.h"

#include <QPainter>

namespace widgets {

namespace {

constexpr double kGap = 8;
constexpr double kPadding = 12;

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
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto count = static_cast<double>(m_figures.size());
    const double width = (this->width() - kGap * (count - 1)) / count;
    double x = 0;
    for (const Figure& figure : m_figures) {
        painter.setPen(look(Hue::kLine));
        painter.setBrush(look(Hue::kPanel));
        painter.drawRoundedRect(QRectF(x + 0.5, 0.5, width - 1, height() - 1), 9, 9);
        const double inner = width - 2 * kPadding;
        painter.setFont(interfaceFont(11));
        painter.setPen(look(Hue::kDimText));
        painter.drawText(
            QRectF(x + kPadding, 7, inner, 18), Qt::AlignVCenter | Qt::AlignLeft,
            painter.fontMetrics().elidedText(figure.name, Qt::ElideRight, static_cast<int>(inner)));
        painter.setFont(interfaceFont(17, QFont::DemiBold));
        painter.setPen(look(figure.hue));
        const QString number =
            painter.fontMetrics().elidedText(figure.number, Qt::ElideRight, static_cast<int>(inner));
        painter.drawText(QRectF(x + kPadding, 25, inner + 2, 26), Qt::AlignVCenter | Qt::AlignLeft, number);
        const double used = painter.fontMetrics().horizontalAdvance(number) + 6.0;
        painter.setFont(interfaceFont(11));
        painter.setPen(look(Hue::kDimText));
        if (inner - used > 16) {
            painter.drawText(QRectF(x + kPadding + used, 28, inner - used, 22),
                             Qt::AlignVCenter | Qt::AlignLeft,
                             painter.fontMetrics().elidedText(figure.word, Qt::ElideRight,
                                                              static_cast<int>(inner - used)));
        }
        x += width + kGap;
    }
}

}  // namespace widgets
