#include <QtTest/QtTest>

#include <QDir>
#include <QFile>

#include "tests/broker/quorum/quorum_player.h"
#include "tests/support/test_registry.h"

/// A transcript reads like a log: a line is what happens, the indented lines below it are what the quorum
/// then wants done. '#' begins a remark.
class TestQuorumTranscripts : public QObject {
    Q_OBJECT

private slots:
    void theQuorumDoesWhatTheTranscriptSays_data() {
        QTest::addColumn<QString>("file");
        const QDir folder(TRANSCRIPTS);
        for (const QString& name : folder.entryList({"*.txt"}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name.chopped(4))) << folder.filePath(name);
    }
    void theQuorumDoesWhatTheTranscriptSays() {
        QFETCH(QString, file);
        QFile source(file);
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QString expected = QString::fromUtf8(source.readAll());

        tests::QuorumPlayer player;
        QString played;
        for (const QString& line : expected.split('\n')) {
            if (line.startsWith("    ")) continue;
            played += line + '\n';
            if (line.isEmpty() || line.startsWith('#')) continue;
            for (const std::string& answer : player.play(line.toStdString()))
                played += "    " + QString::fromStdString(answer) + '\n';
        }
        played.chop(1);
        if (played == expected) return;
        const QStringList was = played.split('\n');
        const QStringList should = expected.split('\n');
        for (int i = 0; i < std::max(was.size(), should.size()); ++i)
            if (was.value(i) != should.value(i))
                QFAIL(qPrintable(QString("line %1 should be '%2' and is '%3'; the whole was:\n%4")
                                     .arg(i + 1)
                                     .arg(should.value(i), was.value(i), played)));
    }
};

BROKERSCOPE_TEST(TestQuorumTranscripts)
#include "tst_quorum_transcripts.moc"
