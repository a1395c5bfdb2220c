#include "widgets/groups/coordinator_picture.h"

#include <algorithm>

#include "widgets/groups/wrapped_words.h"

namespace widgets {
namespace {

using Ink = Drawing::Ink;
using Face = Drawing::Face;

constexpr double kMargin = 13;
constexpr double kLine = 19;
constexpr double kChipHigh = 28;
constexpr double kChipGap = 8;
constexpr std::size_t kViolet = 3;  ///< among the hues

/// What is asked gives in where both have no room: the answer is what matters.
void drawStep(Drawing& drawing, const CoordinatorPicture::Step& step, double y, double width,
              const DrawingFonts& fonts) {
    const double room = width - 2 * kMargin;
    const double answer = std::min(room, fonts.width(step.answer, Face::kCode));
    const double asked = std::min(fonts.width(step.asked, Face::kCode), room - answer - 7);
    double x = kMargin;
    if (!step.asked.isEmpty()) {
        drawing.add(Drawing::Text{
            .rect = {x, y, asked, kLine}, .text = step.asked, .ink = Ink::kDim, .face = Face::kCode});
        x += asked + 7;
    }
    drawing.add(Drawing::Text{.rect = {x, y, answer, kLine}, .text = step.answer, .face = Face::kCode});
}

}  // namespace

Drawing drawCoordinator(const CoordinatorPicture& picture, double width, const DrawingFonts& fonts) {
    Drawing drawing;
    double y = 2;
    for (const auto& step : picture.steps) {
        drawStep(drawing, step, y, width, fonts);
        y += kLine;
    }
    y += 2;
    const QString& words = picture.problem.isEmpty() ? picture.words : picture.problem;
    y = addWrapped(drawing, {kMargin, y, width - 2 * kMargin, kLine - 2}, words,
                   picture.problem.isEmpty() ? Ink::kDim : Ink::kAmber, fonts);
    y += 6;
    double x = kMargin;
    for (std::size_t i = 0; i < picture.holders.size(); ++i) {
        const auto& holder = picture.holders[i];
        const double wide = std::min(width - 2 * kMargin, fonts.width(holder.name, Face::kBold) + 20);
        if (x > kMargin && x + wide > width - kMargin) {
            x = kMargin;
            y += kChipHigh + kChipGap;
        }
        const QRectF rect(x, y, wide, kChipHigh);
        const Ink ink = holder.isDown ? Ink::kRed : Drawing::hue(kViolet);
        const bool isFilled = holder.isLeader && !holder.isDown;
        drawing.add(Drawing::Box{.rect = rect,
                                 .fill = isFilled ? ink : Ink::kNone,
                                 .border = ink,
                                 .radius = 6,
                                 .isDashed = holder.isDown});
        drawing.add(Drawing::Text{.rect = rect.adjusted(6, 0, -6, 0),
                                  .text = holder.name,
                                  .ink = isFilled        ? Ink::kOnFill
                                         : holder.isDown ? Ink::kRed
                                                         : Ink::kDim,
                                  .face = holder.isLeader ? Face::kBold : Face::kText,
                                  .alignment = Qt::AlignHCenter});
        drawing.spots.push_back({rect, i, {}});
        x += wide + kChipGap;
    }
    drawing.height = picture.holders.empty() ? y : y + kChipHigh + 10;
    return drawing;
}

}  // namespace widgets
