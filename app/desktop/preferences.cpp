#include "app/desktop/preferences.h"

namespace app {
namespace {

const QString kTheme = QStringLiteral("window/theme");
const QString kLanguage = QStringLiteral("window/language");
const QString kMovement = QStringLiteral("window/movement");
const QString kInternal = QStringLiteral("topics/internal");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kDocks = QStringLiteral("window/docks");

}  // namespace

Preferences::Preferences(const QString& file)
    : m_settings(file.isEmpty() ? std::make_unique<QSettings>(QStringLiteral("brokerscope"),
                                                              QStringLiteral("brokerscope"))
                                : std::make_unique<QSettings>(file, QSettings::IniFormat)) {}

ThemeChoice Preferences::theme() const {
    const QString name = m_settings->value(kTheme).toString();
    if (name == QStringLiteral("light")) return ThemeChoice::kLight;
    if (name == QStringLiteral("dark")) return ThemeChoice::kDark;
    return ThemeChoice::kSystem;
}

void Preferences::setTheme(ThemeChoice choice) {
    m_settings->setValue(kTheme, choice == ThemeChoice::kLight  ? QStringLiteral("light")
                                 : choice == ThemeChoice::kDark ? QStringLiteral("dark")
                                                                : QStringLiteral("system"));
}

Language Preferences::language() const {
    return Languages::fromName(m_settings->value(kLanguage).toString());
}

void Preferences::setLanguage(Language language) {
    m_settings->setValue(kLanguage, Languages::nameOf(language));
}

bool Preferences::movement() const { return m_settings->value(kMovement, true).toBool(); }

void Preferences::setMovement(bool on) { m_settings->setValue(kMovement, on); }

bool Preferences::showsInternalTopics() const { return m_settings->value(kInternal, false).toBool(); }

void Preferences::setShowsInternalTopics(bool on) { m_settings->setValue(kInternal, on); }

QByteArray Preferences::geometry() const { return m_settings->value(kGeometry).toByteArray(); }

QByteArray Preferences::docks() const { return m_settings->value(kDocks).toByteArray(); }

void Preferences::setWindow(const QByteArray& geometry, const QByteArray& docks) {
    m_settings->setValue(kGeometry, geometry);
    m_settings->setValue(kDocks, docks);
}

}  // namespace app
