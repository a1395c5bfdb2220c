#pragma once

#include <QLabel>
#include <QTimer>

namespace app {

/// One sentence over the lower edge of the page: what an act came to. It goes by itself, or when clicked.
class Notice : public QLabel {
    Q_OBJECT
public:
    explicit Notice(QWidget* over);

    void tell(bool ok, const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void place();

    QTimer m_timer;
};

}  // namespace app
