#include "widgets/segments/look.h"

#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLocale>
#include <QPainter>
#include <QPalette>

#include "widgets/palette.h"

namespace widgets {

namespace {

struct Look {
    Q_DECLARE_TR_FUNCTIONS(widgets::Look)
};

// Of Palette::hues.
constexpr std::size_t kCoralHue = 1;
constexpr std::size_t kTealHue = 2;
constexpr std::size_t kVioletHue = 3;

const Palette& palette() {
    return Palette::of(QGuiApplication::palette().color(QPalette::Window).lightness() < 128);
}

}  // namespace

QColor look(Hue hue) {
    const Palette& from = palette();
    switch (hue) {
        case Hue::kBackground:
            return from.background;
        case Hue::kPanel:
            return from.panel;
        case Hue::kRaised:
            return from.raised;
        case Hue::kLine:
            return from.line;
        case Hue::kText:
            return from.text;
        case Hue::kDimText:
            return from.dimText;
        case Hue::kFaintText:
            return from.faintText;
        case Hue::kSelection:
            return from.selection;
        case Hue::kGreen:
            return from.green;
        case Hue::kAmber:
            return from.amber;
        case Hue::kRed:
            return from.red;
        case Hue::kGold:
            return from.gold;
        case Hue::kBlue:
            return from.blue;
        case Hue::kCoral:
            return from.hues[kCoralHue];
        case Hue::kTeal:
            return from.hues[kTealHue];
        case Hue::kViolet:
            return from.hues[kVioletHue];
    }
    return from.text;
}

QColor look(FieldHue hue) {
    switch (hue) {
        case FieldHue::kNeutral:
            return tint(look(Hue::kText), 0.7);
        case FieldHue::kDim:
            return look(Hue::kDimText);
        case FieldHue::kTeal:
            return look(Hue::kTeal);
        case FieldHue::kViolet:
            return look(Hue::kViolet);
        case FieldHue::kCoral:
            return look(Hue::kCoral);
        case FieldHue::kBlue:
            return look(Hue::kBlue);
        case FieldHue::kGold:
            return look(Hue::kGold);
        case FieldHue::kGreen:
            return look(Hue::kGreen);
        case FieldHue::kAmber:
            return look(Hue::kAmber);
        case FieldHue::kRed:
            return look(Hue::kRed);
    }
    return look(Hue::kText);
}

QColor tint(const QColor& hue, double share) { return mixed(look(Hue::kPanel), hue, share); }

QColor textOn(const QColor& fill) {
    const double light = 0.299 * fill.red() + 0.587 * fill.green() + 0.114 * fill.blue();
    return light > 125 ? QColor(0x0d, 0x14, 0x1c) : QColor(0xf4, 0xf7, 0xfa);
}

QString grouped(std::int64_t number) { return QLocale().toString(static_cast<qlonglong>(number)); }
QString grouped(broker::Offset offset) { return grouped(offset.value()); }

QString shortOffset(broker::Offset offset) {
    if (offset.value() < 1000) return QString::number(offset.value());
    return QStringLiteral("%1").arg(offset.value() % 1000, 3, 10, QChar(u'0'));
}

QFont fixedFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(12);
    return font;
}

QFont interfaceFont(int pixels, QFont::Weight weight) {
    QFont font = QGuiApplication::font();
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

QString bytesText(std::uint64_t bytes) {
    constexpr double kStep = 1024;
    if (bytes < 1024) return Look::tr("%1 B").arg(bytes);
    double size = static_cast<double>(bytes) / kStep;
    if (size < kStep) return Look::tr("%1 KiB").arg(QLocale().toString(size, 'f', size < 100 ? 1 : 0));
    size /= kStep;
    if (size < kStep) return Look::tr("%1 MiB").arg(QLocale().toString(size, 'f', size < 100 ? 1 : 0));
    return Look::tr("%1 GiB").arg(QLocale().toString(size / kStep, 'f', 1));
}

QString timeText(broker::Timestamp timestamp) {
    if (timestamp == broker::kNoTimestamp) return QStringLiteral("–");
    return QDateTime::fromMSecsSinceEpoch(timestamp.value()).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString dateTimeText(broker::Timestamp timestamp) {
    if (timestamp == broker::kNoTimestamp) return QStringLiteral("–");
    return QDateTime::fromMSecsSinceEpoch(timestamp.value())
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
}

QString timeRangeText(broker::Timestamp from, broker::Timestamp to) {
    if (from == to || to == broker::kNoTimestamp) return timeText(from);
    const QString first = timeText(from);
    const QString second = timeText(to);
    constexpr qsizetype kToSeconds = 8;
    const bool isSameSecond = from.value() / 1000 == to.value() / 1000;
    return first + QStringLiteral(" – ") + (isSameSecond ? second.mid(kToSeconds) : second);
}

void paintMark(QPainter& painter, const QPointF& centre, int number, double radius) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look(Hue::kPanel), 2));
    painter.setBrush(look(Hue::kViolet));
    painter.drawEllipse(centre, radius, radius);
    painter.setPen(textOn(look(Hue::kViolet)));
    painter.setFont(interfaceFont(static_cast<int>(radius * 1.4), QFont::DemiBold));
    painter.drawText(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius),
                     Qt::AlignCenter, QString::number(number));
    painter.restore();
}

}  // namespace widgets
