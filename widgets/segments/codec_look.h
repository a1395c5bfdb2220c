#pragma once

#include <optional>

#include <QColor>
#include <QString>

#include "broker/wire/codec.h"
#include "broker/wire/record_batch.h"

namespace widgets {

/// A codec's colour and name; nothing is a number that names no codec, and has words too.
QColor codecColour(std::optional<broker::wire::Codec> codec);
QString codecText(std::optional<broker::wire::Codec> codec);

}  // namespace widgets
