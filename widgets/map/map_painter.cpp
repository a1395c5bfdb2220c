#include "widgets/map/map_painter.h"

#include <algorithm>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include "widgets/fonts.h"
#include "widgets/icons.h"
#include "widgets/map/map_line_painter.h"
#include "widgets/map/map_texts.h"

namespace widgets {
namespace {

constexpr int kText = 11;
constexpr int kTitle = 13;
constexpr double kGone = 0.62;  ///< how much is left of a dead broker's card

/// Draws one map; a value of one painting.
class Brush {
public:
    Brush(QPainter& painter, const MapPicture& picture, const MapGeometry& geometry, const MapInk& ink)
        : m_painter(painter)
        , m_picture(picture)
        , m_geometry(geometry)
        , m_ink(ink)
        , m_palette(ink.palette)
        , m_small(sizedFont(ink.font, kText)) {}

    void paint() {
        m_painter.setRenderHint(QPainter::Antialiasing);
        paintMapLines(m_painter, m_picture, m_geometry, m_ink);
        for (std::size_t i = 0; i < m_geometry.producers.size(); ++i)
            paintClient(m_picture.producers[i], m_geometry.producers[i], true);
        for (std::size_t i = 0; i < m_geometry.consumers.size(); ++i)
            paintClient(m_picture.consumers[i], m_geometry.consumers[i], false);
        for (std::size_t i = 0; i < m_geometry.brokers.size(); ++i) paintBroker(i);
        text(m_geometry.moreProducers, MapTexts::more(m_picture.moreProducers), m_palette.dimText);
        text(m_geometry.moreConsumers, MapTexts::more(m_picture.moreConsumers), m_palette.dimText);
        paintMapBadges(m_painter, m_picture, m_geometry, m_ink);
        paintLegend();
        paintCutTool(m_painter, m_geometry, m_ink);
    }

private:
    QColor hueOf(int hue) const { return m_palette.hues[static_cast<std::size_t>(hue) % Palette::kHues]; }
    QColor colourOf(MapPicture::Tone tone) const {
        switch (tone) {
            case MapPicture::Tone::kDim:
                return m_palette.dimText;
            case MapPicture::Tone::kGood:
                return m_palette.green;
            case MapPicture::Tone::kWarning:
                return m_palette.amber;
            case MapPicture::Tone::kBad:
                return m_palette.red;
            case MapPicture::Tone::kPlain:
                break;
        }
        return m_palette.text;
    }
    void text(const QRectF& rect, const QString& words, const QColor& colour,
              Qt::Alignment alignment = Qt::AlignLeft) {
        text(rect, words, colour, m_small, alignment);
    }
    void text(const QRectF& rect, const QString& words, const QColor& colour, const QFont& font,
              Qt::Alignment alignment = Qt::AlignLeft) {
        if (rect.isEmpty() || words.isEmpty()) return;
        m_painter.setFont(font);
        m_painter.setPen(colour);
        const QFontMetricsF metrics(font, m_painter.device());
        m_painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                           metrics.elidedText(words, Qt::ElideRight, rect.width() + 0.5));
    }
    /// The longest of parts joined by " · " that fits, from the front.
    QString fitted(const QString& words, const QFont& font, double width) const {
        const QFontMetricsF metrics(font, m_painter.device());
        const QString dot = QStringLiteral(" · ");
        QStringList parts = words.split(dot);
        while (parts.size() > 1 && metrics.horizontalAdvance(parts.join(dot)) > width) parts.removeLast();
        return parts.join(dot);
    }

    void paintClient(const MapPicture::Client& client, const QRectF& rect, bool isProducer);
    void paintBroker(std::size_t index);
    void paintCard(std::size_t index);
    void paintGroups(std::size_t index);
    void paintLine(const MapPicture::Group& group, const MapGeometry::Group& place);
    void paintShare(const QRectF& bar, const std::vector<const MapPicture::Group*>& groups);
    void paintFoot(std::size_t index);
    void paintLegend();

