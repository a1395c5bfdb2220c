#include "widgets/palette.h"

#include <string_view>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QWidget>

#include "broker/base/check.h"
#include "resources/resources.h"

namespace widgets {
namespace {

QColor colourIn(const QJsonValue& value) {
    const QColor colour(value.toString());
    CHECK(colour.isValid());
    return colour;
}

Palette read(const QString& name) {
    resources::load();
    QFile file(QStringLiteral(":/brokerscope/palette.json"));
    CHECK(file.open(QIODevice::ReadOnly));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object()[name].toObject();
    const auto token = [&json](const char* key) { return colourIn(json[QLatin1String(key)]); };
    Palette palette{
        .isDark = name == QLatin1String("dark"),
        .background = token("background"),
        .panel = token("panel"),
        .raised = token("raised"),
        .line = token("line"),
        .text = token("text"),
        .dimText = token("dimText"),
        .faintText = token("faintText"),
        .selection = token("selection"),
        .green = token("green"),
        .amber = token("amber"),
        .red = token("red"),
        .gold = token("gold"),
        .blue = token("blue"),
        .onFill = token("onFill"),
    };
    const QJsonArray hues = json[QLatin1String("hues")].toArray();
    CHECK(hues.size() == static_cast<qsizetype>(Palette::kHues));
    for (std::size_t i = 0; i < Palette::kHues; ++i)
        palette.hues[i] = colourIn(hues[static_cast<qsizetype>(i)]);
    return palette;
}

/// FNV-1a: the same in every run and on every machine, which std::hash does not promise.
std::size_t wishOf(std::string_view name) {
    std::uint32_t hash = 2166136261U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return (hash ^ (hash >> 15)) % Palette::kHues;
}

}  // namespace

const Palette& Palette::dark() {
    static const Palette palette = read(QStringLiteral("dark"));
    return palette;
}

const Palette& Palette::light() {
    static const Palette palette = read(QStringLiteral("light"));
    return palette;
}

const Palette& Palette::of(const QWidget& widget) {
    return of(widget.palette().color(QPalette::Window).lightness() < 128);
}

QPalette Palette::forQt() const {
    QPalette made;
    made.setColor(QPalette::Window, panel);
    made.setColor(QPalette::WindowText, text);
    made.setColor(QPalette::Base, isDark ? background : panel);
    made.setColor(QPalette::AlternateBase, raised);
    made.setColor(QPalette::Text, text);
    made.setColor(QPalette::Button, raised);
    made.setColor(QPalette::ButtonText, text);
    made.setColor(QPalette::BrightText, red);
    made.setColor(QPalette::ToolTipBase, raised);
    made.setColor(QPalette::ToolTipText, text);
    made.setColor(QPalette::PlaceholderText, dimText);
    made.setColor(QPalette::Highlight, mixed(panel, blue, 0.35));
    made.setColor(QPalette::HighlightedText, text);
    made.setColor(QPalette::Link, blue);
    made.setColor(QPalette::Light, raised);
    for (const QPalette::ColorRole role : {QPalette::Mid, QPalette::Midlight, QPalette::Dark})
        made.setColor(role, line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        made.setColor(QPalette::Disabled, role, faintText);
    return made;
}

QColor mixed(const QColor& under, const QColor& over, double share) {
    const auto mix = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return {mix(under.red(), over.red()), mix(under.green(), over.green()), mix(under.blue(), over.blue())};
}

void HueBook::learn(const std::set<std::string>& names) {
    std::erase_if(m_hues, [&names](const auto& entry) { return !names.contains(entry.first); });
    std::array<bool, Palette::kHues> isTaken{};
    for (const auto& [name, hue] : m_hues) isTaken[hue] = true;
    for (const std::string& name : names) {
        if (m_hues.contains(name)) continue;
        std::size_t hue = wishOf(name);
        for (std::size_t step = 0; step < Palette::kHues; ++step) {
            const std::size_t candidate = (wishOf(name) + step) % Palette::kHues;
            if (isTaken[candidate]) continue;
            hue = candidate;
            break;
        }
        isTaken[hue] = true;
        m_hues.emplace(name, hue);
    }
}

std::size_t HueBook::of(const std::string& name) const {
    const auto found = m_hues.find(name);
    return found == m_hues.end() ? wishOf(name) : found->second;
}

}  // namespace widgets
