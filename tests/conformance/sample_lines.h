#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace tests::conformance {

/// That many lines of prose, none empty, each with its number, always the same ones.
QByteArrayList sampleLines(int count);
/// As a file has them.
QByteArray asText(const QByteArrayList& lines);

}  // namespace tests::conformance
