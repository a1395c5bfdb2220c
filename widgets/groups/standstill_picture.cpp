#include "widgets/groups/standstill_picture.h"

#include <algorithm>
#include <cmath>

#include <QLocale>

#include "widgets/groups/wrapped_words.h"

namespace widgets {
namespace {

using Ink = Drawing::Ink;
using Face = Drawing::Face;

constexpr double kMargin = 13;
constexpr double kRow = 36;
constexpr double kBar = 16;
constexpr double kLeastTick = 46;
constexpr double kMostNames = 0.3;  ///< of the width

Ink inkOf(StandstillPicture::Phase phase) {
    switch (phase) {
        case StandstillPicture::Phase::kOthers:
            return Ink::kAmber;
        case StandstillPicture::Phase::kHandling:
            return Drawing::hue(3);
        case StandstillPicture::Phase::kShare:
            return Drawing::hue(2);
    }
    return Ink::kDim;
}

/// 1, 2 or 5 times a power of ten, of which at most `most` stand in the span.
std::int64_t stepFor(std::int64_t span, double most) {
    std::int64_t power = 1;
    while (true) {
        for (const std::int64_t factor : {1, 2, 5})
            if (static_cast<double>(span) / static_cast<double>(factor * power) <= most)
                return factor * power;
        power *= 10;
    }
}

class Builder {
public:
    Builder(const StandstillPicture& picture, double width, const DrawingFonts& fonts)
        : m_picture(picture)
        , m_width(width)
        , m_fonts(fonts) {
        double names = 40;
        double totals = 30;
        for (const auto& member : picture.members) {
            names = std::max({names, fonts.width(member.name), fonts.width(member.note, Face::kSmall)});
            totals = std::max(totals, fonts.width(member.total, Face::kBold));
        }
        m_names = std::min(names, width * kMostNames);
        m_left = kMargin + m_names + 12;
        m_right = std::max(m_left + 40, width - kMargin - totals - 8);
    }

    Drawing build() {
        const double bottom = kRow * static_cast<double>(m_picture.members.size());
        drawAxis(bottom);
        for (std::size_t i = 0; i < m_picture.members.size(); ++i)
            drawMember(i, kRow * static_cast<double>(i));
        if (m_picture.joined >= 0) {
            const double x = at(m_picture.joined);
            m_drawing.add(Drawing::Line{.points = {{x, 0}, {x, bottom}},
                                        .ink = inkOf(StandstillPicture::Phase::kHandling),
                                        .isDashed = true});
        }
        double y = bottom + 20;
        if (!m_picture.more.isEmpty()) {
            m_drawing.add(Drawing::Text{.rect = {kMargin, y, m_width - 2 * kMargin, 16},
                                        .text = m_picture.more,
                                        .ink = Ink::kDim,
                                        .face = Face::kSmall});
            y += 16;
        }
        std::vector<LegendEntry> legend;
        for (std::size_t i = 0; i < m_picture.phases.size(); ++i)
            legend.push_back({.box = {.fill = inkOf(static_cast<StandstillPicture::Phase>(i))},
                              .text = m_picture.phases[i]});
        y = addLegend(m_drawing, {kMargin, y + 2, m_width - 2 * kMargin, 18}, legend, m_fonts);
        m_drawing.height = y + 6;
        return std::move(m_drawing);
    }

private:
    double at(std::int64_t millis) const {
        const auto span = static_cast<double>(std::max<std::int64_t>(1, m_picture.span));
        return m_left + (m_right - m_left) * static_cast<double>(millis) / span;
    }

    void drawAxis(double bottom) {
        const std::int64_t span = std::max<std::int64_t>(1, m_picture.span);
        const std::int64_t step = stepFor(span, std::max(1.0, (m_right - m_left) / kLeastTick));
        for (std::int64_t tick = 0; tick <= span; tick += step) {
            const double x = at(tick);
            m_drawing.add(
                Drawing::Line{.points = {{x, 0}, {x, bottom + 2}}, .ink = Ink::kLine, .thickness = 1});
            m_drawing.add(Drawing::Text{.rect = {x - 24, bottom + 3, 48, 15},
                                        .text = QLocale().toString(static_cast<qlonglong>(tick)),
                                        .ink = Ink::kFaint,
                                        .face = Face::kSmall,
                                        .alignment = Qt::AlignHCenter});
        }
        m_drawing.add(Drawing::Text{.rect = {m_width - kMargin - 24, bottom + 3, 24, 15},
                                    .text = QStringLiteral("ms"),
                                    .ink = Ink::kFaint,
                                    .face = Face::kSmall,
                                    .alignment = Qt::AlignRight});
    }

    void drawMember(std::size_t index, double y) {
        const auto& member = m_picture.members[index];
        m_drawing.spots.push_back(
            {{kMargin - 5, y + 1, m_width - 2 * kMargin + 10, kRow - 2}, index, member.tip});
        m_drawing.add(Drawing::Text{.rect = {kMargin, y + 3, m_names, 16}, .text = member.name});
        m_drawing.add(Drawing::Text{.rect = {kMargin, y + 18, m_names, 14},
                                    .text = member.note,
                                    .ink = Ink::kDim,
                                    .face = Face::kSmall});
        const double top = y + (kRow - kBar) / 2;
        const double begin = member.parts.empty() ? m_right : at(member.parts.front().from);
        if (!member.before.isEmpty() && begin > m_left + 2)
            drawBefore(member.before, {m_left, top, begin - m_left, kBar});
        for (const auto& part : member.parts) {
            const double from = at(part.from);
            m_drawing.add(Drawing::Box{.rect = {from, top, std::max(1.5, at(part.to) - from - 1), kBar},
                                       .fill = inkOf(part.phase),
                                       .radius = 2});
        }
        const double end = member.parts.empty() ? m_right : at(member.parts.back().to);
        const double wide = m_fonts.width(member.total, Face::kBold);
        m_drawing.add(Drawing::Text{.rect = {std::min(end + 6, m_width - kMargin - wide), y, wide, kRow},
                                    .text = member.total,
                                    .ink = member.isOver ? Ink::kText : Ink::kAmber,
                                    .face = Face::kBold});
    }

    /// An outline, with its words where they have room.
    void drawBefore(const QString& words, const QRectF& rect) {
        m_drawing.add(Drawing::Box{.rect = rect, .fill = Ink::kPanel, .border = Ink::kLine, .radius = 2});
        const double wide = m_fonts.width(words, Face::kSmall);
        if (wide + 12 > rect.width()) return;
        m_drawing.add(Drawing::Text{.rect = {rect.left() + 6, rect.top(), wide, rect.height()},
                                    .text = words,
                                    .ink = Ink::kDim,
                                    .face = Face::kSmall});
    }

    const StandstillPicture& m_picture;
    const double m_width;
    const DrawingFonts& m_fonts;
    double m_names = 0;
    double m_left = 0;
    double m_right = 0;
    Drawing m_drawing;
};

}  // namespace

Drawing drawStandstill(const StandstillPicture& picture, double width, const DrawingFonts& fonts) {
    if (picture.members.empty()) return {};
    return Builder(picture, width, fonts).build();
}

}  // namespace widgets
