#include "tests/gui/layout_check.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStyle>
#include <QTabBar>
#include <QTextDocument>
#include <QToolTip>
#include <QWidget>

#include "tests/gui/painted_text.h"
#include "widgets/elided_label.h"

namespace layout {
namespace {

/// Fonts are measured in fractions and laid out in whole pixels.
constexpr int kRounding = 1;
/// Smaller areas may be plain: spacers, handles.
constexpr int kLeastBlank = 60;

QString nameOf(const QWidget& widget) {
    QString name = widget.metaObject()->className();
    if (!widget.objectName().isEmpty()) name += '#' + widget.objectName();
    for (const QWidget* p = widget.parentWidget(); p; p = p->parentWidget())
        if (!p->objectName().isEmpty() && !p->objectName().startsWith("qt_"))
            return name + " in " + p->objectName();
    return name;
}

QString complaint(const QWidget& widget, const QString& text, int needs, int has) {
    return QString("%1: \"%2\" needs %3 px and has %4").arg(nameOf(widget), text).arg(needs).arg(has);
}

QString plain(const QString& text) {
    if (!Qt::mightBeRichText(text)) return text;
    QTextDocument document;
    document.setHtml(text);
    return document.toPlainText();
}

void checkLabel(const QLabel& label, QStringList& found) {
    QString text = plain(label.text());
    // A label that leads to a field marks a letter, and the mark is not seen.
    if (label.buddy()) text.remove(u'&');
    if (text.isEmpty()) return;
    const QRect room =
        label.contentsRect().adjusted(label.margin(), label.margin(), -label.margin(), -label.margin());
    if (label.wordWrap()) {
        const int needs = label.heightForWidth(label.width());
        if (needs > label.height() + kRounding)
            found << complaint(label, text, needs, label.height()) + " of height";
        return;
    }
    for (const QString& line : text.split('\n')) {
        const int needs = label.fontMetrics().horizontalAdvance(line);
        if (needs > room.width() + kRounding) found << complaint(label, line, needs, room.width());
    }
    if (label.fontMetrics().height() > label.height() + 2)
        found << complaint(label, text, label.fontMetrics().height(), label.height()) + " of height";
}

void checkButton(const QAbstractButton& button, QStringList& found) {
    if (button.text().isEmpty()) return;
    QString text = button.text();
    const int needs = button.fontMetrics().horizontalAdvance(text.remove('&'));
    if (needs > button.width() + kRounding) found << complaint(button, text, needs, button.width());
    if (button.minimumSizeHint().width() > button.width() + kRounding)
        found << complaint(button, text, button.minimumSizeHint().width(), button.width());
}

void checkHeader(const QHeaderView& header, QStringList& found) {
    if (header.orientation() != Qt::Horizontal || !header.model()) return;
    for (int i = 0; i < header.count(); ++i) {
        if (header.isSectionHidden(i)) continue;
        const QString text = header.model()->headerData(i, Qt::Horizontal).toString();
        const int needs = header.fontMetrics().horizontalAdvance(text);
        if (needs > header.sectionSize(i) - 4)
            found << complaint(header, text, needs, header.sectionSize(i) - 4);
    }
}

void checkTabs(const QTabBar& tabs, QStringList& found) {
    for (int i = 0; i < tabs.count(); ++i) {
        const int needs = tabs.fontMetrics().horizontalAdvance(tabs.tabText(i));
        if (needs > tabs.tabRect(i).width() + kRounding)
            found << complaint(tabs, tabs.tabText(i), needs, tabs.tabRect(i).width());
    }
}

void checkInput(const QLineEdit& edit, QStringList& found) {
    const QString text = edit.text().isEmpty() ? edit.placeholderText() : edit.text();
    const int needs = edit.fontMetrics().horizontalAdvance(text);
    if (needs > edit.width() - 6) found << complaint(edit, text, needs, edit.width() - 6);
}

constexpr QChar kEllipsis(0x2026);

/// Shortened by the program; an ellipsis beside a space is part of what is said ("7b 22 …").
bool isShortened(const QString& text) {
    const qsizetype at = text.indexOf(kEllipsis);
    if (at < 0) return false;
    const bool isAfterSpace = at > 0 && text[at - 1].isSpace();
    const bool isBeforeSpace = at + 1 < text.size() && text[at + 1].isSpace();
    return !isAfterSpace && !isBeforeSpace;
}

bool isShortenedNumber(const QString& text) {
    static const QRegularExpression number(QStringLiteral("^[0-9][0-9.,]*\\x{2026}"));
    return number.match(text).hasMatch();
}

/// What a person is told who points at the place.
QString tipAt(QWidget& widget, const QPoint& at) {
    QToolTip::hideText();
    QHelpEvent event(QEvent::ToolTip, at, widget.mapToGlobal(at));
    QApplication::sendEvent(&widget, &event);
    const QString tip = QToolTip::isVisible() ? QToolTip::text() : QString();
    QToolTip::hideText();
    return tip;
}

/// The widget says the text itself, so the ellipsis is its own ("Jump to broker, topic…").
bool saysItself(const QWidget& widget, const QString& text) {
    const auto* edit = qobject_cast<const QLineEdit*>(&widget);
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    const auto* label = qobject_cast<const QLabel*>(&widget);
    return (edit && edit->placeholderText() == text) || (button && button->text() == text) ||
           (label && label->text().contains(text));
}

/// In what scrolls, a text may go on beyond the edge.
bool mayScroll(const QWidget& widget, Qt::Orientation orientation) {
    const auto* area = qobject_cast<const QAbstractScrollArea*>(widget.parentWidget());
    if (!area || area->viewport() != &widget) return false;
    // A header goes with its table.
    if (qobject_cast<const QHeaderView*>(area))
        area = qobject_cast<const QAbstractScrollArea*>(area->parentWidget());
    if (!area) return false;
    const QScrollBar* bar =
        orientation == Qt::Horizontal ? area->horizontalScrollBar() : area->verticalScrollBar();
    return bar->maximum() > bar->minimum();
}

void checkPainted(QWidget& widget, QStringList& found) {
    constexpr double kCut = 1.5;      // fonts are measured in fractions
    constexpr double kOverlap = 2.5;  // and have air around them
    const std::vector<PaintedText> texts = paintedTexts(widget);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const PaintedText& one = texts[i];
        const QString what = QString("%1: \"%2\" ").arg(nameOf(widget), one.text);
        if (one.text.trimmed().isEmpty() || !one.rect.intersects(one.seen)) continue;
        const bool scrolls = mayScroll(widget, Qt::Horizontal);
        const bool goesOnLeft = scrolls && one.seen.left() < kCut;
        const bool goesOnRight = scrolls && one.seen.right() > widget.width() - kCut;
        if ((!goesOnLeft && one.rect.left() < one.seen.left() - kCut) ||
            (!goesOnRight && one.rect.right() > one.seen.right() + kCut))
            found << what + QString("is cut: %1 to %2 of %3 to %4")
                                .arg(one.rect.left())
                                .arg(one.rect.right())
                                .arg(one.seen.left())
                                .arg(one.seen.right());
        if (isShortened(one.text) && !saysItself(widget, one.text)) {
            if (isShortenedNumber(one.text))
                found << what + "is a shortened number";
            else if (tipAt(widget, one.rect.center().toPoint()).isEmpty())
                found << what + "is shortened and has no tooltip";
        }
        for (std::size_t j = i + 1; j < texts.size(); ++j) {
            const QRectF both = one.rect.intersected(texts[j].rect);
            if (both.width() > kOverlap && both.height() > 2 * kOverlap)
                found << what + QString("lies over \"%1\"").arg(texts[j].text);
        }
    }
}

bool isOneColour(const QImage& image) {
    const QRgb first = image.pixel(image.width() / 2, image.height() / 2);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixel(x, y) != first) return false;
    return true;
}

}  // namespace

