#include "app/dialogs/link_dialog.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include <QComboBox>
#include <QFormLayout>
#include <QSpinBox>

#include "app/inspect/fault_facts.h"
#include "app/words/amounts.h"

namespace app {

using broker::faults::LinkTrouble;

namespace {

constexpr int kFirstDelay = 200;  ///< ms
constexpr int kFirstAfter = 65'536;
/// As much as such a field holds; the console takes more.
constexpr int kMostBytes =
    static_cast<int>(std::min<std::uint64_t>(broker::faults::kMostBytes, std::numeric_limits<int>::max()));

int millis(broker::world::Duration duration) {
    return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

int fitting(std::uint64_t bytes) {
    return static_cast<int>(std::min<std::uint64_t>(bytes, static_cast<std::uint64_t>(kMostBytes)));
}

}  // namespace

LinkDialog::LinkDialog(ClusterSession& session, const LinkForm& link, QWidget* parent)
    : FaultDialog(session, parent)
    , m_link(link) {
    setWindowTitle(tr("Link between %1 and %2").arg(linkEndName(link.from), linkEndName(link.to)));
    build();
    takeOver();
    for (QComboBox* box : {m_trouble, m_way})
        connect(box, &QComboBox::currentIndexChanged, this, [this] { onEdited(); });
    for (QSpinBox* box : {m_delay, m_pace, m_after})
        connect(box, &QSpinBox::valueChanged, this, [this] { onEdited(); });
    onEdited();
}

void LinkDialog::build() {
    m_trouble = new QComboBox;
    m_trouble->setObjectName(QStringLiteral("trouble"));
    m_trouble->addItem(tr("slow"), static_cast<int>(LinkTrouble::kSlow));
    m_trouble->addItem(tr("cut"), static_cast<int>(LinkTrouble::kCut));
    m_trouble->addItem(tr("breaks its connections"), static_cast<int>(LinkTrouble::kResetting));
    form()->addRow(tr("The link &is"), m_trouble);
    m_way = new QComboBox;
    m_way->setObjectName(QStringLiteral("way"));
    m_way->addItem(tr("both ways"));
    m_way->addItem(tr("from %1 to %2").arg(linkEndName(m_link.from), linkEndName(m_link.to)));
    m_way->addItem(tr("from %1 to %2").arg(linkEndName(m_link.to), linkEndName(m_link.from)));
    form()->addRow(tr("&Which way"), m_way);
    const auto field = [this](const QString& name, const QString& label, int most, int value,
                              const QString& unit) {
        auto* box = new QSpinBox;
        box->setObjectName(name);
        box->setRange(0, most);
        box->setSuffix(u' ' + unit);
        box->setGroupSeparatorShown(true);
        box->setValue(value);
        form()->addRow(label, box);
        return box;
    };
    m_delay = field(QStringLiteral("delay"), tr("Each frame &late by"), millis(broker::faults::kMostDelay),
                    kFirstDelay, tr("ms"));
    m_delay->setSingleStep(50);
    m_pace = field(QStringLiteral("pace"), tr("At &most, a second"), kMostBytes, 0, tr("bytes"));
    m_pace->setSpecialValueText(tr("as much as comes"));
    m_pace->setSingleStep(10'000);
    m_after = field(QStringLiteral("after"), tr("Each &after"), kMostBytes, kFirstAfter, tr("bytes"));
    m_after->setSingleStep(1024);
}

/// What is wrong already is what one begins with, unless something else was asked for.
void LinkDialog::takeOver() {
    m_trouble->setCurrentIndex(m_trouble->findData(static_cast<int>(m_link.trouble)));
    const auto& faults = session().snapshot()->faults;
    const auto* forth = faults.link(m_link.from, m_link.to);
    const auto* back = faults.link(m_link.to, m_link.from);
    if (const auto* one = forth ? forth : back) {
        if (one->trouble == broker::observe::LinkTrouble::kSlow) {
            m_delay->setValue(static_cast<int>(std::min<std::int64_t>(one->delayMillis, m_delay->maximum())));
            m_pace->setValue(fitting(one->bytesPerSecond));
        }
        if (one->trouble == broker::observe::LinkTrouble::kResetting)
            m_after->setValue(fitting(one->resetAfterBytes));
    }
    if (forth && !back) m_way->setCurrentIndex(kForth);
    if (back && !forth) m_way->setCurrentIndex(kBack);
}

LinkTrouble LinkDialog::trouble() const { return static_cast<LinkTrouble>(m_trouble->currentData().toInt()); }

void LinkDialog::arrange() {
    showRow(m_delay, trouble() == LinkTrouble::kSlow);
    showRow(m_pace, trouble() == LinkTrouble::kSlow);
    showRow(m_after, trouble() == LinkTrouble::kResetting);
}

QString LinkDialog::objection() const {
    if (trouble() == LinkTrouble::kSlow && m_delay->value() == 0 && m_pace->value() == 0)
        return tr("Without a delay and a limit it would not be slow.");
    return {};
}

ClusterSession::Command LinkDialog::command() const {
    broker::cluster::SetLink command{.from = m_link.from, .to = m_link.to, .bothWays = true, .fault = {}};
    if (m_way->currentIndex() != kBoth) command.bothWays = false;
    if (m_way->currentIndex() == kBack) std::swap(command.from, command.to);
    command.fault.trouble = trouble();
    if (trouble() == LinkTrouble::kSlow) {
        command.fault.delay = std::chrono::milliseconds(m_delay->value());
        command.fault.bytesPerSecond = static_cast<std::uint64_t>(m_pace->value());
    }
    if (trouble() == LinkTrouble::kResetting)
        command.fault.resetAfterBytes = static_cast<std::uint64_t>(m_after->value());
    return command;
}

QString LinkDialog::words() const {
    switch (trouble()) {
        case LinkTrouble::kCut:
            return tr(
                "Nothing passes and nobody is told, as with an unplugged cable: what is sent waits, and "
                "new connections get no answer.");
        case LinkTrouble::kResetting:
            return tr("Each connection carries %1 more and then breaks. Both ends see it and connect again.")
                .arg(byteAmount(m_after->value()));
        case LinkTrouble::kSlow:
        case LinkTrouble::kNone:
            break;
    }
    QStringList words;
    if (m_delay->value() > 0) words << tr("Everything arrives %1 ms late.").arg(m_delay->value());
    if (m_pace->value() > 0)
        words << tr("Each connection carries at most %1.").arg(byteRate(m_pace->value()));
    words << tr("A follower behind it copies late, and what waits for it with acks=all waits longer.");
    return words.join(u' ');
}

}  // namespace app
