#pragma once

#include <QLabel>

namespace widgets {

/// A line of plain text that gives in where it has no room: dots stand for what is not seen, and the whole
/// is its tip.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString shown() const;

    const Qt::TextElideMode m_mode;
};

}  // namespace widgets
