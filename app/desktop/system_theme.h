#pragma once

#include <QObject>

class QDBusVariant;

namespace app {

/// Whether the desktop wants dark windows: the desktop portal's answer (org.freedesktop.appearance,
/// color-scheme) where there is one, else the lightness of the palette the program started with. Asks without
/// waiting and follows changes.
class SystemTheme : public QObject {
    Q_OBJECT
public:
    explicit SystemTheme(QObject* parent = nullptr);

    bool isDark() const { return m_isDark; }

signals:
    void changed();

private slots:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void take(const QVariant& colorScheme);

    bool m_paletteIsDark;
    bool m_isDark;
};

}  // namespace app
