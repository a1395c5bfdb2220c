#pragma once

#include <QWidget>

namespace app {

/// A dock's title bar: a slim grip to drag it by, its name only while it floats.
class DockTitle : public QWidget {
    Q_OBJECT
public:
    explicit DockTitle(QWidget* parent = nullptr);

    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace app
