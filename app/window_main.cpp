#include "app/window_main.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

#include "app/desktop/crash_report.h"
#include "app/desktop/language.h"
#include "app/desktop/preferences.h"
#include "app/desktop/system_theme.h"
#include "app/session/local_session.h"
#include "app/window/first_picture.h"
#include "app/window/main_window.h"
#include "app/words/event_words.h"

namespace app {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(WindowMain)
public:
    static QString cannotStart() { return tr("The local cluster could not start."); }
    static QString crashed() {
        return tr("Brokerscope stopped itself the last time. This is what it noted:");
    }
    static QString keep() { return tr("Keep the report"); }
    static QString discard() { return tr("Discard it"); }
};

/// Shown beside the window, which does not wait for the answer.
void offerCrashReport(QWidget* window, const QString& folder) {
    const auto report = CrashReport::find(folder);
    if (!report) return;
    auto* box = new QMessageBox(QMessageBox::Warning, QStringLiteral("Brokerscope"), Words::crashed(),
                                QMessageBox::NoButton, window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(CrashReport::path(folder));
    box->setDetailedText(*report);
    box->addButton(Words::keep(), QMessageBox::RejectRole);
    QPushButton* discard = box->addButton(Words::discard(), QMessageBox::AcceptRole);
    QObject::connect(box, &QMessageBox::buttonClicked, box, [discard, folder](QAbstractButton* clicked) {
        if (static_cast<QAbstractButton*>(discard) == clicked) CrashReport::discard(folder);
    });
    box->open();
}

}  // namespace

int runWindow(QApplication& application, broker::cluster::ClusterOptions options,
              std::chrono::steady_clock::time_point startedAt) {
    QApplication::setApplicationName(QStringLiteral("brokerscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Brokerscope"));
    QApplication::setDesktopFileName(QStringLiteral("brokerscope"));
    const QString state = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                          QStringLiteral("/brokerscope");
    CrashReport::install(state);

    Preferences preferences;
    Languages languages;
    languages.use(preferences.language());
    SystemTheme systemTheme;

    const QString keptFolder = QString::fromStdString(options.dataFolder);
    broker::observe::DiagnosticSink* const diagnostics = options.diagnostics;
    auto cluster = broker::cluster::LocalCluster::start(std::move(options));
    if (!cluster) {
        QMessageBox::critical(nullptr, QStringLiteral("Brokerscope"),
                              Words::cannotStart() + u'\n' + engineWords(cluster.error().detail));
        return 1;
    }
    LocalSession session(std::move(*cluster));
    if (!keptFolder.isEmpty()) session.keepPastIn(keptFolder + QStringLiteral("/history.db"));
    MainWindow window(session, {preferences, languages, systemTheme});
    FirstPicture firstPicture(window, session, startedAt, diagnostics);
    window.show();
    offerCrashReport(&window, state);
    return application.exec();
}

}  // namespace app
