#pragma once

#include <array>

#include <QString>
#include <QStringList>

#include "broker/log/folder_reader.h"

namespace widgets {

/// What one of the four steps to an offset says.
struct FindStep {
    QString title;
    QStringList passed;  ///< looked at and passed over, dim
    QString chosen;      ///< in the accent
    QString before;      ///< words in front of the chosen: "byte"
    QString words;       ///< the line below
    bool isFailed = false;
};
inline constexpr int kFindSteps = 4;

std::array<FindStep, kFindSteps> findSteps(const broker::log::OffsetSearch& search);
/// The cards before anything was looked for: the titles and what each step does.
std::array<FindStep, kFindSteps> findStepsAhead();

/// The outcome in one line: "found in 0.06 ms, 8.3 KB read". `micros` 0: not measured.
QString findOutcome(const broker::log::OffsetSearch& search, std::int64_t micros);

/// How many of the steps the search came to: 1 if no segment reaches back that far, else 4.
int stepsTaken(const broker::log::OffsetSearch& search);

}  // namespace widgets