    QPainter& m_painter;
    const MapPicture& m_picture;
    const MapGeometry& m_geometry;
    const MapInk& m_ink;
    const Palette& m_palette;
    const QFont m_small;
};

void Brush::paintClient(const MapPicture::Client& client, const QRectF& rect, bool isProducer) {
    const auto* chosen = std::get_if<MapClient>(&m_ink.selected);
    const bool isSelected = chosen && chosen->name == client.name;
    m_painter.setPen(QPen(isSelected ? m_palette.text : m_palette.line, isSelected ? 1.5 : 1));
    m_painter.setBrush(m_palette.panel);
    m_painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 9, 9);
    // The bar in the topic's colour stands on the outer side, away from the flows.
    QRectF bar(isProducer ? rect.left() : rect.right() - 4, rect.top(), 4, rect.height());
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(hueOf(client.hue));
    m_painter.drawRoundedRect(bar, 2, 2);
    const QRectF inner = rect.adjusted(isProducer ? 14 : 12, 0, isProducer ? -8 : -12, 0);
    const QFont title = sizedFont(m_ink.font, 12, QFont::DemiBold);
    const int lines = rect.height() >= 56 ? 3 : rect.height() >= 36 ? 2 : 1;
    const double high = 16;
    double y = rect.center().y() - lines * high / 2;
    text({inner.x(), y, inner.width(), high}, client.title, m_palette.text, title);
    if (lines > 1) text({inner.x(), y + high, inner.width(), high}, client.line, m_palette.dimText);
    if (lines > 2)
        text({inner.x(), y + 2 * high, inner.width(), high},
             fitted(client.secondLine, m_small, inner.width()), m_palette.dimText);
}

