#include "widgets/copy_field.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QToolTip>

#include "widgets/fonts.h"
#include "widgets/palette.h"

namespace widgets {
namespace {

constexpr int kHeight = 28;
constexpr int kSide = 10;
constexpr int kButtonSide = 7;
constexpr int kSaidMillis = 1200;

}  // namespace

CopyField::CopyField(const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_text(text) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(text);
    setAttribute(Qt::WA_Hover);
}

void CopyField::setText(const QString& text) {
    if (text == m_text) return;
    m_text = text;
    m_isCopied = false;
    setAccessibleName(text);
    setToolTip(width() < sizeHint().width() ? m_text : QString());
    updateGeometry();
    update();
}

void CopyField::copy() {
    QApplication::clipboard()->setText(m_text);
    m_isCopied = true;
    update();
    QTimer::singleShot(kSaidMillis, this, [this] {
        m_isCopied = false;
        update();
    });
    emit copied(m_text);
}

QString CopyField::buttonText() const { return m_isCopied ? tr("copied") : tr("copy"); }

QRect CopyField::buttonRect() const {
    const QFontMetrics metrics(codeFont(11));
    const int width =
        std::max(metrics.horizontalAdvance(tr("copied")), metrics.horizontalAdvance(tr("copy"))) +
        2 * kButtonSide;
    return {this->width() - width - 5, (height() - 18) / 2, width, 18};
}

QSize CopyField::sizeHint() const {
    const int width = QFontMetrics(codeFont()).horizontalAdvance(m_text);
    return {width + 3 * kSide + buttonRect().width() + 5, kHeight};
}

QSize CopyField::minimumSizeHint() const { return {buttonRect().width() + 3 * kSide + 60, kHeight}; }

void CopyField::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Palette::of(*this);
    painter.setPen(hasFocus() ? palette.blue : palette.line);
    painter.setBrush(palette.isDark ? palette.background : palette.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);

    const QRect button = buttonRect();
    painter.setFont(codeFont());
    painter.setPen(palette.text);
    const QRect room(kSide, 0, button.left() - 2 * kSide, height());
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_text, Qt::ElideMiddle, room.width()));

    painter.setPen(Qt::NoPen);
    painter.setBrush(underMouse() ? palette.line : mixed(palette.raised, palette.line, 0.6));
    painter.drawRoundedRect(button, 4, 4);
    painter.setFont(codeFont(11));
    painter.setPen(m_isCopied ? palette.green : palette.dimText);
    painter.drawText(button, Qt::AlignCenter, buttonText());
}

void CopyField::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->pos())) copy();
}

void CopyField::keyPressEvent(QKeyEvent* event) {
    const bool isAsked = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
                         event->key() == Qt::Key_Space || event->matches(QKeySequence::Copy);
    if (isAsked)
        copy();
    else
        QWidget::keyPressEvent(event);
}

void CopyField::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) updateGeometry();
    QWidget::changeEvent(event);
}

bool CopyField::event(QEvent* event) {
    if (event->type() == QEvent::Resize) setToolTip(width() < sizeHint().width() ? m_text : QString());
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave) update();
    return QWidget::event(event);
}

}  // namespace widgets
