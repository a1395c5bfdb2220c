#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include "app/desktop/language.h"
#include "app/pages/brokers_page.h"
#include "app/pages/overview_page.h"
#include "app/pages/quorum_page.h"
#include "app/saving/picture_file.h"
#include "app/saving/save_file.h"
#include "app/saving/saver.h"
#include "app/saving/table_file.h"
#include "app/session/recorded_session.h"
#include "app/tables/data_table.h"
#include "tests/app/sample/sample_cluster.h"
#include "tests/app/sample/sample_quorum.h"
#include "tests/support/test_registry.h"

using namespace app;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The texts of an SVG file; empty with an error set if it is not well-formed.
QStringList textsOf(const QByteArray& svg, QString& error) {
    QStringList texts;
    QXmlStreamReader reader(svg);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == QLatin1String("text"))
            texts << reader.readElementText().trimmed();
    }
    if (reader.hasError()) error = reader.errorString();
    return texts;
}

const Saveable& found(const std::vector<Saveable>& list, const QString& name, const QString& suffix) {
    return *std::ranges::find_if(
        list, [&](const Saveable& one) { return one.name == name && one.suffix == suffix; });
}

}  // namespace

/// Views and tables as files.
class TestSaving : public QObject {
    Q_OBJECT
    Languages m_languages;
    RecordedSession m_session;
    QTemporaryDir m_folder;

    QByteArray brokersAsJson() {
        BrokersPage page(m_session);
        page.open(brokerPlace(broker::BrokerId(1), Tab::kReplicas));
        page.show();
        std::vector<Saveable> list;
        addContents(list, page);
        for (const Saveable& one : list)
            if (one.suffix == "json") return one.bytes();
        return {};
    }

private slots:
    void initTestCase() {
        m_languages.use(Language::kEnglish);
        m_session.show(sample::cluster({.second = 60}));
        m_session.pull();
    }

    void aTableIsAnArrayOfObjectsInJson() {
        DataTable table;
        table.setColumns({{"name", "Name"}, {"bytes", "Size"}, {"logEnd", "Log end"}});
        table.showRows(
            {{"a", TopicSubject{"a"}, {textCell("a \"b\""), amountCell(1.5e6, "1.5 MB"), unknownCell()}},
             {"c", TopicSubject{"c"}, {textCell("c"), numberCell(1200), numberCell(7)}}});
        QCOMPARE(tableAsJson(*table.model()),
                 QByteArray("[\n"
                            "  {\"name\": \"a \\\"b\\\"\", \"bytes\": 1500000, \"logEnd\": null},\n"
                            "  {\"name\": \"c\", \"bytes\": 1200, \"logEnd\": 7}\n"
                            "]\n"));
    }

    void aTableInCsvQuotesWhatNeedsIt() {
        DataTable table;
        table.setColumns({{"name", "Name"}, {"count", "Count"}});
        table.showRows({{"a", TopicSubject{"a"}, {textCell("a,\"b\""), numberCell(1200)}}});
        QCOMPARE(tableAsCsv(*table.model()), QByteArray("name,count\r\n\"a,\"\"b\"\"\",1200\r\n"));
    }

    void anEmptyTableIsAnEmptyArray() {
        DataTable table;
        table.setColumns({{"name", "Name"}});
        QCOMPARE(tableAsJson(*table.model()), QByteArray("[]\n"));
        QCOMPARE(tableAsCsv(*table.model()), QByteArray("name\r\n"));
    }

    void onlyTheRowsThatAreShownAreSaved() {
        DataTable table;
        table.setColumns({{"name", "Name"}});
        table.showRows(
            {{"a", TopicSubject{"a"}, {textCell("apple")}}, {"b", TopicSubject{"b"}, {textCell("banana")}}});
        table.setFilter("ban");
        QCOMPARE(tableAsCsv(*table.model()), QByteArray("name\r\nbanana\r\n"));
    }

    void keysAndNumbersAreAlikeInEveryLanguage() {
        const QJsonArray english = QJsonDocument::fromJson(brokersAsJson()).array();
        m_languages.use(Language::kChinese);
        const QJsonArray chinese = QJsonDocument::fromJson(brokersAsJson()).array();
        m_languages.use(Language::kEnglish);
        QCOMPARE(english.size(), 3);
        QCOMPARE(chinese[0].toObject().keys(), english[0].toObject().keys());
        QCOMPARE(english[1].toObject()["broker"].toInt(), 2);
        QVERIFY(english[1].toObject()["logBytes"].isDouble());
        QCOMPARE(chinese[1].toObject()["logBytes"], english[1].toObject()["logBytes"]);
    }

    void aPageOffersItsTablesByName() {
        BrokersPage page(m_session);
        page.open(brokerPlace(broker::BrokerId(1), Tab::kConnections));
        page.show();
        std::vector<Saveable> list;
        addPicture(list, "Page", &page);
        addContents(list, page);
        QStringList filters;
        for (const Saveable& one : list) filters << one.filter();
        QCOMPARE(filters, QStringList({"Page (*.png)", "Page (*.svg)", "Brokers (*.csv)", "Brokers (*.json)",
                                       "Connections (*.csv)", "Connections (*.json)"}));
    }