QStringList overflows(const QWidget& window) {
    QStringList found;
    for (const QWidget* widget : window.findChildren<const QWidget*>()) {
        if (!widget->isVisibleTo(&window) || widget->visibleRegion().isEmpty()) continue;
        // An elided label is looked at as it is painted.
        const auto* label = qobject_cast<const QLabel*>(widget);
        if (label && !qobject_cast<const widgets::ElidedLabel*>(widget)) checkLabel(*label, found);
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) checkButton(*button, found);
        if (const auto* header = qobject_cast<const QHeaderView*>(widget)) checkHeader(*header, found);
        if (const auto* tabs = qobject_cast<const QTabBar*>(widget)) checkTabs(*tabs, found);
        if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) checkInput(*edit, found);
    }
    return found;
}

QStringList badPaintedTexts(QWidget& window) {
    QStringList found;
    for (QWidget* widget : window.findChildren<QWidget*>())
        if (widget->isVisibleTo(&window) && !widget->visibleRegion().isEmpty()) checkPainted(*widget, found);
    return found;
}

QString tallest(const QWidget& window) {
    QStringList found;
    for (const QWidget* widget : window.findChildren<const QWidget*>()) {
        const QSize least = widget->minimumSizeHint().expandedTo(widget->minimumSize());
        if (least.height() > 180 || least.width() > 400)
            found << QString("%1 needs %2 x %3").arg(nameOf(*widget)).arg(least.width()).arg(least.height());
    }
    return found.join('\n');
}

QStringList blanks(QWidget& window) {
    QStringList found;
    const QImage picture = window.grab().toImage().convertToFormat(QImage::Format_RGB32);
    for (const QWidget* widget : window.findChildren<const QWidget*>()) {
        if (!widget->isVisibleTo(&window) || widget->visibleRegion().isEmpty()) continue;
        // A tip is a window of its own, and not in the picture.
        if (widget->window() != &window) continue;
        if (widget->width() < kLeastBlank || widget->height() < kLeastBlank) continue;
        const QRect where(widget->mapTo(&window, QPoint(0, 0)), widget->size());
        const QImage part = picture.copy(where.intersected(picture.rect()));
        if (!part.isNull() && isOneColour(part)) found << nameOf(*widget) + " shows nothing";
    }
    return found;
}

}  // namespace layout
