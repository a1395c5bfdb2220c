#include "app/saving/saver.h"

#include <QFileDialog>
#include <QFileInfo>

#include "app/saving/save_file.h"

namespace app {

Saver::Saver(QWidget* window)
    : QObject(window)
    , m_window(window) {}

void Saver::ask(std::vector<Saveable> list) {
    if (list.empty()) return;
    QStringList filters;
    for (const Saveable& one : list) filters << one.filter();
    auto* dialog = new QFileDialog(m_window, tr("Save"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilters(filters);
    // A name without a suffix gets that of the filter.
    const auto follow = [dialog, list](const QString& filter) {
        dialog->setDefaultSuffix(chosenOf(list, filter, {}).suffix);
    };
    follow(filters.front());
    connect(dialog, &QFileDialog::filterSelected, this, follow);
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, list](const QString& path) {
        save(chosenOf(list, dialog->selectedNameFilter(), path), path);
    });
    dialog->open();
}

void Saver::save(const Saveable& what, const QString& path) {
    m_background.run<QString>([path, bytes = what.bytes()] { return saveFile(path, bytes); }, this,
                              [this, path](const QString& problem) {
                                  if (problem.isEmpty())
                                      emit told(true, tr("Saved: %1").arg(path));
                                  else
                                      emit told(false, tr("Nothing was saved. %1").arg(problem));
                              });
}

}  // namespace app
