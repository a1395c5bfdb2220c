#pragma once

#include <memory>

#include <QByteArray>
#include <QSettings>
#include <QString>

#include "app/desktop/language.h"

namespace app {

enum class ThemeChoice { kSystem, kLight, kDark };

/// What the window remembers between two runs. Thin names over QSettings; on the GUI thread.
class Preferences {
public:
    /// Of this person; an empty file name is the platform's place for it.
    explicit Preferences(const QString& file = {});

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);
    Language language() const;
    void setLanguage(Language language);
    /// Whether the map's pulses and easings move.
    bool movement() const;
    void setMovement(bool on);
    bool showsInternalTopics() const;
    void setShowsInternalTopics(bool on);

    QByteArray geometry() const;
    QByteArray docks() const;
    void setWindow(const QByteArray& geometry, const QByteArray& docks);

private:
    std::unique_ptr<QSettings> m_settings;
};

}  // namespace app
