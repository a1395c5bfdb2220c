#include "widgets/groups/ownership_picture.h"

#include <algorithm>

#include "widgets/groups/wrapped_words.h"

namespace widgets {
namespace {

using Ink = Drawing::Ink;
using Face = Drawing::Face;

constexpr double kMargin = 13;
constexpr double kHead = 20;
constexpr double kRow = 19;
constexpr double kSquare = 12;
constexpr double kRing = 3;
constexpr double kLeastColumn = 46;
constexpr double kMostColumn = 110;
constexpr double kMostNames = 0.42;  ///< of the width

class Builder {
public:
    Builder(const OwnershipPicture& picture, double width, const DrawingFonts& fonts)
        : m_picture(picture)
        , m_width(width)
        , m_fonts(fonts) {
        for (const auto& row : picture.rows) m_names = std::max(m_names, fonts.width(row.partition) + 20);
        m_names = std::min(m_names, width * kMostNames);
        const double room = width - 2 * kMargin - m_names - 8;
        const auto members = static_cast<double>(std::max<std::size_t>(1, picture.members.size()));
        m_column = std::min(kMostColumn, room / members);
        m_isMatrix = m_column >= kLeastColumn;
    }

    Drawing build() {
        double y = 0;
        if (m_isMatrix) {
            drawHeads();
            y = kHead;
        }
        for (std::size_t i = 0; i < m_picture.rows.size(); ++i) {
            drawRow(i, y);
            y += kRow;
        }
        if (!m_picture.more.isEmpty()) {
            m_drawing.add(Drawing::Text{.rect = {kMargin, y, m_width - 2 * kMargin, kRow},
                                        .text = m_picture.more,
                                        .ink = Ink::kDim,
                                        .face = Face::kSmall});
            y += kRow;
        }
        if (m_isMatrix)
            y = addLegend(m_drawing, {kMargin, y + 2, m_width - 2 * kMargin, 18},
                          {{.box = {.border = Ink::kDim, .thickness = 1.6}, .text = m_picture.before},
                           {.box = {.fill = Ink::kDim}, .text = m_picture.after}},
                          m_fonts);
        m_drawing.height = y + 4;
        return std::move(m_drawing);
    }

private:
    double columnMiddle(std::size_t member) const {
        return kMargin + m_names + 8 + (static_cast<double>(member) + 0.5) * m_column;
    }

    void drawHeads() {
        for (std::size_t i = 0; i < m_picture.members.size(); ++i) {
            const auto& member = m_picture.members[i];
            const QRectF rect(columnMiddle(i) - m_column / 2 + 2, 0, m_column - 4, kHead - 2);
            m_drawing.spots.push_back({rect, i, member.tip});
            m_drawing.add(Drawing::Text{.rect = rect.adjusted(2, 0, -2, 0),
                                        .text = member.name,
                                        .ink = member.isGone  ? Ink::kRed
                                               : member.isNew ? Ink::kGreen
                                                              : Ink::kText,
                                        .face = Face::kSmall,
                                        .alignment = Qt::AlignHCenter});
        }
    }

    void drawRow(std::size_t index, double y) {
        const auto& row = m_picture.rows[index];
        const Ink ink = Drawing::hue(row.hue);
        m_drawing.spots.push_back({{kMargin - 5, y + 1, m_width - 2 * kMargin + 10, kRow - 2},
                                   m_picture.members.size() + index,
                                   row.tip});
        m_drawing.add(
            Drawing::Line{.points = {{kMargin, y + kRow - 0.5}, {m_width - kMargin, y + kRow - 0.5}},
                          .ink = Ink::kLine,
                          .thickness = 1});
        m_drawing.add(Drawing::Box{.rect = {kMargin, y + (kRow - 9) / 2, 9, 9}, .fill = ink, .radius = 2.5});
        m_drawing.add(Drawing::Text{.rect = {kMargin + 16, y, m_names - 16, kRow}, .text = row.partition});
        if (m_isMatrix)
            drawCells(row, y + kRow / 2, ink);
        else
            drawWords(row, y);
    }

    void drawCells(const OwnershipPicture::Row& row, double y, Ink ink) {
        for (std::size_t i = 0; i < m_picture.members.size(); ++i)
            if (row.before != i && row.after != i)
                m_drawing.add(Drawing::Box{
                    .rect = {columnMiddle(i) - 1, y - 1, 2, 2}, .fill = Ink::kFaint, .radius = 1});
        const auto square = [&](std::size_t member, double more) {
            const double side = kSquare / 2 + more;
            return QRectF(columnMiddle(member) - side, y - side, 2 * side, 2 * side);
        };
        const bool hasStayed = row.before && row.before == row.after;
        if (row.before)
            m_drawing.add(Drawing::Box{.rect = square(*row.before, hasStayed ? kRing : 0),
                                       .border = ink,
                                       .radius = hasStayed ? 4.5 : 3,
                                       .thickness = 1.4});
        if (row.after) m_drawing.add(Drawing::Box{.rect = square(*row.after, 0), .fill = ink, .radius = 3});
        if (!row.before || !row.after || hasStayed) return;
        const double side = *row.before < *row.after ? 1 : -1;
        m_drawing.add(Drawing::Line{.points = {{columnMiddle(*row.before) + side * (kSquare / 2 + 2), y},
                                               {columnMiddle(*row.after) - side * (kSquare / 2 + 3), y}},
                                    .ink = ink,
                                    .isDashed = true,
                                    .hasHead = true});
    }

    /// "consumer-1 → consumer-2".
    void drawWords(const OwnershipPicture::Row& row, double y) {
        const auto nameOf = [this](std::optional<std::size_t> member) {
            return member ? m_picture.members[*member].name : m_picture.nobody;
        };
        const bool hasMoved = row.before != row.after;
        const QString text =
            hasMoved ? nameOf(row.before) + QStringLiteral(" → ") + nameOf(row.after) : nameOf(row.after);
        const double left = kMargin + m_names + 8;
        m_drawing.add(Drawing::Text{.rect = {left, y, m_width - kMargin - left, kRow},
                                    .text = text,
                                    .ink = hasMoved ? Ink::kText : Ink::kDim});
    }

    const OwnershipPicture& m_picture;
    const double m_width;
    const DrawingFonts& m_fonts;
    double m_names = 0;
    double m_column = 0;
    bool m_isMatrix = true;
    Drawing m_drawing;
};

}  // namespace

Drawing drawOwnership(const OwnershipPicture& picture, double width, const DrawingFonts& fonts) {
    return Builder(picture, width, fonts).build();
}

}  // namespace widgets
