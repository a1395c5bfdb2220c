#include <QtTest/QtTest>

#include <QApplication>
#include <QDir>

#include "tests/support/test_registry.h"
#include "tests/widgets/replicas/sample_partitions.h"
#include "widgets/palette.h"
#include "widgets/replicas/replicas_view.h"

using widgets::Palette;

/// The view in both themes and two widths. With BROKERSCOPE_GALLERY=<folder> the pictures are kept there.
class TestReplicasGallery : public QObject {
    Q_OBJECT

private slots:
    void everyStateIsDrawnInBothThemes_data() {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("dark") << true << QSize(900, 1070);
        QTest::newRow("light") << false << QSize(900, 1070);
        QTest::newRow("dark, narrow") << true << QSize(580, 1360);
        QTest::newRow("light, narrow") << false << QSize(580, 1360);
    }
    void everyStateIsDrawnInBothThemes() {
        QFETCH(bool, isDark);
        QFETCH(QSize, size);
        QFont font(QStringList{QStringLiteral("Inter"), QApplication::font().family()});
        font.setPixelSize(13);
        QApplication::setFont(font);
        QApplication::setPalette(Palette::of(isDark).forQt());
        widgets::ReplicasView view;
        view.setMoves(false);
        view.resize(size);
        view.show(sample::contentsOf(sample::everyState()));
        view.select(widgets::ReplicaChoice{{"orders", broker::PartitionIndex(1)}, broker::BrokerId(3)});
        const QImage image = view.grab().toImage();
        const auto has = [&image](const QColor& colour) {
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y) == colour) return true;
            return false;
        };
        const Palette& palette = Palette::of(isDark);
        QVERIFY(has(palette.green));
        QVERIFY(has(palette.blue));
        QVERIFY(has(palette.red));
        QVERIFY(has(palette.text));
        const QString folder = qEnvironmentVariable("BROKERSCOPE_GALLERY");
        if (folder.isEmpty()) return;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(image.save(QStringLiteral("%1/replicas-%2-%3.png")
                               .arg(folder, isDark ? QStringLiteral("dark") : QStringLiteral("light"))
                               .arg(size.width())));
    }
};

BROKERSCOPE_TEST(TestReplicasGallery)
#include "tst_replicas_gallery.moc"
