#include "widgets/groups/wrapped_words.h"

#include <QTextBoundaryFinder>

namespace widgets {

constexpr double kSquare = 10;

double addWrapped(Drawing& drawing, QRectF line, const QString& text, Drawing::Ink ink,
                  const DrawingFonts& fonts) {
    if (text.isEmpty()) return line.top();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, text);
    qsizetype begin = 0;
    qsizetype fits = 0;
    const auto put = [&](qsizetype end) {
        drawing.add(Drawing::Text{.rect = line, .text = text.mid(begin, end - begin).trimmed(), .ink = ink});
        line.moveTop(line.bottom());
        begin = end;
    };
    while (finder.toNextBoundary() != -1) {
        const qsizetype end = finder.position();
        if (fits > begin && fonts.width(text.mid(begin, end - begin).trimmed()) > line.width()) put(fits);
        fits = end;
    }
    if (begin < text.size()) put(text.size());
    return line.top();
}

double addLegend(Drawing& drawing, QRectF line, const std::vector<LegendEntry>& entries,
                 const DrawingFonts& fonts) {
    double x = line.left();
    for (const LegendEntry& entry : entries) {
        const double wide = fonts.width(entry.text, Drawing::Face::kSmall);
        if (x > line.left() && x + kSquare + 6 + wide > line.right()) {
            x = line.left();
            line.moveTop(line.bottom());
        }
        Drawing::Box box = entry.box;
        box.rect = {x, line.center().y() - kSquare / 2, kSquare, kSquare};
        box.radius = 2.5;
        drawing.add(box);
        drawing.add(Drawing::Text{.rect = {x + kSquare + 6, line.top(), wide, line.height()},
                                  .text = entry.text,
                                  .ink = Drawing::Ink::kDim,
                                  .face = Drawing::Face::kSmall});
        x += kSquare + 6 + wide + 14;
    }
    return line.bottom();
}

}  // namespace widgets
