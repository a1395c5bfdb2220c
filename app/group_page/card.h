#pragma once

#include <QFrame>

class QLabel;

namespace widgets {
class DrawingView;
}

namespace app {

/// A card of a page: its title, a note on the right, and below them what it holds.
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(QWidget* body, QWidget* parent = nullptr);
    /// A view that scrolls where it is higher than that.
    static Card* scrolling(widgets::DrawingView* view, int mostHeight);

    void setTitle(const QString& title);
    void setNote(const QString& note);

private:
    QLabel* m_title;
    QLabel* m_note;
};

}  // namespace app