    void theQuorumOffersItsLogsAndTheElectionOrTheRecords() {
        RecordedSession session;
        session.add(sample::quorumEvents(sample::QuorumScene::kFailover));
        session.show(sample::quorum(sample::QuorumScene::kFailover));
        session.pull();
        QuorumPage page(session);
        page.resize(1000, 700);
        page.open(quorumPlace(Tab::kElection));
        page.show();
        std::vector<Saveable> list;
        addContents(list, page);
        QString error;
        const QStringList logs =
            textsOf(found(list, "The metadata log of each broker", "svg").bytes(), error);
        QVERIFY2(error.isEmpty() && logs.contains("HW 63"), qPrintable(logs.join('|')));
        const QStringList steps = textsOf(found(list, "The election, step by step", "svg").bytes(), error);
        QVERIFY2(error.isEmpty() && steps.contains("would not"), qPrintable(steps.join('|')));
        page.open(quorumPlace(Tab::kMetadataLog));
        list.clear();
        addContents(list, page);
        const QJsonArray records =
            QJsonDocument::fromJson(found(list, "Metadata log", "json").bytes()).array();
        QCOMPARE(records[0].toObject()["offset"].toInt(), 64);
        QCOMPARE(records[0].toObject()["record"].toString(), QString("PartitionRecord"));
    }

    void theMapInSvgIsLinesAndTexts() {
        OverviewPage page(m_session);
        page.resize(1000, 700);
        page.open({});
        std::vector<Saveable> list;
        addContents(list, page);
        const QByteArray svg = found(list, "Map of the cluster", "svg").bytes();
        QString error;
        const QStringList texts = textsOf(svg, error);
        QVERIFY2(error.isEmpty(), qPrintable(error));
        QVERIFY2(texts.contains("Broker 2"), qPrintable(texts.join('|')));
        QVERIFY(!svg.contains("<image"));
    }

    void aWholePageInSvgHoldsWhatItsPartsShow() {
        BrokersPage page(m_session);
        page.resize(1100, 700);
        page.open(brokerPlace(broker::BrokerId(1), Tab::kReplicas));
        QString error;
        const QStringList texts = textsOf(viewAsSvg(page), error);
        QVERIFY2(error.isEmpty(), qPrintable(error));
        for (const char* wanted : {"Active controller", "Broker 3", "Leader epoch", "orders-0"})
            QVERIFY2(texts.contains(wanted), qPrintable(QString(wanted) + " is not in " + texts.join('|')));
    }

    void aPageInPngHasItsSize() {
        BrokersPage page(m_session);
        page.resize(1100, 700);
        const QImage image = QImage::fromData(viewAsPng(page), "PNG");
        QCOMPARE(image.size(), page.size() * page.devicePixelRatio());
    }

    void theSuffixOfTheNameWinsOverTheFilter() {
        const auto none = [] { return QByteArray(); };
        const std::vector<Saveable> list{
            {"Page", "png", none}, {"Page", "svg", none}, {"Brokers", "csv", none}};
        QCOMPARE(chosenOf(list, "Page (*.png)", "/x/page.SVG").suffix, QString("svg"));
        QCOMPARE(chosenOf(list, "Page (*.png)", "/x/page.csv").suffix, QString("png"));
        QCOMPARE(chosenOf(list, "Brokers (*.csv)", "/x/page").name, QString("Brokers"));
    }

    void whatIsSavedIsTold() {
        QWidget window;
        Saver saver(&window);
        QSignalSpy told(&saver, &Saver::told);
        const QString path = m_folder.filePath("table.csv");
        saver.save({"Table", "csv", [] { return QByteArray("a\r\n"); }}, path);
        QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 60'000);
        QVERIFY(told[0][0].toBool());
        QCOMPARE(contentOf(path), QByteArray("a\r\n"));
    }

    void aFolderThatIsNotThereIsNamed() {
        const QString path = m_folder.filePath("missing/table.csv");
        const QString problem = saveFile(path, "a");
        QVERIFY2(problem.contains("There is no folder " + m_folder.filePath("missing")), qPrintable(problem));
    }

    void aFolderIsNotOverwritten() {
        const QString problem = saveFile(m_folder.path(), "a");
        QVERIFY2(problem.contains("is a folder"), qPrintable(problem));
    }

    void aFullDiskIsToldAsOne() {
        if (!QFile::exists("/dev/full")) QSKIP("This system has no disk that is always full.");
        const QString problem = saveFile("/dev/full", QByteArray(100'000, 'a'));
        QVERIFY2(problem.contains("is full"), qPrintable(problem));
        QVERIFY(QFile::exists("/dev/full"));
    }

    void aFolderThatMayNotBeWrittenIntoIsToldAsOne() {
        const QString problem =
            whyNotSaved(m_folder.filePath("a.csv"), QFileDevice::PermissionsError, "Permission denied");
        QVERIFY2(problem.contains("may not write into " + m_folder.path()), qPrintable(problem));
    }

    void aFileThatCouldNotBeReplacedIsKept() {
        const QString path = m_folder.filePath("kept.csv");
        QVERIFY(saveFile(path, "before").isEmpty());
        QVERIFY(saveFile(path, "after").isEmpty());
        QCOMPARE(contentOf(path), QByteArray("after"));
        QCOMPARE(QDir(m_folder.path()).entryList({"kept*"}), QStringList{"kept.csv"});
    }
};

BROKERSCOPE_TEST(TestSaving)
#include "tst_saving.moc"
