#include <QtTest/QtTest>

#include <QPainter>

#include "tests/support/test_registry.h"
#include "widgets/icons.h"

using widgets::IconName;

class TestIcons : public QObject {
    Q_OBJECT

private slots:
    void everyIconIsDrawnInTheColourAskedForAndWithinItsEdges() {
        for (int i = 0; i < widgets::kIcons; ++i) {
            QImage image(64, 64, QImage::Format_ARGB32);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            widgets::paintIcon(painter, static_cast<IconName>(i), QRectF(0, 0, 64, 64), QColor(200, 30, 60));
            painter.end();
            int solid = 0;
            for (int y = 0; y < 64; ++y)
                for (int x = 0; x < 64; ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (pixel.alpha() < 250) continue;
                    ++solid;
                    QVERIFY2(std::abs(pixel.red() - 200) < 4 && std::abs(pixel.blue() - 60) < 4,
                             qPrintable(QString::number(i)));
                    QVERIFY2(x > 0 && y > 0 && x < 63 && y < 63, qPrintable(QString::number(i)));
                }
            QVERIFY2(solid > 100, qPrintable(QString::number(i)));
        }
    }

    void anIconIsSharpAtEverySizeAndPaleWhenDisabled() {
        const QIcon icon = widgets::icon(IconName::kStop, Qt::red);
        QCOMPARE(icon.pixmap(QSize(16, 16)).size(), QSize(16, 16));
        QCOMPARE(icon.pixmap(QSize(48, 48)).size(), QSize(48, 48));
        const auto middle = [&icon](QIcon::Mode mode) {
            return icon.pixmap(QSize(32, 32), mode).toImage().pixelColor(16, 16).alpha();
        };
        QCOMPARE(middle(QIcon::Normal), 255);
        QVERIFY(middle(QIcon::Disabled) < 130);
    }

    void theProgramHasAnIcon() {
        const QImage image = widgets::programIcon().pixmap(QSize(64, 64)).toImage();
        QCOMPARE(image.pixelColor(32, 8).alpha(), 255);
        QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
    }
};

BROKERSCOPE_TEST(TestIcons)
#include "tst_icons.moc"
