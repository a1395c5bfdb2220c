#include <QtTest/QtTest>

#include "tests/broker/checking/mutant_hunt.h"
#include "tests/broker/checking/seeds.h"
#include "tests/support/test_registry.h"

using namespace broker::checking;

/// A checker is tested by the bug that it must catch: each known mistake, built in, is found.
class TestMutants : public QObject {
    Q_OBJECT

private slots:
    void everyMutantIsFound_data() {
        QTest::addColumn<QString>("name");
        for (const NamedMutant& mutant : allMutants())
            if (!mutant.isRare) QTest::newRow(mutant.name.data()) << QString(mutant.name.data());
    }
    void everyMutantIsFound() {
        if (!tests::kIsQuick) QSKIP("takes minutes in this build");
        QFETCH(QString, name);
        QVERIFY(tests::isFound(*findMutant(name.toStdString()), 60));
    }
};

BROKERSCOPE_TEST(TestMutants)
#include "tst_mutants.moc"
