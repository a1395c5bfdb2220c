#include "widgets/empty_cluster_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/copy_field.h"
#include "widgets/fonts.h"

namespace widgets {
namespace {

constexpr int kWidth = 560;

void setWhyNot(QPushButton* button, const QString& why) {
    button->setEnabled(why.isEmpty());
    button->setToolTip(why);
}

QLabel* wrapping(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

}  // namespace

EmptyClusterPanel::EmptyClusterPanel(QWidget* parent)
    : QFrame(parent)
    , m_title(new QLabel(this))
    , m_words(wrapping(this))
    , m_orWords(wrapping(this))
    , m_rows(new QVBoxLayout)
    , m_createTopic(new QPushButton(this))
    , m_sendSample(new QPushButton(this)) {
    setProperty("role", "card");
    m_title->setFont(sizedFont(font(), 16, QFont::DemiBold));
    m_sendSample->setProperty("role", "primary");
    m_rows->setSpacing(10);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_sendSample);
    buttons->addWidget(m_createTopic);
    buttons->addStretch();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 22);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_words);
    column->addLayout(m_rows);
    column->addSpacing(4);
    column->addWidget(m_orWords);
    column->addLayout(buttons);
    setMaximumWidth(kWidth);

    connect(m_createTopic, &QPushButton::clicked, this, &EmptyClusterPanel::createTopicRequested);
    connect(m_sendSample, &QPushButton::clicked, this, &EmptyClusterPanel::sendSampleRequested);
    retranslate();
}

void EmptyClusterPanel::setCommands(const std::vector<Command>& commands) {
    if (commands == m_commands) return;
    m_commands = commands;
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Command& command : m_commands) {
        auto* row = new QWidget(this);
        auto* layout = new QVBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(4);
        auto* caption = wrapping(row);
        caption->setText(command.caption);
        auto* field = new CopyField(command.command, row);
        connect(field, &CopyField::copied, this, &EmptyClusterPanel::copied);
        layout->addWidget(caption);
        layout->addWidget(field);
        m_rows->addWidget(row);
    }
}

void EmptyClusterPanel::setWhyNoTopic(const QString& why) { setWhyNot(m_createTopic, why); }
void EmptyClusterPanel::setWhyNoSample(const QString& why) { setWhyNot(m_sendSample, why); }

void EmptyClusterPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) m_title->setFont(sizedFont(font(), 16, QFont::DemiBold));
    QFrame::changeEvent(event);
}

void EmptyClusterPanel::retranslate() {
    m_title->setText(tr("The cluster runs, and holds nothing yet"));
    m_words->setText(
        tr("Any Kafka client can connect to it. With kcat in a terminal, for example; what you send "
           "appears here as it arrives."));
    m_orWords->setText(tr("Or begin here:"));
    m_createTopic->setText(tr("Create a topic…"));
    m_sendSample->setText(tr("Create a topic and send sample text"));
}

}  // namespace widgets
