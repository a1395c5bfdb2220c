#include <QDir>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include "app/desktop/language.h"
#include "app/words/event_words.h"
#include "broker/config/parameter.h"
#include "broker/observe/event.h"
#include "tests/support/test_registry.h"

namespace {

struct Message {
    QString context;
    QString source;
    QStringList translations;
    bool isPlural = false;
    bool isUnfinished = false;
};

QList<Message> readMessages(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"message") {
            messages.push_back({.context = context, .source = {}, .translations = {}});
            messages.back().isPlural = xml.attributes().value("numerus") == u"yes";
        } else if (xml.name() == u"source") {
            messages.back().source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            Message& message = messages.back();
            message.isUnfinished = xml.attributes().value("type") == u"unfinished";
            if (!message.isPlural) message.translations << xml.readElementText();
        } else if (xml.name() == u"numerusform") {
            messages.back().translations << xml.readElementText();
        }
    }
    return messages;
}

QString translationFile(const QString& language) {
    return QStringLiteral(BROKERSCOPE_SOURCE "/translations/brokerscope_") + language + QStringLiteral(".ts");
}

/// %1, %n, {broker} …: what a translation must carry as its source does.
QSet<QString> places(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("%[0-9nL]+|\\{[a-z]+\\}"));
    QSet<QString> found;
    for (auto match = pattern.globalMatch(text); match.hasNext();) found.insert(match.next().captured());
    return found;
}

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

}  // namespace

/// The two languages are complete, and stay so.
class TestTranslations : public QObject {
    Q_OBJECT
private slots:
    void nothingIsUnfinished_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English plurals") << "en";
        QTest::newRow("Simplified Chinese") << "zh_CN";
    }

    void nothingIsUnfinished() {
        QFETCH(QString, language);
        const QList<Message> messages = readMessages(translationFile(language));
        QVERIFY(!messages.isEmpty());
        for (const Message& message : messages) {
            // English stands in the sources; only its plurals are translated.
            if (language == "en" && !message.isPlural) continue;
            const QByteArray where = (message.context + ": " + message.source).toUtf8();
            QVERIFY2(!message.isUnfinished, where);
            QCOMPARE(message.translations.size(), !message.isPlural ? 1 : language == "en" ? 2 : 1);
            for (const QString& translation : message.translations) {
                QVERIFY2(!translation.trimmed().isEmpty(), where);
                QVERIFY2(!translation.contains("(s)") && !translation.contains("(es)"), where);
            }
        }
    }

    void aTranslationCarriesWhatItsSourceCarries() {
        for (const Message& message : readMessages(translationFile("zh_CN")))
            for (const QString& translation : message.translations)
                QVERIFY2(places(message.source) == places(translation),
                         (message.source + " | " + translation).toUtf8());
    }

    void everyWordOfTheSourcesIsThere() {
        // lupdate over a copy finds nothing that is not there yet.
        QTemporaryDir folder;
        QFile words(folder.filePath("words.cpp"));
        QVERIFY(words.open(QIODevice::WriteOnly));
        QProcess table;
        table.start(BROKERSCOPE_TRANSLATABLE_WORDS, {});
        QVERIFY(table.waitForFinished());
        words.write(table.readAllStandardOutput());
        words.close();
        const QString copy = folder.filePath("copy.ts");
        QVERIFY(QFile::copy(translationFile("zh_CN"), copy));
        QProcess update;
        update.start(BROKERSCOPE_LUPDATE, {"-silent", "-locations", "none", "-no-obsolete", "-I",
                                           BROKERSCOPE_SOURCE, BROKERSCOPE_SOURCE "/app",
                                           BROKERSCOPE_SOURCE "/widgets", words.fileName(), "-ts", copy});
        QVERIFY(update.waitForFinished(120'000));
        QCOMPARE(update.exitCode(), 0);
        QStringList missing;
        for (const Message& message : readMessages(copy))
            if (message.isUnfinished) missing << message.context + ": " + message.source;
        QVERIFY2(missing.isEmpty(),
                 qPrintable("run the target update_translations and translate:\n" + missing.join('\n')));
    }

    void everyEventSpeaksChinese() {
        app::Languages languages;
        languages.use(app::Language::kChinese);
        for (std::size_t i = 0; i < broker::observe::eventKindCount(); ++i) {
            broker::observe::Event event;
            event.kind = static_cast<broker::observe::EventKind>(i);
            const QString english = QString::fromStdString(broker::observe::tell(event));
            QVERIFY2(app::tellEvent(event) != english, qPrintable(english));
            QVERIFY(app::eventTitle(event.kind) != QString());
        }
    }

    void argumentsAreFilledIntoTheTranslation() {
        app::Languages languages;
        languages.use(app::Language::kChinese);
        broker::observe::Event event;
        event.kind = broker::observe::EventKind::kTopicDeleted;
        event.arguments = {{"topic", "orders"}};
        QCOMPARE(app::tellEvent(event), QStringLiteral("主题 orders 已删除"));
        languages.use(app::Language::kEnglish);
        QCOMPARE(app::tellEvent(event), QStringLiteral("Topic orders was deleted"));
    }

    void everyParametersMeaningIsTranslated() {
        QSet<QString> translated;
        for (const Message& message : readMessages(translationFile("zh_CN")))
            if (message.context == "Parameters") translated.insert(message.source);
        for (const auto& parameter : broker::config::parameters())
            QVERIFY2(translated.contains(text(parameter.meaning)), qPrintable(text(parameter.meaning)));
    }
};

BROKERSCOPE_TEST(TestTranslations)
#include "tst_translations.moc"
