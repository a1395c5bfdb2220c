#include "tests/gui/layout_check.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QStyle>
#include <QTabBar>
#include <QTextDocument>
#include <QWidget>

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
    const QString text = plain(label.text());
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
        if (const auto* label = qobject_cast<const QLabel*>(widget)) checkLabel(*label, found);
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) checkButton(*button, found);
        if (const auto* header = qobject_cast<const QHeaderView*>(widget)) checkHeader(*header, found);
        if (const auto* tabs = qobject_cast<const QTabBar*>(widget)) checkTabs(*tabs, found);
        if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) checkInput(*edit, found);
    }
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
        if (widget->width() < kLeastBlank || widget->height() < kLeastBlank) continue;
        const QRect where(widget->mapTo(&window, QPoint(0, 0)), widget->size());
        const QImage part = picture.copy(where.intersected(picture.rect()));
        if (!part.isNull() && isOneColour(part)) found << nameOf(*widget) + " shows nothing";
    }
    return found;
}

}  // namespace layout
