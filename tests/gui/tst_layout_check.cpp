#include <QLabel>
#include <QPainter>

#include "tests/gui/layout_check.h"
#include "tests/support/test_registry.h"
#include "widgets/elided_label.h"

namespace {

/// Paints what a test gives it.
class Painted : public QWidget {
public:
    using Paint = std::function<void(QPainter&)>;
    Painted(QWidget* parent, Paint paint)
        : QWidget(parent)
        , m_paint(std::move(paint)) {
        setGeometry(0, 0, 120, 60);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        m_paint(painter);
    }

private:
    Paint m_paint;
};

QStringList found(Painted::Paint paint, const QString& tip = {}) {
    QWidget window;
    window.resize(200, 100);
    Painted painted(&window, std::move(paint));
    painted.setToolTip(tip);
    window.show();
    return layout::badPaintedTexts(window);
}

}  // namespace

/// The check of the window's pictures finds what it is for.
class TestLayoutCheck : public QObject {
    Q_OBJECT
private slots:
    void aTextThatFitsIsWell() {
        QCOMPARE(found([](QPainter& p) { p.drawText(QRect(5, 5, 110, 20), 0, "well"); }), QStringList());
    }

    void aTextCutByItsRectangleIsFound() {
        const QStringList all =
            found([](QPainter& p) { p.drawText(QRect(5, 5, 30, 20), 0, "much too long"); });
        QCOMPARE(all.size(), 1);
        QVERIFY2(all[0].contains("much too long") && all[0].contains("is cut"), qPrintable(all[0]));
    }

    void aTextCutByTheEdgeIsFound() {
        const QStringList all = found([](QPainter& p) { p.drawText(QPoint(100, 20), "beyond"); });
        QVERIFY2(all.size() == 1 && all[0].contains("is cut"), qPrintable(all.join('\n')));
    }

    void aShortenedTextNeedsATooltip() {
        const auto paint = [](QPainter& p) { p.drawText(QPoint(5, 20), QString::fromUtf8("brok…")); };
        QVERIFY(found(paint).join('\n').contains("has no tooltip"));
        QCOMPARE(found(paint, "broker 1"), QStringList());
    }

    void aShortenedNumberIsNeverWell() {
        const auto paint = [](QPainter& p) { p.drawText(QPoint(5, 20), QString::fromUtf8("35,0…")); };
        QVERIFY(found(paint, "35,094").join('\n').contains("is a shortened number"));
    }

    void textsOverOneAnotherAreFound() {
        const QStringList all = found([](QPainter& p) {
            p.drawText(QPoint(5, 20), "one text");
            p.drawText(QPoint(25, 22), "another");
        });
        QVERIFY2(all.join('\n').contains("lies over"), qPrintable(all.join('\n')));
    }

    void anElidedLabelTellsAllOfItself() {
        QWidget window;
        window.resize(200, 100);
        widgets::ElidedLabel label(&window);
        label.setText("a text that has no room in such a label");
        label.setGeometry(0, 0, 80, 20);
        window.show();
        QCOMPARE(layout::badPaintedTexts(window), QStringList());
    }
};

BROKERSCOPE_TEST(TestLayoutCheck)
#include "tst_layout_check.moc"
