#pragma once

#include <vector>

#include "broker/observe/group_snapshot.h"
#include "widgets/groups/drawing_view.h"

namespace widgets {

/// The states of a group and the moves between them, in the window's language.
struct GroupStatesPicture {
    struct State {
        broker::observe::GroupState state = broker::observe::GroupState::kEmpty;
        QString name;  ///< "PreparingRebalance", as Kafka calls it
        QString note;  ///< "301 ms last time"
        QString tip;
        bool isNow = false;

        friend bool operator==(const State&, const State&) = default;
    };
    struct Arrow {
        broker::observe::GroupState from = broker::observe::GroupState::kEmpty;
        broker::observe::GroupState to = broker::observe::GroupState::kEmpty;
        QString label;  ///< empty: another arrow tells it

        friend bool operator==(const Arrow&, const Arrow&) = default;
    };
    std::vector<State> states;  ///< each once
    std::vector<Arrow> arrows;

    friend bool operator==(const GroupStatesPicture&, const GroupStatesPicture&) = default;
};

/// The living states in a row, Dead below them. Where there is little room, names stand in two lines.
Drawing drawGroupStates(const GroupStatesPicture& picture, double width, const DrawingFonts& fonts);
using GroupStatesView = PictureView<GroupStatesPicture, drawGroupStates>;

}  // namespace widgets
