#include <QtTest/QtTest>

#include <limits>

#include "broker/groups/group_partition.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::groups;

class TestGroupPartition : public QObject {
    Q_OBJECT

private slots:
    void aGroupLivesWhereTheHashOfItsNameSays_data() {
        QTest::addColumn<QString>("group");
        QTest::addColumn<int>("hash");
        QTest::addColumn<int>("partition");
        // Hashes as Java's String.hashCode gives them.
        QTest::newRow("demo") << "demo" << 3079651 << 1;
        QTest::newRow("test") << "test" << 3556498 << 48;
        QTest::newRow("a negative hash") << "my-group" << -1906497762 << 12;
        QTest::newRow("no name") << "" << 0 << 0;
        QTest::newRow("the least hash counts as 0")
            << "polygenelubricants" << std::numeric_limits<int>::min() << 0;
        QTest::newRow("beyond ASCII") << QString::fromUtf8("gr\xc3\xbc\xc3\x9f\x65") << 98768023 << 23;
        QTest::newRow("Chinese") << QString::fromUtf8("\xe6\xb6\x88\xe8\xb4\xb9\xe7\xbb\x84") << 28099635
                                 << 35;
        QTest::newRow("two UTF-16 units") << QString::fromUtf8("\xf0\x9f\x98\x80") << 1772899 << 49;
    }
    void aGroupLivesWhereTheHashOfItsNameSays() {
        QFETCH(QString, group);
        QFETCH(int, hash);
        QFETCH(int, partition);
        QCOMPARE(javaHashCode(group.toStdString()), hash);
        QCOMPARE(partitionOfGroup(group.toStdString(), 50).value(), partition);
    }

    void whatIsNoUtf8CountsAsTheReplacementCharacter() {
        const std::string replacement = "\xef\xbf\xbd";
        QCOMPARE(javaHashCode("\xff"), javaHashCode(replacement));
        QCOMPARE(javaHashCode("a\xc3"), javaHashCode("a" + replacement));
        QCOMPARE(javaHashCode("\xed\xa0\x80"), javaHashCode(replacement + replacement + replacement));
        QCOMPARE(javaLength("\xf0\x9f\x98\x80"
                            "a"),
                 std::size_t{3});
    }
};

BROKERSCOPE_TEST(TestGroupPartition)
#include "tst_group_partition.moc"
