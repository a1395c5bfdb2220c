#include <QtTest/QtTest>

#include "broker/config/settings.h"
#include "tests/support/test_registry.h"

using namespace broker;
using namespace broker::config;

class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void everyDefaultPassesItsOwnRow() {
        for (const Parameter& row : parameters()) {
            if (isOptional(row)) continue;
            const Result<void> valid = validate(row, row.byDefault);
            QVERIFY2(valid.has_value(), valid ? "" : valid.error().detail.c_str());
            QVERIFY2(!row.meaning.empty(), std::string(row.name).c_str());
        }
    }

    void everyTopicParameterNamesABrokerParameterOfItsTypeAndDefault() {
        for (const Parameter& row : parameters(Scope::kTopic)) {
            const Parameter* supplier = find(Scope::kBroker, row.brokerName);
            QVERIFY2(supplier, std::string(row.name).c_str());
            QVERIFY(supplier->type == row.type);
            QVERIFY2(Settings{}.resolve(*supplier).value == row.byDefault, std::string(row.name).c_str());
        }
    }

    void namesAreUniqueWithinTheirScope() {
        const auto rows = parameters();
        for (std::size_t i = 1; i < rows.size(); ++i)
            QVERIFY(rows[i - 1].scope < rows[i].scope || rows[i - 1].name < rows[i].name);
    }

    void valuesOutsideTheirRangeAreRefusedInWords_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("below the least") << "num.partitions" << "0";
        QTest::newRow("no number") << "num.partitions" << "six";
        QTest::newRow("trailing text") << "num.partitions" << "6x";
        QTest::newRow("beyond 64 bits") << "connections.max.idle.ms" << "99999999999999999999";
        QTest::newRow("no boolean") << "auto.create.topics.enable" << "yes";
        QTest::newRow("no choice") << "log.message.timestamp.type" << "Never";
        QTest::newRow("one bad list item") << "log.cleanup.policy" << "delete,shrink";
        QTest::newRow("ratio beyond one") << "log.cleaner.min.cleanable.ratio" << "1.5";
    }
    void valuesOutsideTheirRangeAreRefusedInWords() {
        QFETCH(QString, name);
        QFETCH(QString, value);
        Settings settings;
        const Result<void> set = settings.set(name.toStdString(), value.toStdString());
        QVERIFY(!set);
        QCOMPARE(set.error().code, ErrorCode::kInvalidConfig);
        QVERIFY(set.error().detail.find(name.toStdString()) != std::string::npos);
        QVERIFY(set.error().detail.find(value.toStdString()) != std::string::npos);
        QVERIFY(settings.explicitValues().empty());
    }

    void anUnknownNameProposesTheNearest() {
        Settings settings;
        const Result<void> set = settings.set("num.partition", "3");
        QVERIFY(!set);
        QVERIFY(set.error().detail.find("num.partitions") != std::string::npos);
    }

    void aTopicsValueWinsOverTheBrokersOverTheDefault() {
        Settings settings;
        const Values none;
        const Parameter& row = *find(Scope::kTopic, "segment.bytes");
        QCOMPARE(settings.resolveTopic(row, none).source, Source::kDefault);
        QVERIFY(settings.set("log.segment.bytes", "2097152"));
        QCOMPARE(settings.topicInteger("segment.bytes", none), std::int64_t{2097152});
        const Values own{{"segment.bytes", "1048576"}};
        const Resolved resolved = settings.resolveTopic(row, own);
        QCOMPARE(resolved.value, std::string("1048576"));
        QCOMPARE(resolved.source, Source::kTopic);
        QCOMPARE(resolved.origins.size(), std::size_t{3});
        QCOMPARE(resolved.origins[1].name, std::string("log.segment.bytes"));
    }

    void propertiesAreReadAsKafkaWritesThem() {
        const auto pairs = parseProperties(
            "# comment\n! too\n\nnum.partitions = 3\nlog.cleanup.policy: compact,\\\n  delete\n");
        QVERIFY(pairs);
        QCOMPARE(pairs->size(), std::size_t{2});
        QCOMPARE((*pairs)[0].second, std::string("3"));
        QCOMPARE((*pairs)[1].second, std::string("compact,delete"));
        const auto bad = parseProperties("a=1\nnonsense\n");
        QVERIFY(!bad);
        QVERIFY(bad.error().detail.find("line 2") != std::string::npos);
    }

    void aFinerUnitOfTimeCountsBeforeACoarserOne() {
        Settings settings;
        const Parameter& retention = *find(Scope::kBroker, "log.retention.ms");
        QCOMPARE(settings.integer("log.retention.ms"), std::int64_t{604'800'000});
        QVERIFY(settings.resolve(retention).source == Source::kDefault);
        QVERIFY(settings.set("log.retention.hours", "2"));
        QCOMPARE(settings.topicInteger("retention.ms", Values()), std::int64_t{7'200'000});
        QVERIFY(settings.set("log.retention.minutes", "60"));
        QCOMPARE(settings.topicInteger("retention.ms", Values()), std::int64_t{3'600'000});
        QVERIFY(settings.set("log.retention.ms", "1000"));
        QCOMPARE(settings.topicInteger("retention.ms", Values()), std::int64_t{1000});
        const Resolved resolved = settings.resolve(retention);
        QCOMPARE(resolved.origins.size(), std::size_t{4});
        QCOMPARE(resolved.origins[1].name, std::string("log.retention.minutes"));
        QCOMPARE(resolved.origins[1].value, std::string("60"));
        QVERIFY(settings.set("log.retention.hours", "-1"));
        Settings endless;
        QVERIFY(endless.set("log.retention.minutes", "-1"));
        QCOMPARE(endless.topicInteger("retention.ms", Values()), std::int64_t{-1});
    }

    void whatTheMetadataSetsCountsBeforeWhatWasSetAtTheStart() {
        Settings settings;
        QVERIFY(settings.set("min.insync.replicas", "2"));
        settings.setDynamic({{"message.max.bytes", "100"}},
                            {{"min.insync.replicas", "3"}, {"message.max.bytes", "200"}});
        QCOMPARE(settings.integer("min.insync.replicas"), std::int64_t{3});
        QCOMPARE(settings.integer("message.max.bytes"), std::int64_t{100});
        const Resolved resolved = settings.resolveTopic(*find(Scope::kTopic, "max.message.bytes"), {});
        QVERIFY(resolved.source == Source::kBroker);
        QCOMPARE(resolved.origins.size(), std::size_t{3});
        QVERIFY(resolved.origins[1].source == Source::kAllBrokers);
        settings.setDynamic({}, {});
        QCOMPARE(settings.integer("min.insync.replicas"), std::int64_t{2});
    }

    void whatIsNotValidOrMayNotChangeWhileABrokerRunsDoesNotCount() {
        Settings settings;
        settings.setDynamic({{"num.partitions", "9"}, {"log.retention.ms", "soon"}, {"no.such", "1"}}, {});
        QCOMPARE(settings.integer("num.partitions"), std::int64_t{1});
        QCOMPARE(settings.integer("log.retention.ms"), std::int64_t{604'800'000});
        QCOMPARE(settings.topicInteger("retention.ms", {{"retention.ms", "never"}}),
                 std::int64_t{604'800'000});
    }
};

BROKERSCOPE_TEST(TestSettings)
#include "tst_settings.moc"