void Brush::paintCard(std::size_t index) {
    const MapPicture::Broker& broker = m_picture.brokers[index];
    const QRectF card = m_geometry.brokers[index].card;
    const auto* chosen = std::get_if<MapBroker>(&m_ink.selected);
    const bool isSelected = chosen && chosen->id == broker.id;
    const bool isHovered =
        m_ink.hovered.kind == MapGeometry::Hit::Kind::kBroker && m_ink.hovered.index == index;
    QPen pen(m_palette.line, 1);
    if (broker.tone == MapPicture::Tone::kWarning || broker.tone == MapPicture::Tone::kBad)
        pen = QPen(mixed(m_palette.panel, colourOf(broker.tone), 0.7), 1.2);
    if (broker.isFrozen) pen.setStyle(Qt::DotLine);
    if (!broker.isAlive) pen = QPen(mixed(m_palette.panel, m_palette.red, 0.75), 1.2, Qt::CustomDashLine);
    if (!broker.isAlive) pen.setDashPattern({5, 4});
    if (isHovered && pen.color() == m_palette.line) pen.setColor(m_palette.faintText);
    if (isSelected) {
        pen.setColor(m_palette.text);  // the dashes of a dead one stay
        pen.setWidthF(1.6);
    }
    m_painter.setPen(pen);
    m_painter.setBrush(m_palette.isDark ? mixed(m_palette.panel, m_palette.raised, 0.35) : m_palette.panel);
    m_painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

void Brush::paintBroker(std::size_t index) {
    const MapPicture::Broker& broker = m_picture.brokers[index];
    const MapGeometry::Broker& place = m_geometry.brokers[index];
    paintCard(index);
    // A title that has no room is a little smaller, then short.
    const auto fits = [&](const QFont& font) {
        return QFontMetricsF(font, m_painter.device()).horizontalAdvance(broker.title) <=
               place.title.width() + 1;
    };
    QFont title = sizedFont(m_ink.font, kTitle, QFont::DemiBold);
    if (!fits(title)) title = sizedFont(m_ink.font, kTitle - 1, QFont::DemiBold);
    const bool isShort = !broker.shortTitle.isEmpty() && !fits(title);
    text(place.title, isShort ? broker.shortTitle : broker.title,
         broker.isAlive ? m_palette.text : m_palette.dimText, title);
    if (broker.isController) paintIcon(m_painter, IconName::kCrown, place.crown, m_palette.gold);
    text(place.subtitle, fitted(broker.subtitle, m_small, place.subtitle.width()), colourOf(broker.tone));
    m_painter.save();
    if (!broker.isAlive) m_painter.setOpacity(kGone);
    paintGroups(index);
    if (!place.total.isEmpty()) {
        std::vector<const MapPicture::Group*> all;
        for (const auto& group : broker.groups) all.push_back(&*group);
        paintShare(place.total, all);
    }
    m_painter.restore();
    paintFoot(index);
}

void Brush::paintGroups(std::size_t index) {
    const MapPicture::Broker& broker = m_picture.brokers[index];
    const MapGeometry::Broker& place = m_geometry.brokers[index];
    const auto* chosenTopic = std::get_if<MapTopic>(&m_ink.selected);
    const auto* chosen = std::get_if<MapReplica>(&m_ink.selected);
    for (const MapGeometry::Group& group : place.groups) {
        const MapPicture::Group& shown = *broker.groups[group.group];
        const bool isSelected = chosenTopic && QString::fromStdString(chosenTopic->topic) == shown.topic;
        text(group.label, shown.topic, isSelected ? m_palette.text : m_palette.dimText);
        if (group.cells.empty()) paintLine(shown, group);
        const QColor hue = hueOf(shown.hue);
        m_painter.setFont(sizedFont(
            m_ink.font, group.cells.empty() || group.cells.front().width() >= 22 ? 11 : 9, QFont::DemiBold));
        m_painter.setRenderHint(QPainter::Antialiasing, m_geometry.cellSide >= 10);
        for (std::size_t c = 0; c < group.cells.size(); ++c)
            paintMapCell(m_painter, shown.cells[c], group.cells[c], hue, m_palette);
        m_painter.setRenderHint(QPainter::Antialiasing);
        if (!chosen || QString::fromStdString(chosen->partition.topic) != shown.topic) continue;
        for (std::size_t c = 0; c < group.cells.size(); ++c) {
            if (shown.cells[c].partition != chosen->partition.partition) continue;
            const bool isHere = chosen->broker == broker.id;
            const double ring = m_geometry.cellSide >= 16 ? 2.5 : 1.5;
            m_painter.setBrush(Qt::NoBrush);
            m_painter.setPen(QPen(isHere ? m_palette.text : m_palette.faintText, isHere ? 2 : 1));
            const double corner = m_geometry.cellSide >= 22 ? 9 : m_geometry.cellSide >= 15 ? 7 : 3.5;
            m_painter.drawRoundedRect(group.cells[c].adjusted(-ring, -ring, ring, ring), corner, corner);
        }
    }
    if (place.hiddenGroups > 0)
        text(place.more, MapTexts::moreTopics(static_cast<int>(place.hiddenGroups)), m_palette.dimText);
}

void Brush::paintLine(const MapPicture::Group& group, const MapGeometry::Group& place) {
    const auto leaders =
        std::ranges::count(group.cells, MapPicture::CellKind::kLeader, &MapPicture::Cell::kind);
    text(place.count, QStringLiteral("%1/%2").arg(leaders).arg(group.cells.size()), m_palette.dimText,
         Qt::AlignRight);
    paintShare(place.bar, {&group});
}

/// Leaders, followers in sync, followers out of sync and offline replicas as shares of one bar.
void Brush::paintShare(const QRectF& bar, const std::vector<const MapPicture::Group*>& groups) {
    std::array<double, 4> counts{};
    double all = 0;
    for (const MapPicture::Group* group : groups) {
        all += static_cast<double>(group->cells.size());
        for (const MapPicture::Cell& cell : group->cells) counts[static_cast<std::size_t>(cell.kind)] += 1;
    }
    m_painter.fillRect(bar, m_palette.line);
    if (all <= 0) return;
    const QColor hue = groups.size() == 1 ? hueOf(groups.front()->hue) : m_palette.green;
    const std::array<QColor, 4> colours{hue, mixed(m_palette.panel, hue, 0.4), m_palette.amber,
                                        m_palette.red};
    double x = bar.x();
    for (std::size_t kind = 0; kind < counts.size(); ++kind) {
        const double width = bar.width() * counts[kind] / all;
        m_painter.fillRect(QRectF(x, bar.y(), width, bar.height()), colours[kind]);
        x += width;
    }
}

void Brush::paintFoot(std::size_t index) {
    const MapPicture::Broker& broker = m_picture.brokers[index];
    const MapGeometry::Broker& place = m_geometry.brokers[index];
    if (!place.disk.isEmpty()) {
        const QColor colour = broker.disk.isEmpty() ? m_palette.dimText : colourOf(broker.diskTone);
        const QString words = broker.disk.isEmpty() ? MapTexts::disk() : MapTexts::disk(broker.disk);
        text(place.diskLabel, fitted(words, m_small, place.diskLabel.width()), colour);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_palette.line);
        m_painter.drawRoundedRect(place.disk, 2, 2);
        m_painter.setBrush(broker.isAlive ? colour : m_palette.faintText);
        QRectF used = place.disk;
        used.setWidth(
            std::max(broker.logShare > 0 ? 4.0 : 0.0, used.width() * std::clamp(broker.logShare, 0.0, 1.0)));
        m_painter.drawRoundedRect(used, 2, 2);
    }
    text(place.foot, fitted(broker.foot, m_small, place.foot.width()), m_palette.dimText);
    if (place.button.isEmpty()) {
        text(place.secondFoot, fitted(broker.secondFoot, m_small, place.secondFoot.width()),
             m_palette.dimText);
        return;
    }
    const bool isHovered =
        m_ink.hovered.kind == MapGeometry::Hit::Kind::kButton && m_ink.hovered.index == index;
    const bool isPossible = broker.isAlive || broker.whyNoRestart.isEmpty();
    m_painter.setPen(QPen(isHovered && isPossible ? m_palette.dimText : m_palette.line, 1));
    m_painter.setBrush(m_palette.raised);
    m_painter.drawRoundedRect(place.button.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
    const QColor colour = isPossible ? m_palette.text : m_palette.faintText;
    if (place.button.width() > 40)
        text(place.button.adjusted(6, 0, -6, 0), broker.isAlive ? MapTexts::thaw() : MapTexts::restart(),
             colour, Qt::AlignCenter);
    else
        paintIcon(m_painter, broker.isAlive ? IconName::kPlay : IconName::kRestart,
                  place.button.adjusted(3, 3, -3, -3), colour);
}

void Brush::paintLegend() {
    using Kind = MapPicture::CellKind;
    struct Entry {
        MapPicture::Cell cell;
        QString words;
    };
    const std::array entries{Entry{{.kind = Kind::kLeader}, MapTexts::leader()},
                             Entry{{.kind = Kind::kInSync}, MapTexts::inSync()},
                             Entry{{.kind = Kind::kOutOfSync}, MapTexts::outOfSync()},
                             Entry{{.kind = Kind::kOffline}, MapTexts::offline()},
                             Entry{{.kind = Kind::kInSync, .isPreferred = true}, MapTexts::preferred()}};
    const QFontMetricsF metrics(m_small, m_painter.device());
    const QRectF legend = m_geometry.legend;
    double x = legend.left();
    const double y = legend.center().y();
    const auto put = [&](const QString& words, const auto& draw) {
        const double width = std::ceil(metrics.horizontalAdvance(words)) + 1;
        if (x + 15 + width > legend.right()) return;
        draw(QRectF(x, y - 5, 10, 10));
        text({x + 15, y - 8, width, 16}, words, m_palette.dimText);
        x += 15 + width + 14;
    };
    for (const Entry& entry : entries)
        put(entry.words, [&](const QRectF& rect) {
            paintMapCell(m_painter, entry.cell, rect, m_palette.dimText, m_palette);
        });
    put(MapTexts::controller(), [&](const QRectF& rect) {
        paintIcon(m_painter, IconName::kCrown, rect.adjusted(-1, -1, 1, 1), m_palette.gold);
    });
}

void paintSmallCell(QPainter& painter, const MapPicture::Cell& cell, const QRectF& rect, const QColor& hue,
                    const Palette& palette) {
    switch (cell.kind) {
        case MapPicture::CellKind::kLeader:
            return painter.fillRect(rect, hue);
        case MapPicture::CellKind::kInSync:
            return painter.fillRect(rect, mixed(palette.panel, hue, 0.38));
        case MapPicture::CellKind::kOutOfSync:
            return painter.fillRect(rect, palette.amber);
        case MapPicture::CellKind::kOffline:
            return painter.fillRect(rect,
                                    mixed(palette.panel, cell.isLost ? palette.red : palette.amber, 0.6));
    }
}

}  // namespace

