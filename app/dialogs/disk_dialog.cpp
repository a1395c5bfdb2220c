#include "app/dialogs/disk_dialog.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>

#include "app/words/amounts.h"

namespace app {

using broker::faults::DiskTrouble;

namespace {

constexpr int kFirstDelay = 200;  ///< ms
constexpr int kLongestPart = 200;
/// As much as such a field holds; the console takes more.
constexpr int kMostBytes =
    static_cast<int>(std::min<std::uint64_t>(broker::faults::kMostBytes, std::numeric_limits<int>::max()));
constexpr int kMostDelay = static_cast<int>(
    std::chrono::duration_cast<std::chrono::milliseconds>(broker::faults::kMostDelay).count());

}  // namespace

DiskDialog::DiskDialog(ClusterSession& session, const DiskForm& disk, QWidget* parent)
    : FaultDialog(session, parent)
    , m_disk(disk) {
    setWindowTitle(tr("Disk of broker %1").arg(disk.broker.value()));
    build();
    m_trouble->setCurrentIndex(m_trouble->findData(static_cast<int>(disk.trouble)));
    connect(m_trouble, &QComboBox::currentIndexChanged, this, [this] { onEdited(); });
    for (QSpinBox* box : {m_delay, m_left})
        connect(box, &QSpinBox::valueChanged, this, [this] { onEdited(); });
    for (QCheckBox* box : {m_reads, m_writes, m_syncs})
        connect(box, &QCheckBox::toggled, this, [this] { onEdited(); });
    connect(m_path, &QLineEdit::textEdited, this, [this] { onEdited(); });
    onEdited();
}

void DiskDialog::build() {
    m_trouble = new QComboBox;
    m_trouble->setObjectName(QStringLiteral("trouble"));
    m_trouble->addItem(tr("slow"), static_cast<int>(DiskTrouble::kSlow));
    m_trouble->addItem(tr("full"), static_cast<int>(DiskTrouble::kFull));
    m_trouble->addItem(tr("failing"), static_cast<int>(DiskTrouble::kFailing));
    form()->addRow(tr("The disk &is"), m_trouble);
    m_delay = new QSpinBox;
    m_delay->setObjectName(QStringLiteral("delay"));
    m_delay->setRange(1, kMostDelay);
    m_delay->setSuffix(u' ' + tr("ms"));
    m_delay->setGroupSeparatorShown(true);
    m_delay->setSingleStep(50);
    m_delay->setValue(kFirstDelay);
    form()->addRow(tr("A &sync takes at least"), m_delay);
    m_left = new QSpinBox;
    m_left->setObjectName(QStringLiteral("left"));
    m_left->setRange(0, kMostBytes);
    m_left->setSuffix(u' ' + tr("bytes"));
    m_left->setGroupSeparatorShown(true);
    m_left->setSingleStep(1024 * 1024);
    form()->addRow(tr("&Room left"), m_left);
    m_acts = new QWidget;
    auto* row = new QHBoxLayout(m_acts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    const auto act = [row](const QString& text, const QString& name) {
        auto* box = new QCheckBox(text);
        box->setObjectName(name);
        box->setChecked(true);
        row->addWidget(box);
        return box;
    };
    m_reads = act(tr("reads"), QStringLiteral("reads"));
    m_writes = act(tr("writes"), QStringLiteral("writes"));
    m_syncs = act(tr("syncs"), QStringLiteral("syncs"));
    row->addStretch(1);
    form()->addRow(tr("What fails"), m_acts);
    m_path = new QLineEdit;
    m_path->setObjectName(QStringLiteral("path"));
    m_path->setMaxLength(kLongestPart);
    m_path->setPlaceholderText(tr("all files, or a part of the path: .index"));
    form()->addRow(tr("&Of which files"), m_path);
}

DiskTrouble DiskDialog::trouble() const { return static_cast<DiskTrouble>(m_trouble->currentData().toInt()); }

void DiskDialog::arrange() {
    showRow(m_delay, trouble() == DiskTrouble::kSlow);
    showRow(m_left, trouble() == DiskTrouble::kFull);
    showRow(m_acts, trouble() == DiskTrouble::kFailing);
    showRow(m_path, trouble() == DiskTrouble::kFailing);
}

QString DiskDialog::objection() const {
    const bool failsNothing = !m_reads->isChecked() && !m_writes->isChecked() && !m_syncs->isChecked();
    return trouble() == DiskTrouble::kFailing && failsNothing ? tr("Something must fail.") : QString();
}

ClusterSession::Command DiskDialog::command() const {
    broker::cluster::SetDisk command{m_disk.broker, {.trouble = trouble(), .pathPart = {}}};
    if (trouble() == DiskTrouble::kSlow) command.fault.delay = std::chrono::milliseconds(m_delay->value());
    if (trouble() == DiskTrouble::kFull)
        command.fault.bytesLeft = static_cast<std::uint64_t>(m_left->value());
    if (trouble() == DiskTrouble::kFailing) {
        command.fault.failsReads = m_reads->isChecked();
        command.fault.failsWrites = m_writes->isChecked();
        command.fault.failsSyncs = m_syncs->isChecked();
        command.fault.pathPart = m_path->text().trimmed().toStdString();
    }
    return command;
}

QString DiskDialog::words() const {
    switch (trouble()) {
        case DiskTrouble::kFull:
            return tr("Files can grow by %1 more; then writes are refused, and a replica that cannot be "
                      "written goes offline. Removing files gives space back.")
                .arg(byteAmount(m_left->value()));
        case DiskTrouble::kFailing:
            return tr(
                "The chosen acts fail as on a broken disk. A file whose sync failed once counts as lost: "
                "its replica goes offline, and another one leads.");
        case DiskTrouble::kSlow:
        case DiskTrouble::kNone:
            break;
    }
    return tr(
        "Reads and writes stay quick, because they only touch memory; what waits for the disk itself, "
        "such as a vote of the metadata quorum, waits.");
}

}  // namespace app
