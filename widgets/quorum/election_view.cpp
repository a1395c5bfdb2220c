#include "widgets/quorum/election_view.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/palette.h"
#include "widgets/quorum/election_painter.h"
#include "widgets/quorum/quorum_painter.h"
#include "widgets/quorum/quorum_texts.h"

namespace widgets {

constexpr int kEmptyHigh = 60;

ElectionView::ElectionView(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("electionView"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(QuorumTexts::electionName());
    relayout();
}

int ElectionView::high() const {
    return m_picture.steps.empty() ? kEmptyHigh : static_cast<int>(std::ceil(m_layout.height));
}

void ElectionView::show(ElectionPicture picture) {
    if (picture == m_picture) return;
    m_picture = std::move(picture);
    relayout();
    updateGeometry();
}

void ElectionView::relayout() {
    const QFontMetricsF text(quorumTextFont(font()));
    const QFontMetricsF bold(quorumBoldFont(font()));
    m_layout = ElectionLayout::of(
        m_picture, width(),
        {.width = [&text](const QString& words) { return text.horizontalAdvance(words); },
         .boldWidth = [&bold](const QString& words) { return bold.horizontalAdvance(words); }});
    update();
}

std::optional<std::size_t> ElectionView::selectedStep() const {
    const auto found = std::ranges::find(m_picture.steps, m_selected, &ElectionStep::number);
    if (m_selected == 0 || found == m_picture.steps.end()) return std::nullopt;
    return static_cast<std::size_t>(found - m_picture.steps.begin());
}

void ElectionView::select(std::uint64_t event) {
    if (event == m_selected) return;
    m_selected = event;
    update();
}

void ElectionView::choose(std::size_t step) {
    m_selected = m_picture.steps[step].number;
    update();
    emit selected(m_selected);
}

void ElectionView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    // In what scrolls, a widget is transparent and tells nothing of the theme.
    const Palette& palette = Palette::of(*window());
    if (m_picture.steps.empty()) {
        painter.setFont(quorumTextFont(font()));
        painter.setPen(palette.dimText);
        painter.drawText(
            QRectF(ElectionLayout::kMargin, 0, width() - 2 * ElectionLayout::kMargin, kEmptyHigh),
            static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextWordWrap, QuorumTexts::noElection());
        return;
    }
    paintElection(painter, m_picture, m_layout,
                  {.palette = palette, .font = font(), .selected = selectedStep(), .hasFocus = hasFocus()});
}

void ElectionView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    relayout();
}

void ElectionView::mousePressEvent(QMouseEvent* event) {
    if (const auto step = m_layout.stepAt(event->position())) choose(*step);
}

void ElectionView::keyPressEvent(QKeyEvent* event) {
    const bool isDown = event->key() == Qt::Key_Down;
    if ((!isDown && event->key() != Qt::Key_Up) || m_picture.steps.empty())
        return QWidget::keyPressEvent(event);
    const std::size_t last = m_picture.steps.size() - 1;
    const auto now = selectedStep();
    const std::size_t next = !now     ? (isDown ? 0 : last)
                             : isDown ? std::min(*now + 1, last)
                                      : *now - (*now > 0);
    choose(next);
    emit reached(m_layout.steps[next].row.toRect());
}

void ElectionView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) setAccessibleName(QuorumTexts::electionName());
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) relayout();
}

bool ElectionView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto step = m_layout.stepAt(help->pos());
        QToolTip::showText(help->globalPos(), step ? m_picture.steps[*step].sentence : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace widgets