void paintMapCell(QPainter& painter, const MapPicture::Cell& cell, const QRectF& rect, const QColor& hue,
                  const Palette& palette) {
    if (rect.width() < 9) return paintSmallCell(painter, cell, rect, hue, palette);
    const bool isNumbered = rect.width() >= MapGeometry::kNumberedCell;
    const double corner = rect.width() >= 22 ? 7 : rect.width() >= 15 ? 5 : 2.5;
    const bool isLarge = rect.width() >= 22;
    const QRectF edge = rect.adjusted(0.75, 0.75, -0.75, -0.75);
    QColor colour = hue;
    QPen pen(hue, isLarge ? 1.5 : 1.2);
    QBrush brush(Qt::NoBrush);
    switch (cell.kind) {
        case MapPicture::CellKind::kLeader:
            brush = hue;
            colour = palette.onFill;
            break;
        case MapPicture::CellKind::kInSync:
            if (cell.isPreferred) {
                pen.setStyle(Qt::CustomDashLine);
                pen.setDashPattern({0.1, 2});
                pen.setCapStyle(Qt::RoundCap);
                pen.setWidthF(isLarge ? 2 : 1.6);
            }
            break;
        case MapPicture::CellKind::kOutOfSync:
            colour = palette.amber;
            pen = QPen(colour, isLarge ? 2.2 : 1.6);
            brush = QBrush(mixed(palette.panel, colour, 0.45), Qt::BDiagPattern);
            break;
        case MapPicture::CellKind::kOffline:
            colour = cell.isLost ? palette.red : palette.amber;
            pen = QPen(colour, isLarge ? 1.4 : 1.1, Qt::CustomDashLine);
            pen.setDashPattern({3, 2});
            if (isNumbered) brush = QBrush(mixed(palette.panel, colour, 0.35), Qt::BDiagPattern);
            break;
    }
    painter.setPen(pen);
    painter.setBrush(brush);
    painter.drawRoundedRect(edge, corner, corner);
    if (!isNumbered || cell.partition.value() < 0) return;
    painter.setPen(colour);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, QString::number(cell.partition.value()));
}

void paintMap(QPainter& painter, const MapPicture& picture, const MapGeometry& geometry, const MapInk& ink) {
    Brush(painter, picture, geometry, ink).paint();
}

}  // namespace widgets
