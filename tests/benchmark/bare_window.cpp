#include <cstdio>

#include <QApplication>
#include <QLabel>
#include <QTimer>

/// The least that a Qt program with a window does, to stand beside ours: it shows a word, says so when the
/// word stands, and waits for its end.
class Window : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent* event) override {
        QLabel::paintEvent(event);
        QTimer::singleShot(0, this, [] {
            std::puts("first picture");
            std::fflush(stdout);
        });
    }
};

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    Window window(QStringLiteral("Hello"));
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}
