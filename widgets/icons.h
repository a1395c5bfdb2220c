#pragma once

#include <cstdint>

#include <QColor>
#include <QIcon>

class QPainter;
class QRectF;
class QWidget;

namespace widgets {

/// The drawings of resources/icons, each in one colour that the reader chooses.
enum class IconName : std::uint8_t {
    kBroker,
    kCheck,
    kClient,
    kClock,
    kCluster,
    kCopy,
    kCrown,
    kCut,
    kMap,
    kPartition,
    kPlay,
    kPlus,
    kRestart,
    kSearch,
    kSegment,
    kSettings,
    kStop,
    kTopic,
    kTrash,
    kWarning,
};
inline constexpr int kIcons = static_cast<int>(IconName::kWarning) + 1;

/// Into the middle of the rectangle, as large as fits.
void paintIcon(QPainter& painter, IconName name, const QRectF& rect, const QColor& colour);
/// Sharp at every size and device pixel ratio; greyed when it is disabled.
QIcon icon(IconName name, const QColor& colour);
/// The program's own.
QIcon programIcon();

}  // namespace widgets
