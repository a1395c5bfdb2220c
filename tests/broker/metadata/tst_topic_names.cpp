#include <QtTest/QtTest>

#include "broker/metadata/topic_names.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::metadata;

class TestTopicNames : public QObject {
    Q_OBJECT

private slots:
    void namesAreCheckedAsKafkaChecksThem_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("plain") << "orders" << true;
        QTest::newRow("every kind of character") << "Az09._-" << true;
        QTest::newRow("begins with underscores") << "__consumer_offsets" << true;
        QTest::newRow("three dots") << "..." << true;
        QTest::newRow("249 characters") << QString(249, 'a') << true;
        QTest::newRow("250 characters") << QString(250, 'a') << false;
        QTest::newRow("empty") << "" << false;
        QTest::newRow("one dot") << "." << false;
        QTest::newRow("two dots") << ".." << false;
        QTest::newRow("slash") << "a/b" << false;
        QTest::newRow("space") << "a b" << false;
        QTest::newRow("not ASCII") << "größe" << false;
        QTest::newRow("a zero byte") << QString(QChar(0)) << false;
    }
    void namesAreCheckedAsKafkaChecksThem() {
        QFETCH(QString, name);
        QFETCH(bool, allowed);
        const auto checked = checkTopicName(name.toStdString());
        QCOMPARE(checked.has_value(), allowed);
        if (!allowed) QCOMPARE(checked.error().code, ErrorCode::kInvalidTopicException);
    }
    void aRefusalNamesTheTopicOnOneLineOfBoundedLength() {
        const auto detail = [](const std::string& name) { return checkTopicName(name).error().detail; };
        QVERIFY(detail("a/b").find("'a/b'") != std::string::npos);
        QVERIFY(detail("a\nb").find("'a?b'") != std::string::npos);
        QVERIFY(detail(std::string(30'000, 'x')).size() < 2 * kMaxTopicName);
    }
    void dotsAndUnderscoresCollide() {
        QCOMPARE(collisionKey("a.b_c"), collisionKey("a_b.c"));
        QVERIFY(collisionKey("a.b") != collisionKey("a-b"));
        QVERIFY(mayCollide("a.b") && mayCollide("a_b") && !mayCollide("a-b"));
    }
};

BROKERSCOPE_TEST(TestTopicNames)
#include "tst_topic_names.moc"
