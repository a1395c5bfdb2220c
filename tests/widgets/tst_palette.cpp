#include <QtTest/QtTest>

#include <cmath>

#include "tests/support/test_registry.h"
#include "widgets/palette.h"

using widgets::HueBook;
using widgets::Palette;

namespace {

/// Relative luminance and contrast of WCAG 2.
double luminance(const QColor& colour) {
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double bright = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (bright + 0.05) / (dark + 0.05);
}

}  // namespace

class TestPalette : public QObject {
    Q_OBJECT

private slots:
    void textCanBeReadOnEverySurface_data() {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("dark") << true;
        QTest::newRow("light") << false;
    }
    void textCanBeReadOnEverySurface() {
        QFETCH(bool, isDark);
        const Palette& palette = Palette::of(isDark);
        QCOMPARE(palette.isDark, isDark);
        for (const QColor& surface : {palette.background, palette.panel, palette.raised, palette.selection}) {
            QVERIFY(contrast(palette.text, surface) >= 7);
            QVERIFY(contrast(palette.dimText, surface) >= 4.5);
        }
        for (const QColor& meaning : {palette.green, palette.amber, palette.red, palette.gold, palette.blue})
            QVERIFY2(contrast(meaning, palette.panel) >= 3, qPrintable(meaning.name()));
        for (const QColor& hue : palette.hues) {
            QVERIFY2(contrast(hue, palette.panel) >= 3, qPrintable(hue.name()));
            QVERIFY2(contrast(palette.onFill, hue) >= 3, qPrintable(hue.name()));
        }
    }

    void aWidgetsPaletteTellsWhichThemeItIsIn() {
        QWidget widget;
        widget.setPalette(Palette::light().forQt());
        QVERIFY(!Palette::of(widget).isDark);
        widget.setPalette(Palette::dark().forQt());
        QVERIFY(Palette::of(widget).isDark);
    }

    void aTopicKeepsItsHueWhileOthersComeAndGo() {
        HueBook book;
        book.learn({"orders", "payments"});
        const std::size_t orders = book.of("orders");
        const std::size_t payments = book.of("payments");
        book.learn({"audit", "clicks", "orders", "payments", "returns"});
        QCOMPARE(book.of("orders"), orders);
        book.learn({"orders"});
        QCOMPARE(book.of("orders"), orders);
        HueBook other;
        other.learn({"orders", "payments"});
        QCOMPARE(other.of("orders"), orders);
        QCOMPARE(other.of("payments"), payments);
    }

    void asManyTopicsAsHuesAllLookDifferent() {
        HueBook book;
        std::set<std::string> names;
        for (std::size_t i = 0; i < Palette::kHues; ++i) names.insert("topic-" + std::to_string(i));
        book.learn(names);
        std::set<std::size_t> hues;
        for (const std::string& name : names) hues.insert(book.of(name));
        QCOMPARE(hues.size(), Palette::kHues);
        names.insert("one more");
        book.learn(names);
        QVERIFY(book.of("one more") < Palette::kHues);
    }
};

BROKERSCOPE_TEST(TestPalette)
#include "tst_palette.moc"
