#pragma once

#include <QByteArray>

class QAbstractItemModel;

/// A table as a file: the rows that are shown, in their order, under keys that are alike in every language
/// (`widgets::kKeyRole`), numbers as numbers.
namespace app {

/// RFC 4180, UTF-8. What is not known is an empty cell.
QByteArray tableAsCsv(const QAbstractItemModel& table);

/// An array of objects, one to a line. What is not known is null.
QByteArray tableAsJson(const QAbstractItemModel& table);

}  // namespace app
