#include <QtTest/QtTest>

#include <QPushButton>

#include "tests/support/test_registry.h"
#include "widgets/copy_field.h"
#include "widgets/empty_cluster_panel.h"

using widgets::CopyField;
using widgets::EmptyClusterPanel;

class TestEmptyClusterPanel : public QObject {
    Q_OBJECT

private slots:
    void everyCommandHasAFieldThatCopiesIt() {
        EmptyClusterPanel panel;
        panel.setCommands({{QStringLiteral("Send"), QStringLiteral("kcat -P")},
                           {QStringLiteral("Read"), QStringLiteral("kcat -C")}});
        QSignalSpy copied(&panel, &EmptyClusterPanel::copied);
        const auto fields = panel.findChildren<CopyField*>();
        QCOMPARE(fields.size(), 2);
        QTest::mouseClick(fields[1], Qt::LeftButton);
        QCOMPARE(copied.count(), 1);
        QCOMPARE(copied[0][0].toString(), QStringLiteral("kcat -C"));
    }

    void otherCommandsReplaceTheFields() {
        EmptyClusterPanel panel;
        panel.setCommands({{{}, QStringLiteral("a")}, {{}, QStringLiteral("b")}});
        panel.setCommands({{{}, QStringLiteral("c")}});
        const auto fields = panel.findChildren<CopyField*>();
        QCOMPARE(fields.size(), 1);
        QCOMPARE(fields[0]->text(), QStringLiteral("c"));
    }

    void theButtonsAskUnlessThereIsAReasonAgainst() {
        EmptyClusterPanel panel;
        QSignalSpy create(&panel, &EmptyClusterPanel::createTopicRequested);
        QSignalSpy send(&panel, &EmptyClusterPanel::sendSampleRequested);
        panel.setWhyNoTopic(QStringLiteral("There is no active controller."));
        for (QPushButton* button : panel.findChildren<QPushButton*>())
            QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(create.count(), 0);
        QCOMPARE(send.count(), 1);
        panel.setWhyNoTopic({});
        for (QPushButton* button : panel.findChildren<QPushButton*>())
            QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(create.count(), 1);
    }
};

BROKERSCOPE_TEST(TestEmptyClusterPanel)
#include "tst_empty_cluster_panel.moc"
