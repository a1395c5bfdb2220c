#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "widgets/groups/drawing_view.h"

namespace widgets {

/// Who reads which partition, before the last rebalance and after it: partitions by members, in the window's
/// language.
struct OwnershipPicture {
    struct Member {
        QString name;
        QString tip;
        bool isNew = false;
        bool isGone = false;

        friend bool operator==(const Member&, const Member&) = default;
    };
    struct Row {
        QString partition;
        std::size_t hue = 0;  ///< of its topic
        std::optional<std::size_t> before{};
        std::optional<std::size_t> after{};
        QString tip{};

        friend bool operator==(const Row&, const Row&) = default;
    };
    std::vector<Member> members;
    std::vector<Row> rows;
    QString before;  ///< "before"
    QString after;
    QString nobody;  ///< "nobody"
    QString more;    ///< "and 1,800 more partitions"; empty: all are here

    friend bool operator==(const OwnershipPicture&, const OwnershipPicture&) = default;
};

/// A matrix; with more members than columns have room, a line of words for each partition. Items are the
/// members, then the rows.
Drawing drawOwnership(const OwnershipPicture& picture, double width, const DrawingFonts& fonts);
using OwnershipView = PictureView<OwnershipPicture, drawOwnership>;

}  // namespace widgets
