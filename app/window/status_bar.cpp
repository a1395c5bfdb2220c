#include "app/window/status_bar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

#include "app/desktop/look.h"
#include "app/window/figure_strip.h"
#include "app/words/amounts.h"

namespace app {

StatusBar::StatusBar(QWidget* parent)
    : QStatusBar(parent) {
    setObjectName(QStringLiteral("statusBar"));
    setSizeGripEnabled(false);
    setContentsMargins(8, 0, 12, 0);
    const auto label = [] {
        auto* made = new QLabel;
        made->setProperty("tone", "dim");
        made->setContentsMargins(8, 0, 8, 0);
        return made;
    };
    m_address = new QToolButton;
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setFont(fixedFont());
    m_address->setAutoRaise(true);
    addWidget(m_address);
    m_flow = label();
    m_under = label();
    m_offline = label();
    m_controller = label();
    m_cost = label();
    for (QLabel* one : {m_flow, m_under, m_offline, m_controller}) addWidget(one);
    addPermanentWidget(m_cost);
    connect(m_address, &QToolButton::clicked, this, &StatusBar::copyAddress);
    retranslate();
}

void StatusBar::retranslate() { m_address->setToolTip(tr("Click to copy the bootstrap address")); }

void StatusBar::copyAddress() {
    QGuiApplication::clipboard()->setText(m_bootstrap);
    emit copied(m_bootstrap);
}

void StatusBar::show(const ClusterSession& session) {
    const auto& snapshot = *session.snapshot();
    m_bootstrap = QString::fromStdString(snapshot.bootstrapServers);
    // Three addresses of one host take little room: the host once, then the ports.
    QString brief = m_bootstrap;
    const qsizetype colon = brief.indexOf(u':');
    if (colon > 0) brief.replace(u',' + brief.left(colon + 1), QStringLiteral(","));
    if (m_address->text() != brief) m_address->setText(brief);

    const TrafficRate rate = session.rates().cluster();
    m_flow->setText(tr("%1 rec/s in").arg(wholeNumber(rate.recordsIn)) + QStringLiteral(" · ") +
                    tr("%1 in").arg(byteRate(rate.bytesIn)) + QStringLiteral(" · ") +
                    tr("%1 out").arg(byteRate(rate.bytesOut)));
    const TopicFigures& sums = session.figures().cluster();
    const auto behind = static_cast<int>(sums.underReplicated);
    const auto lost = static_cast<int>(sums.offline);
    m_under->setText((behind > 0 ? QStringLiteral("▲ ") : QString()) +
                     tr("%n under-replicated", nullptr, behind));
    setTone(m_under, behind > 0 ? Tone::kWarning : Tone::kDim);
    m_offline->setText((lost > 0 ? QStringLiteral("■ ") : QString()) + tr("%n offline", nullptr, lost));
    setTone(m_offline, lost > 0 ? Tone::kBad : Tone::kDim);
    const bool hasController = snapshot.activeController != broker::kNoBroker;
    m_controller->setVisible(!hasController && !snapshot.brokers.empty());
    m_controller->setText(QStringLiteral("■ ") + tr("no active controller"));
    m_controller->setToolTip(QString::fromStdString(snapshot.noControllerReason));
    setTone(m_controller, Tone::kBad);
    m_cost->setText(byteAmount(static_cast<double>(snapshot.residentBytes)) + QStringLiteral(" · ") +
                    (snapshot.folderIsTemporary ? tr("temporary data") : tr("kept data")));
    m_cost->setToolTip(QString::fromStdString(snapshot.folder));
}

}  // namespace app
