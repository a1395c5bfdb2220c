#pragma once

#include <cstdint>

#include <QColor>
#include <QFont>
#include <QString>

#include "broker/base/ids.h"
#include "widgets/segments/byte_fields.h"

class QPainter;
class QPointF;

namespace widgets {

/// The tokens of widgets/palette.h as these views name them: a field or a step carries one, models too.
enum class Hue : std::uint8_t {
    kBackground,
    kPanel,
    kRaised,
    kLine,
    kText,
    kDimText,
    kFaintText,
    kSelection,
    kGreen,
    kAmber,
    kRed,
    kGold,
    kBlue,
    kCoral,
    kTeal,
    kViolet,
};
/// In the theme that the application has at the moment.
QColor look(Hue hue);
QColor look(FieldHue hue);
/// The hue laid over the panel, `share` of it: a fill that text can stand on.
QColor tint(const QColor& hue, double share);
/// Black or white, whichever reads better on it.
QColor textOn(const QColor& fill);

QFont fixedFont();
QFont interfaceFont(int pixels = 12, QFont::Weight weight = QFont::Normal);

/// 12,465,123; with the digits' grouping of the language.
QString grouped(std::int64_t number);
QString grouped(broker::Offset offset);
/// The last three digits, enough beside a neighbour in full.
QString shortOffset(broker::Offset offset);
QString bytesText(std::uint64_t bytes);
/// Local time.
QString timeText(broker::Timestamp timestamp);
QString dateTimeText(broker::Timestamp timestamp);
/// From and to, the parts that they share left out of the second.
QString timeRangeText(broker::Timestamp from, broker::Timestamp to);

/// The numbered disc of a step.
void paintMark(QPainter& painter, const QPointF& centre, int number, double radius = 8);

}  // namespace widgets
