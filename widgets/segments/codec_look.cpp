#include "widgets/segments/codec_look.h"

#include <QCoreApplication>

#include "widgets/segments/look.h"

namespace widgets {

using broker::wire::Codec;

QColor codecColour(std::optional<Codec> codec) {
    if (!codec) return look(Hue::kRed);
    switch (*codec) {
        case Codec::kNone:
            return tint(look(Hue::kDimText), 0.65);
        case Codec::kGzip:
            return look(Hue::kViolet);
        case Codec::kSnappy:
            return look(Hue::kGold);
        case Codec::kLz4:
            return look(Hue::kTeal);
        case Codec::kZstd:
            return look(Hue::kCoral);
    }
    return look(Hue::kDimText);
}

QString codecText(std::optional<Codec> codec) {
    if (!codec) return QCoreApplication::translate("widgets::Codec", "unknown");
    const auto name = broker::wire::codecName(*codec);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

}  // namespace widgets
