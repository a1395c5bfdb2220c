#include "app/dialogs/fault_dialog.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/dialogs/disk_dialog.h"
#include "app/dialogs/link_dialog.h"

namespace app {

constexpr int kWidth = 400;
constexpr int kLines = 4;

FaultDialog* FaultDialog::make(ClusterSession& session, const FaultForm& form, QWidget* parent) {
    if (const auto* link = std::get_if<LinkForm>(&form)) return new LinkDialog(session, *link, parent);
    return new DiskDialog(session, std::get<DiskForm>(form), parent);
}

FaultDialog::FaultDialog(ClusterSession& session, QWidget* parent)
    : QDialog(parent)
    , m_session(session) {
    setObjectName(QStringLiteral("faultDialog"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(14);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(10);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    column->addLayout(m_form);
    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("answer"));
    m_words->setWordWrap(true);
    m_words->setMinimumWidth(kWidth);
    m_words->setMinimumHeight(m_words->fontMetrics().lineSpacing() * kLines);
    m_words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_words, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"));
    m_do = new QPushButton(tr("Do it"));
    m_do->setObjectName(QStringLiteral("primary"));
    m_do->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_do);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_do, &QPushButton::clicked, this, [this] {
        emit chosen(command());
        accept();
    });
}

void FaultDialog::onEdited() {
    arrange();
    QString against = objection();
    if (against.isEmpty()) against = m_session.whyNot(command());
    m_do->setEnabled(against.isEmpty());
    m_words->setText(against.isEmpty() ? words() : against);
    m_words->setProperty("tone", against.isEmpty() ? "dim" : "bad");
    m_words->setStyleSheet({});  // the tone is chosen anew
}

void FaultDialog::showRow(QWidget* field, bool isShown) { m_form->setRowVisible(field, isShown); }

}  // namespace app
