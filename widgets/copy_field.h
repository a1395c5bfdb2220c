#pragma once

#include <QWidget>

namespace widgets {

/// A text in the fixed-width font that one click copies: the address in the status bar, a command to paste
/// into a terminal. The button says "copied" for a moment. The text is elided in the middle where it has no
/// room, and what is copied is always the whole.
class CopyField : public QWidget {
    Q_OBJECT
public:
    explicit CopyField(const QString& text = {}, QWidget* parent = nullptr);

    void setText(const QString& text);
    const QString& text() const { return m_text; }
    void copy();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void copied(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString buttonText() const;
    QRect buttonRect() const;

    QString m_text;
    bool m_isCopied = false;
};

}  // namespace widgets
