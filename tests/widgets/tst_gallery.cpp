#include <QtTest/QtTest>

#include <QApplication>
#include <QDir>
#include <QPainter>

#include "tests/support/test_registry.h"
#include "tests/widgets/sample_events.h"
#include "tests/widgets/sample_picture.h"
#include "widgets/empty_cluster_panel.h"
#include "widgets/fonts.h"
#include "widgets/icons.h"
#include "widgets/map/map_view.h"
#include "widgets/palette.h"
#include "widgets/timeline/timeline_view.h"

using widgets::Palette;

/// Renders the widgets in both themes. With BROKERSCOPE_GALLERY=<folder> the pictures are kept there, to be
/// looked at; without it the test sees to it that they can be rendered and show something.
class TestGallery : public QObject {
    Q_OBJECT

private slots:
    void everyWidgetShowsSomethingInBothThemes_data() {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("dark") << true;
        QTest::newRow("light") << false;
    }
    void everyWidgetShowsSomethingInBothThemes() {
        QFETCH(bool, isDark);
        QFont font(QStringList{QStringLiteral("Inter"), QApplication::font().family()});
        font.setPixelSize(13);
        QApplication::setFont(font);
        QApplication::setPalette(Palette::of(isDark).forQt());

        widgets::TimelineView timeline;
        timeline.setAnimated(false);
        timeline.setTeller(sample::teller());
        timeline.resize(1440, 132);
        timeline.append(sample::minute());
        timeline.setNow(broker::Timestamp(sample::kStart + 58'000));
        timeline.selectEvent(14);
        keep(timeline, "timeline");
        timeline.resize(1024, 110);
        keep(timeline, "timeline-narrow");
        timeline.setSpan(broker::Timestamp(sample::kStart + 41'000),
                         broker::Timestamp(sample::kStart + 42'600));
        keep(timeline, "timeline-zoomed");

        widgets::EmptyClusterPanel panel;
        panel.setCommands({{QStringLiteral("Send lines, one record each; Ctrl+D ends"),
                            QStringLiteral("kcat -b 127.0.0.1:9092 -t hello -P")},
                           {QStringLiteral("Read them back from the beginning"),
                            QStringLiteral("kcat -b 127.0.0.1:9092 -t hello -C -o beginning -e")},
                           {QStringLiteral("See brokers, topics and leaders"),
                            QStringLiteral("kcat -b 127.0.0.1:9092 -L")}});
        panel.resize(560, panel.heightForWidth(560));
        keep(panel, "empty-cluster");
        keepIcons(isDark);
        keepMaps();
    }

private:
    static void keep(QWidget& widget, const QString& name) {
        const QImage image = widget.grab().toImage();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 2)
            for (int x = 0; x < image.width(); x += 2) colours.insert(image.pixel(x, y));
        QVERIFY2(colours.size() > 8, qPrintable(name));
        save(image, name, Palette::of(widget).isDark);
    }

    static void save(const QImage& image, const QString& name, bool isDark) {
        const QString folder = qEnvironmentVariable("BROKERSCOPE_GALLERY");
        if (folder.isEmpty()) return;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(
            image.save(QStringLiteral("%1/%2-%3.png")
                           .arg(folder, name, isDark ? QStringLiteral("dark") : QStringLiteral("light"))));
    }

    static void keepMaps() {
        const QSize large(920, 598);
        const QSize small(552, 370);
        keepMap(sample::classroom(true), large, "map");
        keepMap(sample::classroom(true), small, "map-small");
        keepMap(sample::classroom(false), large, "map-well");
        keepMap(sample::troubled(), large, "map-troubled");
        keepMap(sample::troubled(), small, "map-troubled-small");
        keepMap(sample::many({.brokers = 5, .topics = 4, .partitions = 6, .clients = 3}), large, "map-five");
        keepMap(sample::many({.brokers = 5, .topics = 4, .partitions = 6, .clients = 3, .hasTrouble = true}),
                large, "map-five-cut");
        keepMap(sample::many({.brokers = 9, .topics = 4, .partitions = 6, .clients = 3, .hasTrouble = true}),
                large, "map-nine-cut");
        keepMap(sample::many({.brokers = 9, .topics = 6, .partitions = 9, .clients = 5}), large, "map-nine");
        keepMap(sample::many({.brokers = 9, .topics = 6, .partitions = 9, .clients = 5}), small,
                "map-nine-small");
        keepMap(sample::many({.brokers = 50, .topics = 20, .partitions = 50, .clients = 4}), large,
                "map-fifty");
        keepMap(sample::many({.topics = 10, .partitions = 60}), large, "map-600");
        keepMap(sample::many({.topics = 100, .partitions = 100}), large, "map-10000");
        keepMap(sample::many({.brokers = 1, .topics = 1, .partitions = 1, .clients = 0}), large, "map-one");
    }

    static void keepMap(const widgets::MapPicture& picture, QSize size, const QString& name) {
        widgets::MapView map;
        map.setMoves(false);
        map.resize(size);
        map.show(picture);
        map.select(widgets::MapReplica{{"orders", broker::PartitionIndex(1)}, broker::BrokerId(2)});
        keep(map, name);
    }

    static void keepIcons(bool isDark) {
        const Palette& palette = Palette::of(isDark);
        QImage image(8 * 72, 3 * 72 + 136, QImage::Format_RGB32);
        image.fill(palette.panel);
        QPainter painter(&image);
        for (int i = 0; i < widgets::kIcons; ++i) {
            const QRectF place(i % 8 * 72 + 12, i / 8 * 72 + 12, 32, 32);
            widgets::paintIcon(painter, static_cast<widgets::IconName>(i), place, palette.text);
            widgets::paintIcon(painter, static_cast<widgets::IconName>(i),
                               place.translated(34, 8).adjusted(0, 0, -16, -16),
                               palette.hues[static_cast<std::size_t>(i) % Palette::kHues]);
        }
        widgets::programIcon().paint(&painter, QRect(8, 3 * 72 + 4, 128, 128));
        widgets::programIcon().paint(&painter, QRect(160, 3 * 72 + 40, 48, 48));
        widgets::programIcon().paint(&painter, QRect(230, 3 * 72 + 50, 24, 24));
        painter.end();
        save(image, QStringLiteral("icons"), isDark);
    }
};

BROKERSCOPE_TEST(TestGallery)
#include "tst_gallery.moc"
