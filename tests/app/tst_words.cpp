#include "app/desktop/language.h"
#include "app/words/event_words.h"
#include "app/words/refusal_words.h"
#include "tests/support/test_registry.h"

using namespace app;
using broker::ErrorCode;
using broker::observe::Event;
using broker::observe::EventKind;

namespace {

Event topicCreated(const char* partitions) {
    return {.kind = EventKind::kTopicCreated,
            .arguments = {{"topic", "orders"}, {"partitions", partitions}, {"factor", "3"}}};
}

}  // namespace

/// Events and refusals in the window's language.
class TestWords : public QObject {
    Q_OBJECT
    Languages m_languages;

private slots:
    void init() { m_languages.use(Language::kEnglish); }
    void cleanupTestCase() { m_languages.use(Language::kEnglish); }

    void oneIsNotMany() {
        QCOMPARE(tellEvent(topicCreated("1")),
                 QString("Topic orders was created: 1 partition, replication factor 3"));
        QCOMPARE(tellEvent(topicCreated("6")),
                 QString("Topic orders was created: 6 partitions, replication factor 3"));
        m_languages.use(Language::kChinese);
        QVERIFY(tellEvent(topicCreated("1")).contains(QString::fromUtf8("1 个分区")));
    }

    void aKnownRefusalIsTranslatedWithItsFacts() {
        const ClusterSession::Outcome outcome{
            .code = ErrorCode::kInvalidTopicException,
            .sentence = "the topic name 'a%1b' is invalid: it has 300 characters, at most 249 are allowed"};
        QCOMPARE(refusalWords(outcome), QString::fromStdString(outcome.sentence));
        m_languages.use(Language::kChinese);
        const QString words = refusalWords(outcome);
        QVERIFY2(words.contains("a%1b") && words.contains("300") && words.contains("249"), qPrintable(words));
        QVERIFY2(!words.contains("invalid"), qPrintable(words));
    }

    void anUnknownRefusalIsNamedByItsCodeAndKeepsTheFacts() {
        const ClusterSession::Outcome outcome{.code = ErrorCode::kPolicyViolation,
                                              .sentence = "at most 7 of 9 are allowed here"};
        QCOMPARE(refusalWords(outcome), QString("at most 7 of 9 are allowed here"));
        m_languages.use(Language::kChinese);
        const QString words = refusalWords(outcome);
        QVERIFY2(words.endsWith("(at most 7 of 9 are allowed here)"), qPrintable(words));
        QVERIFY2(words.size() > 40, qPrintable(words));
    }

    void aRefusalWithoutASentenceIsItsCodeInWords() {
        QCOMPARE(refusalWords({.code = ErrorCode::kRequestTimedOut, .sentence = {}}),
                 QString("no answer came in time"));
    }
};

BROKERSCOPE_TEST(TestWords)
#include "tst_words.moc"
