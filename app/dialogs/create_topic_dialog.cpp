#include "app/dialogs/create_topic_dialog.h"

#include <algorithm>
#include <chrono>

#include <QComboBox>
#include <QCoreApplication>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/words/event_words.h"
#include "app/words/refusal_words.h"
#include "broker/config/parameter.h"

namespace app {

using namespace std::chrono_literals;
using broker::config::Scope;

constexpr int kMaxPartitions = 10'000;
constexpr auto kTypingPause = 250ms;
constexpr int kWidth = 460;

CreateTopicDialog::CreateTopicDialog(ClusterSession& session, QWidget* parent)
    : QDialog(parent)
    , m_session(session) {
    setWindowTitle(tr("New topic"));
    setObjectName(QStringLiteral("createTopicDialog"));
    build();
    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPause);
    connect(&m_pause, &QTimer::timeout, this, &CreateTopicDialog::validate);
    onEdited();
}

void CreateTopicDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("topicName"));
    m_name->setMaxLength(249);
    m_name->setPlaceholderText(tr("letters, digits, . _ and -"));
    form->addRow(tr("&Name"), m_name);
    m_partitions = new QSpinBox;
    m_partitions->setObjectName(QStringLiteral("partitions"));
    m_partitions->setRange(1, kMaxPartitions);
    m_partitions->setValue(6);
    form->addRow(tr("&Partitions"), m_partitions);
    m_factor = new QSpinBox;
    m_factor->setObjectName(QStringLiteral("replicationFactor"));
    m_factor->setRange(0, 9);
    m_factor->setValue(0);
    m_factor->setSpecialValueText(tr("as the cluster does"));
    form->addRow(tr("&Replicas of each"), m_factor);
    m_settingChoice = new QComboBox;
    m_settingChoice->setObjectName(QStringLiteral("settingChoice"));
    m_settingChoice->addItem(tr("Add a setting…"));
    for (const auto& parameter : broker::config::parameters(Scope::kTopic))
        m_settingChoice->addItem(
            QString::fromUtf8(parameter.name.data(), static_cast<qsizetype>(parameter.name.size())));
    form->addRow(tr("&Settings"), m_settingChoice);
    column->addLayout(form);

    m_settings = new QWidget;
    auto* rows = new QVBoxLayout(m_settings);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    column->addWidget(m_settings);

    m_answer = new QLabel;
    m_answer->setObjectName(QStringLiteral("answer"));
    m_answer->setWordWrap(true);
    m_answer->setMinimumWidth(kWidth);
    m_answer->setMinimumHeight(m_answer->fontMetrics().lineSpacing() * 3);
    m_answer->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_answer, 1);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"));
    m_create = new QPushButton(tr("Create topic"));
    m_create->setObjectName(QStringLiteral("primary"));
    m_create->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_create);
    column->addLayout(buttons);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &CreateTopicDialog::create);
    connect(m_name, &QLineEdit::textEdited, this, &CreateTopicDialog::onEdited);
    connect(m_partitions, &QSpinBox::valueChanged, this, &CreateTopicDialog::onEdited);
    connect(m_factor, &QSpinBox::valueChanged, this, &CreateTopicDialog::onEdited);
    connect(m_settingChoice, &QComboBox::activated, this, &CreateTopicDialog::addSetting);
}

