#include "widgets/segments/find_step_card.h"

#include <QPainter>

#include "widgets/segments/look.h"

namespace widgets {

namespace {

constexpr int kEasing = 180;  // milliseconds
constexpr int kPadding = 8;

}  // namespace

FindStepCard::FindStepCard(int number, QWidget* parent)
    : QWidget(parent)
    , m_number(number) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_easing.setDuration(kEasing);
    m_easing.setStartValue(0.0);
    m_easing.setEndValue(1.0);
    connect(&m_easing, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        m_share = value.toDouble();
        update();
    });
}

QSize FindStepCard::sizeHint() const { return {150, 72}; }
QSize FindStepCard::minimumSizeHint() const { return {96, 72}; }

void FindStepCard::show(const FindStep& step, bool isReached, bool eases) {
    const bool comesIn = isReached && !m_isReached;
    m_step = step;
    m_isReached = isReached;
    m_share = 1;
    m_easing.stop();
    if (comesIn && eases && isVisible()) {
        m_share = 0;
        m_easing.start();
    }
    const QString chosen = step.before.isEmpty() ? step.chosen : step.before + QChar(u' ') + step.chosen;
    setAccessibleName(QStringLiteral("%1. %2: %3, %4").arg(m_number).arg(step.title, chosen, step.words));
    setToolTip(
        isReached
            ? QStringList{step.passed.join(QChar(u' ')), chosen, step.words}.join(QChar(u'\n')).trimmed()
            : step.words);
    update();
}

void FindStepCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isFailed = m_isReached && m_step.isFailed;
    painter.setPen(isFailed ? look(Hue::kRed) : look(Hue::kLine));
    painter.setBrush(tint(look(Hue::kRaised), 0.7));
    painter.drawRoundedRect(frame, 8, 8);
    const int inner = width() - 2 * kPadding;

    painter.setOpacity(m_isReached ? 1 : 0.45);
    paintMark(painter, {kPadding + 8.0, 18}, m_number, 8);
    painter.setOpacity(1);
    painter.setPen(look(m_isReached ? Hue::kText : Hue::kDimText));
    painter.setFont(interfaceFont(12, QFont::DemiBold));
    const QRect title(kPadding + 21, 8, inner - 21, 20);
    painter.drawText(title, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_step.title, Qt::ElideRight, title.width()));

    if (m_isReached) {
        painter.setOpacity(m_share);
        QFont plain = fixedFont();
        plain.setPixelSize(11);
        QFont strong = plain;
        strong.setWeight(QFont::DemiBold);
        const QFontMetrics metrics(strong);
        const QString lead = m_step.before.isEmpty() ? m_step.passed.join(QChar(u' ')) : m_step.before;
        const int chosen = metrics.horizontalAdvance(m_step.chosen);
        const int room = inner - chosen - metrics.horizontalAdvance(QChar(u' '));
        int x = kPadding;
        painter.setFont(plain);
        painter.setPen(m_step.before.isEmpty() ? look(Hue::kDimText) : look(Hue::kText));
        const QString shown =
            room > 12 ? QFontMetrics(plain).elidedText(lead, Qt::ElideLeft, room) : QString();
        if (!shown.isEmpty()) {
            painter.drawText(QRect(x, 28, room + 4, 20), Qt::AlignVCenter | Qt::AlignLeft, shown);
            x += QFontMetrics(plain).horizontalAdvance(shown) + metrics.horizontalAdvance(QChar(u' '));
        }
        painter.setFont(strong);
        painter.setPen(isFailed ? look(Hue::kRed) : look(Hue::kViolet));
        painter.drawText(QRect(x, 28, width() - kPadding - x, 20), Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(m_step.chosen, Qt::ElideRight, width() - kPadding - x + 1));
    }
    painter.setFont(interfaceFont(11));
    painter.setPen(isFailed ? look(Hue::kRed) : look(Hue::kDimText));
    painter.drawText(QRect(kPadding, 48, inner, 18), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_step.words, Qt::ElideRight, inner));
}

}  // namespace widgets
