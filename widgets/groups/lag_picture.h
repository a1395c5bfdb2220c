#pragma once

#include <cstdint>
#include <vector>

#include "widgets/groups/drawing_view.h"

namespace widgets {

/// How far a group is behind in each partition, in the window's language.
struct LagPicture {
    struct Row {
        QString partition;
        std::size_t hue = 0;        ///< of its topic
        std::int64_t records = -1;  ///< -1: not known
        QString amount;             ///< "148"
        QString age;                ///< "0.7 s"
        QString tip;

        friend bool operator==(const Row&, const Row&) = default;
    };
    std::vector<Row> rows;
    QString more;  ///< "and 1,800 more partitions"; empty: all are here

    friend bool operator==(const LagPicture&, const LagPicture&) = default;
};

/// Bars as long as the records, the longest the whole way. Items are the rows.
Drawing drawLag(const LagPicture& picture, double width, const DrawingFonts& fonts);
using LagView = PictureView<LagPicture, drawLag>;

}  // namespace widgets
