#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>

class QPainter;

namespace widgets {

struct Palette;

/// The fonts of a drawing, and how wide texts are in them.
class DrawingFonts {
public:
    enum class Face : std::uint8_t { kText, kBold, kSmall, kCode };

    explicit DrawingFonts(const QFont& beside);
    const QFont& of(Face face) const { return m_fonts[static_cast<std::size_t>(face)]; }
    /// Rounded up, so that a text has room in a rectangle of that width.
    double width(const QString& text, Face face = Face::kText) const;

private:
    std::vector<QFont> m_fonts;
};

/// Marks at their places, in the order in which they are painted: what a layout makes of a picture, and a
/// painter draws without deciding anything. Inks are roles; which colours they are the theme says.
struct Drawing {
    using Face = DrawingFonts::Face;
    enum class Ink : std::uint8_t {
        kNone,
        kText,
        kDim,
        kFaint,
        kLine,
        kPanel,
        kRaised,
        kOnFill,
        kGreen,
        kAmber,
        kRed,
        kBlue,
        kHue,  ///< and the hues after it
    };
    /// Topic or group hue, of any number.
    static Ink hue(std::size_t index);

    struct Box {
        QRectF rect{};
        Ink fill = Ink::kNone;
        Ink border = Ink::kNone;
        double radius = 4;
        double thickness = 1;
        bool isDashed = false;
    };
    struct Line {
        std::vector<QPointF> points;  ///< corners are rounded
        Ink ink = Ink::kDim;
        double thickness = 1.2;
        bool isDashed = false;
        bool hasHead = false;  ///< an arrow's, at its end
    };
    struct Text {
        QRectF rect;
        QString text;
        Ink ink = Ink::kText;
        Face face = Face::kText;
        Qt::Alignment alignment = Qt::AlignLeft;
        Ink ground = Ink::kNone;  ///< what it covers below it
    };
    /// Something that can be pointed at and chosen.
    struct Spot {
        QRectF rect;
        std::size_t item = 0;  ///< what it stands for; its picture says what that is
        QString tip{};
    };

    std::vector<std::variant<Box, Line, Text>> marks;
    std::vector<Spot> spots;
    double height = 0;

    void add(Box box) { marks.emplace_back(std::move(box)); }
    void add(Line line) { marks.emplace_back(std::move(line)); }
    void add(Text text) { marks.emplace_back(std::move(text)); }
    std::optional<std::size_t> spotAt(QPointF point) const;
    /// The whole of the text there, if it has no room.
    QString shortenedAt(QPointF point, const DrawingFonts& fonts) const;
};

void paintDrawing(QPainter& painter, const Drawing& drawing, const Palette& palette,
                  const DrawingFonts& fonts);

}  // namespace widgets
