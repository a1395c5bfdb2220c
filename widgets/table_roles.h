#pragma once

#include <Qt>

/// What a table's model gives to a file, beside what it shows. A model that has keys has values too; of one
/// that has none a file gets the texts.
namespace widgets {

inline constexpr int kKeyRole = Qt::UserRole + 64;  ///< headerData: the column's key, in no language
inline constexpr int kValueRole = kKeyRole + 1;     ///< data: a number, bool or text; invalid: not known

}  // namespace widgets
