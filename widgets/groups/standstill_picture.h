#pragma once

#include <cstdint>
#include <vector>

#include "widgets/groups/drawing_view.h"

namespace widgets {

/// How the members of a group went through a rebalance: bars by phase on an axis of milliseconds, in the
/// window's language.
struct StandstillPicture {
    enum class Phase : std::uint8_t { kOthers, kHandling, kShare };
    static constexpr std::size_t kPhases = 3;

    struct Part {
        Phase phase = Phase::kOthers;
        std::int64_t from = 0;
        std::int64_t to = 0;

        friend bool operator==(const Part&, const Part&) = default;
    };
    struct Member {
        QString name;
        QString note;    ///< "stood still", "new member"
        QString before;  ///< what it does until then: "reads on, generation 7"; empty: it was not there
        QString total;   ///< "240 ms"
        QString tip;
        bool isOver = true;
        std::vector<Part> parts;

        friend bool operator==(const Member&, const Member&) = default;
    };
    std::vector<Member> members;
    std::int64_t span = 0;
    std::int64_t joined = -1;     ///< all had joined; -1: not yet
    std::vector<QString> phases;  ///< words of the three
    QString more;                 ///< "and 90 more members"; empty: all are here

    friend bool operator==(const StandstillPicture&, const StandstillPicture&) = default;
};

/// Items are the members.
Drawing drawStandstill(const StandstillPicture& picture, double width, const DrawingFonts& fonts);
using StandstillView = PictureView<StandstillPicture, drawStandstill>;

}  // namespace widgets
