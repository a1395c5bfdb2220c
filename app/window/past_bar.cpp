#include "app/window/past_bar.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include "app/words/amounts.h"

namespace app {

PastBar::PastBar(QWidget* parent)
    : QFrame(parent)
    , m_words(new QLabel)
    , m_back(new QPushButton) {
    setObjectName(QStringLiteral("pastBar"));
    m_words->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 16, 6);
    row->setSpacing(12);
    row->addWidget(m_words, 1);
    row->addWidget(m_back, 0, Qt::AlignVCenter);
    connect(m_back, &QPushButton::clicked, this, &PastBar::presentRequested);
    retranslate();
    hide();
}

void PastBar::show(const ClusterSession& session, bool showsFiles) {
    const auto moment = session.moment();
    setVisible(moment.has_value());
    if (!moment) return;
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(moment->value());
    const bool isToday = time.date() == QDateTime::fromMSecsSinceEpoch(session.presentTime().value()).date();
    const QString when = isToday ? time.toString(QStringLiteral("HH:mm:ss"))
                                 : QLocale().toString(time.date(), QLocale::ShortFormat) +
                                       time.toString(QStringLiteral(" HH:mm:ss"));
    QString words = tr("<b>The past: %1</b>, %2").arg(when, ago(session.presentTime() - *moment));
    if (showsFiles) words += QStringLiteral(" · ") + tr("files and records are read as they are now");
    m_words->setText(words);
}

void PastBar::retranslate() {
    m_back->setText(tr("Back to now"));
    m_back->setToolTip(tr("End, on the timeline"));
}

}  // namespace app
