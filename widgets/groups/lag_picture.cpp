#include "widgets/groups/lag_picture.h"

#include <algorithm>

namespace widgets {

using Ink = Drawing::Ink;
using Face = Drawing::Face;

constexpr double kMargin = 13;
constexpr double kRow = 19;
constexpr double kBar = 9;
constexpr double kGap = 9;
constexpr double kMostNames = 0.4;  ///< of the width

Drawing drawLag(const LagPicture& picture, double width, const DrawingFonts& fonts) {
    Drawing drawing;
    double names = 0;
    double amounts = 0;
    double ages = 0;
    std::int64_t most = 1;
    for (const auto& row : picture.rows) {
        names = std::max(names, fonts.width(row.partition));
        amounts = std::max(amounts, fonts.width(row.amount, Face::kBold));
        ages = std::max(ages, fonts.width(row.age));
        most = std::max(most, row.records);
    }
    names = std::min(names, width * kMostNames);
    const double left = kMargin + names + kGap;
    const double right = std::max(left, width - kMargin - ages - kGap - amounts - kGap);
    double y = 0;
    for (std::size_t i = 0; i < picture.rows.size(); ++i) {
        const auto& row = picture.rows[i];
        drawing.spots.push_back({{kMargin - 5, y + 1, width - 2 * kMargin + 10, kRow - 2}, i, row.tip});
        drawing.add(Drawing::Text{.rect = {kMargin, y, names, kRow}, .text = row.partition});
        const double top = y + (kRow - kBar) / 2;
        if (right > left)
            drawing.add(
                Drawing::Box{.rect = {left, top, right - left, kBar}, .fill = Ink::kLine, .radius = 2});
        const double share =
            static_cast<double>(std::max<std::int64_t>(0, row.records)) / static_cast<double>(most);
        if (row.records > 0)
            drawing.add(Drawing::Box{.rect = {left, top, std::max(2.0, (right - left) * share), kBar},
                                     .fill = Drawing::hue(row.hue),
                                     .radius = 2});
        drawing.add(Drawing::Text{.rect = {right + kGap, y, amounts, kRow},
                                  .text = row.amount,
                                  .ink = row.records < 0 ? Ink::kDim : Ink::kText,
                                  .face = Face::kBold,
                                  .alignment = Qt::AlignRight});
        drawing.add(Drawing::Text{.rect = {width - kMargin - ages, y, ages, kRow},
                                  .text = row.age,
                                  .ink = Ink::kDim,
                                  .alignment = Qt::AlignRight});
        y += kRow;
    }
    if (!picture.more.isEmpty()) {
        drawing.add(Drawing::Text{.rect = {kMargin, y, width - 2 * kMargin, kRow},
                                  .text = picture.more,
                                  .ink = Ink::kDim,
                                  .face = Face::kSmall});
        y += kRow;
    }
    drawing.height = y + 6;
    return drawing;
}

}  // namespace widgets