void CreateTopicDialog::addSetting(int choice) {
    m_settingChoice->setCurrentIndex(0);
    if (choice <= 0) return;
    const auto& parameter = broker::config::parameters(Scope::kTopic)[static_cast<std::size_t>(choice - 1)];
    const std::string name(parameter.name);
    if (std::ranges::find(m_rows, name, &SettingRow::name) != m_rows.end()) return;

    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(QString::fromStdString(name));
    label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto* value = new QLineEdit(
        QString::fromUtf8(parameter.byDefault.data(), static_cast<qsizetype>(parameter.byDefault.size())));
    value->setFixedWidth(190);
    auto* remove = new QToolButton;
    remove->setText(QStringLiteral("×"));
    remove->setToolTip(tr("Leave this setting to the broker"));
    row->addWidget(label, 1);
    row->addWidget(value);
    row->addWidget(remove);
    column->addLayout(row);
    const QByteArray meaning(parameter.meaning.data(), static_cast<qsizetype>(parameter.meaning.size()));
    auto* words = new QLabel(QCoreApplication::translate("Parameters", meaning.constData()));
    words->setProperty("tone", "dim");
    words->setWordWrap(true);
    column->addWidget(words);
    m_settings->layout()->addWidget(box);
    m_rows.push_back({name, box, value});
    connect(value, &QLineEdit::textEdited, this, &CreateTopicDialog::onEdited);
    connect(remove, &QToolButton::clicked, this, [this, box] { removeSetting(box); });
    value->setFocus();
    value->selectAll();
    onEdited();
}

void CreateTopicDialog::removeSetting(QWidget* box) {
    std::erase_if(m_rows, [box](const SettingRow& row) { return row.box == box; });
    box->deleteLater();
    box->hide();
    onEdited();
}

broker::cluster::CreateTopic CreateTopicDialog::command() const {
    broker::cluster::CreateTopic command;
    command.name = m_name->text().trimmed().toStdString();
    command.partitions = m_partitions->value();
    command.replicationFactor = static_cast<std::int16_t>(m_factor->value() == 0 ? -1 : m_factor->value());
    for (const SettingRow& row : m_rows)
        command.settings[row.name] = row.value->text().trimmed().toStdString();
    return command;
}

QString CreateTopicDialog::objection() const {
    for (const SettingRow& row : m_rows) {
        const auto valid =
            broker::config::validate(Scope::kTopic, row.name, row.value->text().trimmed().toStdString());
        if (!valid) return engineWords(valid.error().detail);
    }
    return m_session.whyNot(command());
}

QString CreateTopicDialog::placement() const {
    const int brokers = static_cast<int>(m_session.snapshot()->metadata->brokers.size());
    if (brokers == 0) return {};
    const int partitions = m_partitions->value();
    const int least = partitions / brokers;
    const int most = (partitions + brokers - 1) / brokers;
    return least == most
               ? tr("Each of the %n broker(s) will lead %1 of the partitions.", nullptr, brokers).arg(least)
               : tr("Each of the %n broker(s) will lead %1 or %2 of the partitions.", nullptr, brokers)
                     .arg(least)
                     .arg(most);
}

void CreateTopicDialog::onEdited() {
    ++m_question;
    m_create->setEnabled(false);
    const QString against = objection();
    if (!against.isEmpty()) {
        m_pause.stop();
        say(against, true);
    } else if (m_name->text().trimmed().isEmpty()) {
        m_pause.stop();
        say(tr("A topic is a named log. Records with the same key go to the same partition."), false);
    } else {
        m_pause.start();
    }
}

void CreateTopicDialog::validate() {
    broker::cluster::CreateTopic question = command();
    question.validateOnly = true;
    m_session.submit(question, this, [this, number = m_question](const ClusterSession::Outcome& outcome) {
        if (number != m_question || m_isCreating) return;
        m_create->setEnabled(outcome.ok());
        say(outcome.ok() ? tr("The cluster would make it.") + u' ' + placement() : refusalWords(outcome),
            !outcome.ok());
    });
}

void CreateTopicDialog::create() {
    m_isCreating = true;
    m_create->setEnabled(false);
    say(tr("Creating…"), false);
    m_session.submit(command(), this, [this](const ClusterSession::Outcome& outcome) {
        m_isCreating = false;
        if (!outcome.ok()) {
            say(refusalWords(outcome), true);
            return;
        }
        emit created(m_name->text().trimmed());
        accept();
    });
}

void CreateTopicDialog::say(const QString& sentence, bool isError) {
    m_answer->setText(sentence);
    m_answer->setProperty("tone", isError ? "bad" : "dim");
    m_answer->setStyleSheet({});  // the tone is chosen anew
}

}  // namespace app
