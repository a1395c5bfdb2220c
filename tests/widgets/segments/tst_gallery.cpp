#include <QApplication>
#include <QDir>
#include <QTemporaryDir>

#include "tests/support/test_registry.h"
#include "tests/widgets/segments/sample.h"
#include "widgets/palette.h"
#include "widgets/segments/segments_view.h"

using broker::Offset;

/// Draws the page in both themes, for people to look at: into the folder of BROKERSCOPE_PICTURES, if it is
/// set.
class TestGallery : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        const QString wanted = qEnvironmentVariable("BROKERSCOPE_PICTURES");
        m_folder = wanted.isEmpty() ? m_own.path() : wanted;
        QVERIFY(QDir().mkpath(m_folder));
        QFont font = QApplication::font();
        font.setFamilies({QStringLiteral("Inter"), font.family()});
        font.setPixelSize(12);
        QApplication::setFont(font);
    }

    void pageIsDrawn_data() {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("state");
        QTest::newRow("segments-dark") << true << QSize(940, 700) << "found";
        QTest::newRow("segments-light") << false << QSize(940, 700) << "found";
        QTest::newRow("segments-large-dark") << true << QSize(1680, 980) << "found";
        QTest::newRow("segments-small-dark") << true << QSize(780, 600) << "found";
        QTest::newRow("segments-narrow-light") << false << QSize(600, 1000) << "found";
        QTest::newRow("segments-damaged-dark") << true << QSize(940, 700) << "damaged";
        QTest::newRow("segments-damaged-light") << false << QSize(940, 700) << "damaged";
        QTest::newRow("segments-empty-dark") << true << QSize(940, 700) << "empty";
        QTest::newRow("segments-many-dark") << true << QSize(1200, 760) << "many";
    }

    void pageIsDrawn() {
        QFETCH(bool, isDark);
        QFETCH(QSize, size);
        QFETCH(QString, state);
        QApplication::setPalette(widgets::Palette::of(isDark).forQt());
        QWidget window;
        QPalette ground = window.palette();
        ground.setColor(QPalette::Window, widgets::Palette::of(isDark).background);
        window.setPalette(ground);
        window.resize(size);
        widgets::SegmentsView view(&window);
        view.setAnimated(false);
        view.resize(size);
        sample::Segment segment = sample::orders(state == "many" ? 3000 : 60);
        if (state == "damaged") segment.damage(3);
        connect(&view, &widgets::SegmentsView::segmentRequested, &view, [&](Offset, std::uint64_t) {
            auto contents = segment.contents();
            if (state == "damaged") {
                contents->batches.tailBytes = 512;
                contents->batches.tailReason = "the batch announces 1,976 bytes and 512 are there";
                contents->segmentBytes += 512;
            }
            view.showSegment(contents);
        });
        connect(&view, &widgets::SegmentsView::batchRequested, &view, [&](Offset, std::uint64_t position) {
            for (std::size_t row = 0; row < segment.infos.size(); ++row) {
                if (segment.infos[row].position == position) view.showBatch(segment.batch(row));
            }
        });
        if (state != "empty") view.showFolder(sample::folder(segment));
        if (state == "found" || state == "many") {
            const Offset wanted = segment.infos[segment.infos.size() * 2 / 3].header.baseOffset + 1;
            view.find(wanted);
            view.showWalk({.search = segment.search(wanted, {Offset(0), Offset(17'548), segment.base}),
                           .micros = 60,
                           .problem = {}});
            QCOMPARE(view.batchPosition(),
                     std::optional(segment.infos[segment.infos.size() * 2 / 3].position));
        }
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCoreApplication::processEvents();
        const QImage picture = window.grab().toImage();
        QVERIFY(picture.save(QDir(m_folder).filePath(QString::fromLatin1(QTest::currentDataTag()) + ".png")));
        // Something stands on the ground.
        QVERIFY(picture.size().width() >= size.width());
    }

private:
    QTemporaryDir m_own;
    QString m_folder;
};

BROKERSCOPE_TEST(TestGallery)
#include "tst_gallery.moc"
