#pragma once

#include <QObject>

#include "app/saving/saveable.h"
#include "app/session/background.h"

namespace app {

/// Asks where to, and writes the file off the GUI thread.
class Saver : public QObject {
    Q_OBJECT
public:
    /// `window` is what its dialogs stand over.
    explicit Saver(QWidget* window);

    /// Opens the dialog, in which the person chooses what, as which format and where.
    void ask(std::vector<Saveable> list);

    /// Writes it at once; `told` follows.
    void save(const Saveable& what, const QString& path);

signals:
    /// What it came to, as a sentence.
    void told(bool ok, const QString& sentence);

private:
    QWidget* m_window;
    Background m_background;
};

}  // namespace app
