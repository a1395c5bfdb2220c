#include "widgets/quorum/quorum_view.h"

#include <algorithm>

#include <QEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/palette.h"
#include "widgets/quorum/quorum_painter.h"
#include "widgets/quorum/quorum_texts.h"

namespace widgets {

constexpr int kMotion = 160;  ///< ms
constexpr int kFirstWidth = 880;

QuorumView::QuorumView(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("quorumView"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(QuorumTexts::name());
    m_motion.setDuration(kMotion);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this] { relayout(); });
    relayout();
}

QSize QuorumView::sizeHint() const { return {kFirstWidth, static_cast<int>(m_layout.height)}; }

QuorumPicture QuorumView::pictureNow() const {
    if (m_motion.state() != QAbstractAnimation::Running) return m_picture;
    return between(m_before, m_picture, m_motion.currentValue().toDouble());
}

void QuorumView::show(QuorumPicture picture) {
    if (picture == m_picture) return;
    m_before = pictureNow();
    m_picture = std::move(picture);
    m_motion.stop();
    if (m_moves && isVisible() && !m_before.rows.empty()) m_motion.start();
    relayout();
}

void QuorumView::relayout() {
    const QFontMetricsF text(quorumTextFont(font()));
    const QFontMetricsF bold(quorumBoldFont(font()));
    const double before = m_layout.height;
    m_layout = QuorumLayout::of(
        pictureNow(), width(),
        {.width = [&text](const QString& words) { return text.horizontalAdvance(words); },
         .boldWidth = [&bold](const QString& words) { return bold.horizontalAdvance(words); },
         .number = [](broker::Offset offset) { return QuorumTexts::number(offset); }});
    update();
    if (m_layout.height == before) return;
    updateGeometry();
    emit heightChanged();
}

std::optional<std::size_t> QuorumView::selectedRow() const {
    const auto found = std::ranges::find(m_picture.rows, m_selected, &QuorumRow::broker);
    if (found == m_picture.rows.end()) return std::nullopt;
    return static_cast<std::size_t>(found - m_picture.rows.begin());
}

void QuorumView::select(broker::BrokerId broker) {
    if (broker == m_selected) return;
    m_selected = broker;
    update();
}

void QuorumView::choose(std::size_t row) {
    m_selected = m_picture.rows[row].broker;
    update();
    emit selected(m_selected);
}

void QuorumView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintQuorum(painter, pictureNow(), m_layout,
                {.palette = Palette::of(*window()),
                 .font = font(),
                 .selected = selectedRow(),
                 .hasFocus = hasFocus()});
}

void QuorumView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    relayout();
}

void QuorumView::mousePressEvent(QMouseEvent* event) {
    if (const auto row = m_layout.rowAt(event->position())) choose(*row);
}

void QuorumView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto row = m_layout.rowAt(event->position())) emit opened(m_picture.rows[*row].broker);
}

void QuorumView::keyPressEvent(QKeyEvent* event) {
    const bool isDown = event->key() == Qt::Key_Down;
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && selectedRow()) {
        emit opened(m_selected);
    } else if ((isDown || event->key() == Qt::Key_Up) && !m_picture.rows.empty()) {
        const std::size_t last = m_picture.rows.size() - 1;
        const std::size_t now = selectedRow().value_or(isDown ? last : 0);
        choose(isDown ? std::min(selectedRow() ? now + 1 : 0, last) : (now > 0 ? now - 1 : 0));
    } else {
        QWidget::keyPressEvent(event);
    }
}

void QuorumView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) setAccessibleName(QuorumTexts::name());
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) relayout();
}

QString QuorumView::tipAt(QPointF point) const {
    const bool isAtMark = m_layout.watermark >= 0 && std::abs(point.x() - m_layout.watermark) < 4;
    if (m_layout.watermarkLabel.contains(point) ||
        (isAtMark && point.y() > m_layout.markTop && point.y() < m_layout.markBottom))
        return QuorumTexts::watermarkTip();
    if (m_layout.subtitle.contains(point)) return m_picture.subtitle;
    if (const auto row = m_layout.rowAt(point)) return m_picture.rows[*row].why;
    return {};
}

bool QuorumView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace widgets
