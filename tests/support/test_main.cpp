#include <QCoreApplication>

#include "tests/support/test_registry.h"

// Executables whose tests open windows define BROKERSCOPE_GUI_TESTS and link Qt6::Widgets.
#ifdef BROKERSCOPE_GUI_TESTS
#include <QApplication>
using Application = QApplication;
#else
using Application = QCoreApplication;
#endif

int main(int argc, char** argv) {
    Application application(argc, argv);
    return tests::runAnnounced(argc, argv);
}
