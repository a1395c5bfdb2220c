#include "app/window/notice.h"

#include <algorithm>
#include <chrono>

#include <QEvent>
#include <QStyle>

namespace app {

using namespace std::chrono_literals;

constexpr auto kShown = 5s;
constexpr auto kErrorShown = 12s;
constexpr int kMargin = 16;
constexpr int kMostWide = 620;

Notice::Notice(QWidget* over)
    : QLabel(over) {
    setObjectName(QStringLiteral("notice"));
    setWordWrap(true);
    setMargin(12);
    hide();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    over->installEventFilter(this);
}

void Notice::tell(bool ok, const QString& sentence) {
    if (sentence.isEmpty()) return;
    setText(sentence);
    setProperty("tone", ok ? "good" : "bad");
    style()->unpolish(this);
    style()->polish(this);
    place();
    raise();
    show();
    m_timer.start(ok ? kShown : kErrorShown);
}

void Notice::place() {
    const int room = parentWidget()->width() - 2 * kMargin;
    const int natural = fontMetrics().horizontalAdvance(text()) + 2 * margin() + 4;
    const int wide = std::min({room, kMostWide, natural});
    const int high = heightForWidth(wide);
    setGeometry((parentWidget()->width() - wide) / 2, parentWidget()->height() - high - kMargin, wide, high);
}

bool Notice::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && isVisible()) place();
    return QLabel::eventFilter(watched, event);
}

void Notice::mousePressEvent(QMouseEvent*) { hide(); }

}  // namespace app
