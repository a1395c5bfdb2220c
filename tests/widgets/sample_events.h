#pragma once

#include <vector>

#include "broker/observe/event.h"
#include "widgets/timeline/timeline_view.h"

/// A minute of a three-broker cluster in which broker 3 is killed.
namespace sample {

/// When the minute begins, in milliseconds since 1970; the same moment in every run.
inline constexpr std::int64_t kStart = 1'790'000'000'000;

std::vector<broker::observe::Event> minute();
broker::observe::Event event(std::uint64_t number, std::int64_t afterMillis, broker::observe::EventKind kind,
                             std::vector<broker::observe::EventArgument> arguments = {});
/// English words, short ones for labels.
widgets::TimelineView::Teller teller();

}  // namespace sample
