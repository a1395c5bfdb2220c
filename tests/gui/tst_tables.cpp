#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "app/tables/data_table.h"
#include "app/tables/kept_rows.h"
#include "tests/support/test_registry.h"

using namespace app;

namespace {

TableRow row(const std::string& name, int value) {
    return {name, TopicSubject{name}, {textCell(QString::fromStdString(name)), numberCell(value)}};
}

}  // namespace

/// Tables that follow snapshots: exact changes, and nothing told that nobody chose.
class TestTables : public QObject {
    Q_OBJECT
private slots:
    void rowsComeGoAndChangeExactly() {
        RowsModel model;
        model.setColumns({{"name", "Name"}, {"value", "Value"}});
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.show({row("a", 1), row("c", 3), row("d", 4)});
        QCOMPARE(inserted.count(), 1);
        model.show({row("a", 1), row("b", 2), row("d", 5)});
        QCOMPARE(inserted.count(), 2);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.front().at(0).toModelIndex().row(), 2);
        QCOMPARE(reset.count(), 0);
        model.show({row("a", 1), row("b", 2), row("d", 5)});
        QCOMPARE(changed.count(), 1);
    }

    void theSelectionStaysWithItsRow() {
        DataTable table;
        table.setColumns({{"name", "Name"}, {"value", "Value"}});
        table.showRows({row("b", 1), row("c", 2)});
        table.markSubject(TopicSubject{"c"});
        table.showRows({row("a", 0), row("b", 1), row("c", 3)});
        QCOMPARE(table.currentIndex().data().toString(), QString("c"));
    }

    void aRowThatGoesSelectsNoOther() {
        DataTable table;
        table.setColumns({{"name", "Name"}, {"value", "Value"}});
        table.showRows({row("a", 0), row("b", 1), row("c", 2)});
        table.markSubject(TopicSubject{"b"});
        QSignalSpy selected(&table, &DataTable::subjectSelected);
        table.showRows({row("a", 0), row("c", 2)});
        table.setFilter("c");
        QCOMPARE(selected.count(), 0);
    }

    void aClickTellsItsSubject() {
        DataTable table;
        table.setColumns({{"name", "Name"}, {"value", "Value"}});
        table.showRows({row("a", 0), row("b", 1)});
        table.resize(300, 200);
        table.show();
        QSignalSpy selected(&table, &DataTable::subjectSelected);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
                          table.visualRect(table.model()->index(1, 0)).center());
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected.front().front().value<Subject>(), Subject(TopicSubject{"b"}));
    }

    void whatIsNotKnownSortsBelowEveryNumber() {
        DataTable table;
        table.setColumns({{"name", "Name"}, {"value", "Value"}});
        table.showRows(
            {row("a", 10), {"b", TopicSubject{"b"}, {textCell("b"), unknownCell()}}, row("c", -5)});
        table.sortByColumn(1, Qt::AscendingOrder);
        QCOMPARE(table.model()->index(0, 0).data().toString(), QString("b"));
        QCOMPARE(table.model()->index(1, 0).data().toString(), QString("c"));
    }

    void brokersSortByTheirNumber() {
        DataTable table;
        table.setColumns({{"broker", "Broker"}});
        table.showRows({{"02", TopicSubject{"2"}, {namedCell(2, "Broker 2")}},
                        {"10", TopicSubject{"10"}, {namedCell(10, "Broker 10")}}});
        table.sortByColumn(0, Qt::AscendingOrder);
        QCOMPARE(table.model()->index(0, 0).data().toString(), QString("Broker 2"));
    }

    void rowsAreMadeAnewOnlyWhereTheirFactsDiffer() {
        KeptRows<int> kept;
        int made = 0;
        const auto shown = [&](const std::vector<std::pair<std::string, int>>& facts) {
            kept.begin();
            made = 0;
            for (const auto& [name, value] : facts)
                kept.add(name, value, [&] {
                    ++made;
                    return row(name, value);
                });
            return kept.take();
        };
        const auto first = shown({{"a", 1}, {"b", 2}, {"d", 4}});
        QCOMPARE(made, 3);
        const auto second = shown({{"b", 2}, {"c", 3}, {"d", 5}});
        QCOMPARE(made, 2);
        QVERIFY(second[0].isSameAs(first[1]));
        QCOMPARE(second[2]->cells[1].value.toInt(), 5);
        kept.forget();
        shown({{"b", 2}});
        QCOMPARE(made, 1);
    }

    void rowsWithTheSameFactsAreKeptWithoutTheirKey() {
        KeptRows<int> kept;
        const auto add = [&](const std::string& name, int value) {
            kept.add(name, value, [&] { return row(name, value); });
        };
        kept.begin();
        add("a", 1);
        add("b", 2);
        const auto first = kept.take();
        kept.begin();
        QVERIFY(!kept.maybeKeep(5));
        add("a", 5);
        QVERIFY(kept.maybeKeep(2));
        QVERIFY(!kept.maybeKeep(2));
        const auto second = kept.take();
        QCOMPARE(second.size(), std::size_t{2});
        QVERIFY(!second[0].isSameAs(first[0]));
        QVERIFY(second[1].isSameAs(first[1]));
    }

    void cellsAreMadeWhereSomebodyLooks() {
        constexpr int kRows = 5'000;
        int made = 0;
        DataTable table;
        table.setColumns({{"name", "Name"}, {"value", "Value"}});
        table.resize(200, 200);
        const auto rows = [&](int value) {
            std::vector<TableRow> all;
            for (int i = 0; i < kRows; ++i) {
                const std::string key = QString::number(100'000 + i).toStdString();
                all.push_back({key, TopicSubject{key}, Cells([&made, i, value] {
                                   ++made;
                                   return std::vector<Cell>{textCell(QString::number(i)), numberCell(value)};
                               })});
            }
            return all;
        };
        table.showRows(rows(1));
        table.grab();
        QVERIFY2(made > 0 && made < 200, qPrintable(QString::number(made)));
        const auto* model = table.model();
        QCOMPARE(model->index(kRows - 1, 0).data().toString(), QString::number(kRows - 1));
        // Others under the same keys are seen, made or not.
        QSignalSpy changed(model, &QAbstractItemModel::dataChanged);
        table.showRows(rows(2));
        QVERIFY(changed.count() > 0);
        QCOMPARE(model->index(kRows - 1, 1).data().toString(), QString("2"));
        QCOMPARE(model->index(0, 1).data().toString(), QString("2"));
    }

    void aTableIsSortedByNumbersWithoutMakingCells() {
        constexpr int kRows = 1'000;
        int made = 0;
        DataTable table;
        table.setColumns({{"name", "Name"}, {"value", "Value"}});
        table.resize(200, 200);
        std::vector<TableRow> rows;
        for (int i = 0; i < kRows; ++i) {
            const std::string key = QString::number(100'000 + i).toStdString();
            const int value = (i * 7) % kRows;
            rows.push_back({key, TopicSubject{key},
                            Cells(
                                [&made, i, value] {
                                    ++made;
                                    return std::vector<Cell>{textCell(QString::number(i)), numberCell(value)};
                                },
                                [value](std::size_t column) {
                                    return column == 1 ? std::optional<double>(value) : std::nullopt;
                                })});
        }
        table.showRows(std::move(rows));
        table.sortByColumn(1, Qt::DescendingOrder);
        table.grab();
        QVERIFY2(made < 200, qPrintable(QString::number(made)));
        QCOMPARE(table.model()->index(0, 1).data().toString(), QString("999"));
        QCOMPARE(table.model()->index(kRows - 1, 1).data().toString(), QString("0"));
    }

    void aTableIsWideEnoughForACellThatGrew() {
        DataTable table;
        table.setColumns({{"name", "Name"}, {"value", "Value"}});
        table.resize(200, 200);
        KeptRows<int> kept;
        const auto show = [&](int value) {
            kept.begin();
            for (const char* name : {"a", "b"})
                kept.add(name, *name == 'b' ? value : 1, [&] { return row(name, *name == 'b' ? value : 1); });
            table.showShared(kept.take());
        };
        show(1);
        show(1'000'000'000);
        const QString text = table.model()->index(1, 1).data().toString();
        QVERIFY(table.columnWidth(1) >= table.fontMetrics().horizontalAdvance(text));
    }

    void numbersSortAsNumbers() {
        DataTable table;
        table.setColumns({{"name", "Name"}, {"value", "Value"}});
        table.showRows({row("a", 10), row("b", 9), row("c", 100)});
        table.sortByColumn(1, Qt::AscendingOrder);
        QCOMPARE(table.model()->index(0, 0).data().toString(), QString("b"));
        QCOMPARE(table.model()->index(2, 0).data().toString(), QString("c"));
    }
};

BROKERSCOPE_TEST(TestTables)
#include "tst_tables.moc"
