#include <QSignalSpy>

#include "tests/support/test_registry.h"
#include "tests/widgets/segments/sample.h"
#include "widgets/segments/hex_layout.h"
#include "widgets/segments/hex_view.h"
#include "widgets/segments/json_outline.h"
#include "widgets/segments/value_preview.h"

using namespace widgets;
using broker::asBytes;

namespace {

ByteField field(std::size_t begin, std::size_t end) {
    return {.name = "f", .decoded = {}, .range = {begin, end}};
}

QStringList textOf(const JsonOutline& outline, const std::vector<bool>& folded) {
    QStringList lines;
    for (const auto& line : outline.lines(folded)) {
        lines.append(line.key + line.value + (line.hasComma ? "," : ""));
    }
    return lines;
}

}  // namespace

class TestBytes : public QObject {
    Q_OBJECT
private slots:
    void aLongFieldIsFoldedBetweenItsWholeRows() {
        HexLayout layout;
        // Rows 1 to 76 lie wholly in the field; five stay in front of the fold and one behind it.
        layout.set(1240, {field(0, 14), field(14, 1232), field(1232, 1240)}, 16);
        QVERIFY(layout.isFolded(1));
        QVERIFY(!layout.canFold(0));
        QCOMPARE(layout.row(5).begin, 80U);
        const auto fold = layout.row(6);
        QCOMPARE(fold.foldedField, std::optional<std::size_t>(1));
        QCOMPARE(fold.begin, 96U);
        QCOMPARE(fold.end, 1216U);
        QCOMPARE(layout.row(7).begin, 1216U);
        QCOMPARE(layout.rows(), 9U);
        QCOMPARE(layout.row(8).end, 1240U);
        QCOMPARE(layout.rowOf(500), 6U);
        QCOMPARE(layout.rowOf(1239), 8U);
    }

    void unfoldingShowsEveryRow() {
        HexLayout layout;
        layout.set(1000, {field(0, 1000)}, 16);
        layout.setFolded(0, false);
        QCOMPARE(layout.rows(), 63U);
        for (std::size_t row = 0; row < layout.rows(); ++row) QCOMPARE(layout.row(row).begin, row * 16);
        QCOMPARE(layout.row(62).end, 1000U);
        layout.setFolded(0, true);
        QVERIFY(layout.rows() < 10);
    }

    void bytesOutsideFieldsBelongToNone() {
        HexLayout layout;
        layout.set(40, {field(4, 8), field(10, 12)}, 16);
        QVERIFY(!layout.fieldAt(3));
        QCOMPARE(layout.fieldAt(7), std::optional<std::size_t>(0));
        QVERIFY(!layout.fieldAt(8));
        QCOMPARE(layout.fieldAt(10), std::optional<std::size_t>(1));
        QVERIFY(!layout.fieldAt(39));
    }

    void aHundredMegabytesArePaintedByWhatIsSeen() {
        auto bytes = std::make_shared<broker::Bytes>(std::size_t{100} << 20, std::uint8_t{0x41});
        HexView view;
        view.resize(500, 400);
        view.show({.owner = bytes, .bytes = *bytes, .fields = {field(0, 20), field(20, bytes->size())}});
        view.setFolded(1, false);
        QCOMPARE(view.layoutNow().rows(), bytes->size() / view.layoutNow().bytesInRow());
        QElapsedTimer timer;
        timer.start();
        (void)view.grab();
        QVERIFY2(timer.elapsed() < 2000, "painting looked at more than what is visible");
    }

    void keysGoFromFieldToField() {
        const auto list = sample::orders(1).records(0);
        HexView view;
        view.resize(500, 400);
        view.show(fieldsOfRecord(list, 0));
        QSignalSpy selected(&view, &HexView::fieldSelected);
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(selected.count(), 3);
        QCOMPARE(view.selected(), std::optional<std::size_t>(0));
    }

    void jsonKeepsTheOrderAndSpellingOfTheBytes() {
        const auto outline =
            JsonOutline::parse(asBytes("{\"z\":1.50,\"a\":[1,2,{\"b\":null}],\"e\":{}, \"s\":\"x\\\"y\"}"));
        QVERIFY(outline);
        const std::vector<bool> open(outline->nodes().size(), false);
        QCOMPARE(textOf(*outline, open),
                 (QStringList{"{", "\"z\"1.50,", "\"a\"[", "1,", "2,", "{", "\"b\"null", "}", "],",
                              "\"e\"{},", "\"s\"\"x\\\"y\"", "}"}));
        QCOMPARE(textOf(*outline, outline->foldedAtFirst()),
                 (QStringList{"{", "\"z\"1.50,", "\"a\"[ … 3 ],", "\"e\"{},", "\"s\"\"x\\\"y\"", "}"}));
    }

    void whatIsNoJsonIsNone_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a scalar") << QByteArray("12");
        QTest::newRow("unclosed") << QByteArray("{\"a\":1");
        QTest::newRow("trailing comma") << QByteArray("[1,]");
        QTest::newRow("no comma") << QByteArray("[1 2]");
        QTest::newRow("leading comma") << QByteArray("[,1]");
        QTest::newRow("no colon") << QByteArray("{\"a\" 1}");
        QTest::newRow("number as key") << QByteArray("{1:1}");
        QTest::newRow("leading zero") << QByteArray("[01]");
        QTest::newRow("bad escape") << QByteArray("[\"\\x\"]");
        QTest::newRow("cut escape") << QByteArray("[\"\\u12");
        QTest::newRow("control character") << QByteArray("[\"\n\"]");
        QTest::newRow("something behind") << QByteArray("{} {}");
        QTest::newRow("crossed") << QByteArray("[{]}");
        QTest::newRow("no UTF-8") << QByteArray("[\"\xff\"]");
        QTest::newRow("too deep") << QByteArray(100'000, '[');
    }
    void whatIsNoJsonIsNone() {
        QFETCH(QByteArray, text);
        QVERIFY(!JsonOutline::parse(asBytes({text.constData(), static_cast<std::size_t>(text.size())})));
    }

    void aValueIsShownInTheFirstFormThatFits() {
        ValuePreview preview;
        const auto form = [&](std::string_view text) {
            preview.show(nullptr, asBytes(text));
            return preview.form();
        };
        QCOMPARE(form("{\"a\":1}"), ValuePreview::Form::kJson);
        QCOMPARE(form("plain words"), ValuePreview::Form::kText);
        QCOMPARE(form(std::string_view("\0\x01\xff", 3)), ValuePreview::Form::kHex);
        // What doesn't fit can't be chosen.
        preview.setForm(ValuePreview::Form::kJson);
        QCOMPARE(preview.form(), ValuePreview::Form::kHex);
    }
};

BROKERSCOPE_TEST(TestBytes)
#include "tst_bytes.moc"
