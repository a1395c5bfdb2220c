#include <QtTest/QtTest>

#include <QApplication>
#include <QClipboard>

#include "tests/support/test_registry.h"
#include "widgets/copy_field.h"

using widgets::CopyField;

class TestCopyField : public QObject {
    Q_OBJECT

private slots:
    void aClickCopiesTheWholeEvenWhereItIsElided() {
        const QString text =
            QStringLiteral("kcat -b 127.0.0.1:9092,127.0.0.1:9093,127.0.0.1:9094 -t hello -P -l lines");
        CopyField field(text);
        field.resize(field.minimumSizeHint());
        QVERIFY(field.width() < field.sizeHint().width());
        QSignalSpy copied(&field, &CopyField::copied);
        QTest::mouseClick(&field, Qt::LeftButton);
        QCOMPARE(copied.count(), 1);
        QCOMPARE(copied[0][0].toString(), text);
        QCOMPARE(QApplication::clipboard()->text(), text);
    }

    void aReleaseOutsideCopiesNothing() {
        CopyField field(QStringLiteral("127.0.0.1:9092"));
        field.resize(field.sizeHint());
        QSignalSpy copied(&field, &CopyField::copied);
        QTest::mousePress(&field, Qt::LeftButton);
        QTest::mouseRelease(&field, Qt::LeftButton, {}, {-20, -20});
        QCOMPARE(copied.count(), 0);
    }

    void theKeyboardCopiesToo() {
        CopyField field(QStringLiteral("127.0.0.1:9092"));
        QSignalSpy copied(&field, &CopyField::copied);
        QTest::keyClick(&field, Qt::Key_Return);
        QTest::keyClick(&field, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied.count(), 2);
    }

    void anotherTextAsksForAnotherWidth() {
        CopyField field(QStringLiteral("a"));
        const int narrow = field.sizeHint().width();
        field.setText(QStringLiteral("a much longer text"));
        QVERIFY(field.sizeHint().width() > narrow + 50);
    }
};

BROKERSCOPE_TEST(TestCopyField)
#include "tst_copy_field.moc"
