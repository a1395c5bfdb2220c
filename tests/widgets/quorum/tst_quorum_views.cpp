#include <QtTest/QtTest>

#include <QApplication>
#include <QDir>
#include <QSignalSpy>

#include "tests/support/test_registry.h"
#include "tests/widgets/quorum/sample_logs.h"
#include "widgets/palette.h"
#include "widgets/quorum/election_view.h"
#include "widgets/quorum/quorum_view.h"

using widgets::ElectionView;
using widgets::Palette;
using widgets::QuorumView;

/// With BROKERSCOPE_GALLERY=<folder> the pictures are kept there, to be looked at.
class TestQuorumViews : public QObject {
    Q_OBJECT

    static void keep(QWidget& widget, const QString& name) {
        const QImage image = widget.grab().toImage();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 2)
            for (int x = 0; x < image.width(); x += 2) colours.insert(image.pixel(x, y));
        QVERIFY2(colours.size() > 8, qPrintable(name));
        const QString folder = qEnvironmentVariable("BROKERSCOPE_GALLERY");
        if (folder.isEmpty()) return;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(image.save(QStringLiteral("%1/%2.png").arg(folder, name)));
    }

private slots:
    void bothShowSomethingInBothThemes_data() {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("dark") << true;
        QTest::newRow("light") << false;
    }
    void bothShowSomethingInBothThemes() {
        QFETCH(bool, isDark);
        QApplication::setPalette(Palette::of(isDark).forQt());
        const QString theme = isDark ? QStringLiteral("dark") : QStringLiteral("light");
        for (const int width : {920, 560}) {
            QuorumView logs;
            logs.setMoves(false);
            logs.show(sample::logs());
            logs.resize(width, logs.sizeHint().height());
            logs.resize(width, logs.sizeHint().height());
            logs.select(broker::BrokerId(3));
            keep(logs, QStringLiteral("quorum-logs-%1-%2").arg(theme).arg(width));
            ElectionView election;
            election.show(sample::election());
            election.resize(width, election.sizeHint().height());
            election.select(3);
            keep(election, QStringLiteral("quorum-election-%1-%2").arg(theme).arg(width));
        }
    }

    void aClickAndTheKeysChooseARow() {
        QuorumView view;
        view.setMoves(false);
        view.show(sample::logs());
        view.resize(900, view.sizeHint().height());
        QSignalSpy selected(&view, &QuorumView::selected);
        QSignalSpy opened(&view, &QuorumView::opened);
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.layoutNow().rows[2].log.center().toPoint());
        QCOMPARE(selected.count(), 1);
        QVERIFY(view.selection() == broker::BrokerId(3));
        QTest::keyClick(&view, Qt::Key_Up);
        QVERIFY(view.selection() == broker::BrokerId(2));
        for (int i = 0; i < 5; ++i) QTest::keyClick(&view, Qt::Key_Down);
        QVERIFY(view.selection() == broker::BrokerId(4));
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
    }

    void selectingFromOutsideTellsNobody() {
        QuorumView view;
        view.show(sample::logs());
        QSignalSpy selected(&view, &QuorumView::selected);
        view.select(broker::BrokerId(2));
        QVERIFY(view.selection() == broker::BrokerId(2));
        QCOMPARE(selected.count(), 0);
    }

    void stepsAreChosenByClickAndKeys() {
        ElectionView view;
        view.show(sample::election());
        view.resize(900, view.sizeHint().height());
        QSignalSpy selected(&view, &ElectionView::selected);
        QSignalSpy reached(&view, &ElectionView::reached);
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(selected.takeFirst().at(0).toULongLong(), 6ULL);
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(selected.takeFirst().at(0).toULongLong(), 5ULL);
        QCOMPARE(reached.count(), 2);
        const QPoint third = view.layoutNow().steps[2].row.center().toPoint();
        QTest::mouseClick(&view, Qt::LeftButton, {}, third);
        QCOMPARE(selected.takeFirst().at(0).toULongLong(), 3ULL);
    }

    void theViewsAreAsHighAsWhatTheyShow() {
        QuorumView logs;
        logs.show(sample::logs());
        const int before = logs.sizeHint().height();
        widgets::QuorumPicture more = sample::logs();
        more.rows.push_back(sample::row(5, 61, 61, 61));
        more.rows.back().isVoter = false;
        logs.show(more);
        QVERIFY(logs.sizeHint().height() > before);
        ElectionView election;
        const int empty = election.sizeHint().height();
        election.show(sample::election());
        QVERIFY(election.sizeHint().height() > empty);
    }
};

BROKERSCOPE_TEST(TestQuorumViews)
#include "tst_quorum_views.moc"
