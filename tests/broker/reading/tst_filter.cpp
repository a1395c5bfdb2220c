#include <QtTest/QtTest>

#include "broker/reading/filter.h"
#include "tests/support/test_registry.h"

using namespace broker;
using reading::Filter;
using reading::FilterPlace;
using reading::Format;

namespace {

bool keeps(const Filter& filter, std::string_view key, std::string_view value) {
    return filter.keeps(asBytes(key), asBytes(value), {});
}

}  // namespace

/// Which records are kept.
class TestFilter : public QObject {
    Q_OBJECT
private slots:
    void anEmptyTextKeepsEverything() {
        QVERIFY(keeps(Filter("", FilterPlace::kKey, Format::kAuto, Format::kAuto), "", ""));
        QVERIFY(Filter().keeps(std::nullopt, std::nullopt, {}));
    }

    void lettersAreFoundInEitherCase() {
        const Filter filter("Alice", FilterPlace::kAnywhere, Format::kText, Format::kText);
        QVERIFY(keeps(filter, "k", "hello aLICE!"));
        QVERIFY(!keeps(filter, "k", "hello bob"));
    }

    void onlyTheChosenPlaceIsSearched() {
        const Filter filter("a", FilterPlace::kKey, Format::kText, Format::kText);
        QVERIFY(keeps(filter, "a", "x"));
        QVERIFY(!keeps(filter, "x", "a"));
        QVERIFY(!filter.keeps(std::nullopt, asBytes("a"), {}));
    }

    void integersAreFoundAsTheyAreWritten() {
        const Filter filter("258", FilterPlace::kValue, Format::kAuto, Format::kInt32);
        QVERIFY(keeps(filter, "", std::string_view("\0\0\1\2", 4)));
        QVERIFY(!keeps(filter, "", std::string_view("\0\0\1\3", 4)));
    }

    void hexIsFoundWithAndWithoutSpaces() {
        const std::string_view bytes("\0\x2a\xff", 3);
        for (const char* text : {"2a ff", "2aff", "2A FF"})
            QVERIFY(keeps(Filter(text, FilterPlace::kValue, Format::kAuto, Format::kHex), "", bytes));
        QVERIFY(!keeps(Filter("ff2a", FilterPlace::kValue, Format::kAuto, Format::kHex), "", bytes));
    }

    void aTextIsFoundFarBehindWhatIsShown() {
        std::string value(5 << 20, 'x');
        value += "needle";
        QVERIFY(keeps(Filter("needle", FilterPlace::kValue, Format::kAuto, Format::kAuto), "", value));
    }
};

BROKERSCOPE_TEST(TestFilter)
#include "tst_filter.moc"
