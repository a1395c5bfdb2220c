#include "app/messages/produce_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/window/figure_strip.h"
#include "app/words/amounts.h"
#include "app/words/refusal_words.h"
#include "broker/client/key_hash.h"
#include "broker/reading/format.h"

namespace app {

constexpr int kWidth = 520;
constexpr int kValueHeight = 130;
constexpr int kHeadersHeight = 58;

namespace {

broker::Bytes bytesOf(const QString& text) {
    const QByteArray utf8 = text.toUtf8();
    return {utf8.begin(), utf8.end()};
}

QString textOf(const broker::Bytes& bytes) {
    return QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()),
                             static_cast<qsizetype>(bytes.size()));
}

QWidget* withCheck(QWidget* field, QCheckBox* check) {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(field);
    column->addWidget(check);
    return box;
}

}  // namespace

std::vector<std::pair<std::string, std::optional<broker::Bytes>>> parseHeaders(const QString& text) {
    std::vector<std::pair<std::string, std::optional<broker::Bytes>>> headers;
    for (const QString& line : text.split(u'\n')) {
        if (line.trimmed().isEmpty()) continue;
        const qsizetype colon = line.indexOf(u':');
        const QString name = (colon < 0 ? line : line.left(colon)).trimmed();
        if (colon < 0)
            headers.emplace_back(name.toStdString(), std::nullopt);
        else
            headers.emplace_back(name.toStdString(), bytesOf(line.mid(colon + 1).trimmed()));
    }
    return headers;
}

ProduceDialog::ProduceDialog(ClusterSession& session, std::string topic,
                             const broker::reading::RecordPointer& like, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_topic(std::move(topic))
    , m_like(like) {
    setObjectName(QStringLiteral("produceDialog"));
    setWindowTitle(tr("Produce a record to %1").arg(QString::fromStdString(m_topic)));
    build();
    if (m_like) fillFrom(*m_like);
    onEdited();
}

void ProduceDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_key = new QLineEdit;
    m_key->setObjectName(QStringLiteral("produceKey"));
    m_key->setFont(fixed);
    m_hasKey = new QCheckBox(tr("No key (null)"));
    m_hasKey->setChecked(true);
    form->addRow(tr("&Key"), withCheck(m_key, m_hasKey));
    m_value = new QPlainTextEdit;
    m_value->setObjectName(QStringLiteral("produceValue"));
    m_value->setFont(fixed);
    m_value->setMinimumHeight(kValueHeight);
    m_value->setTabChangesFocus(true);
    m_hasValue = new QCheckBox(tr("No value (null): a tombstone where the topic is compacted"));
    form->addRow(tr("&Value"), withCheck(m_value, m_hasValue));
    m_headers = new QPlainTextEdit;
    m_headers->setObjectName(QStringLiteral("produceHeaders"));
    m_headers->setFont(fixed);
    m_headers->setFixedHeight(kHeadersHeight);
    m_headers->setTabChangesFocus(true);
    m_headers->setPlaceholderText(tr("name: value, a line each"));
    form->addRow(tr("&Headers"), m_headers);
    m_partition = new QComboBox;
    m_partition->setObjectName(QStringLiteral("producePartition"));
    m_partition->addItem(tr("by its key, or any without one"));
    for (int i = 0; i < partitions(); ++i) m_partition->addItem(tr("partition %1").arg(i));
    form->addRow(tr("&Partition"), m_partition);
    column->addLayout(form);

    m_destination = new QLabel;
    m_destination->setProperty("tone", "dim");
    m_destination->setWordWrap(true);
    m_destination->setMinimumWidth(kWidth);
    m_destination->setMinimumHeight(m_destination->fontMetrics().lineSpacing() * 2);
    m_destination->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_destination);
    m_answer = new QLabel;
    m_answer->setObjectName(QStringLiteral("answer"));
    m_answer->setWordWrap(true);
    m_answer->setMinimumHeight(m_answer->fontMetrics().lineSpacing() * 2);
    m_answer->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_answer);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto* close = new QPushButton(tr("Close"));
    m_send = new QPushButton(tr("Produce"));
    m_send->setObjectName(QStringLiteral("primary"));
    m_send->setDefault(true);
    buttons->addWidget(close);
    buttons->addWidget(m_send);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &ProduceDialog::produce);
    connect(m_key, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_keyIsBytes = false;
        m_hasKey->setChecked(text.isEmpty());
        onEdited();
    });
    connect(m_value, &QPlainTextEdit::textChanged, this, [this] {
        m_valueIsBytes = false;
        if (!m_value->document()->isEmpty()) m_hasValue->setChecked(false);
        onEdited();
    });
    connect(m_headers, &QPlainTextEdit::textChanged, this, &ProduceDialog::onEdited);
    connect(m_hasKey, &QCheckBox::toggled, this, &ProduceDialog::onEdited);
    connect(m_hasValue, &QCheckBox::toggled, this, &ProduceDialog::onEdited);
    connect(m_partition, &QComboBox::activated, this, &ProduceDialog::onEdited);
}

int ProduceDialog::partitions() const {
    const auto* topic = m_session.snapshot()->topic(m_topic);
    return topic ? static_cast<int>(topic->partitions.size()) : 0;
}

void ProduceDialog::fillFrom(const broker::reading::ReadRecord& record) {
    const auto written = [](const broker::Bytes& bytes, bool isBytes) {
        return isBytes ? QString::fromStdString(
                             broker::reading::lineOf(broker::reading::Format::kHex, bytes, 3000).text)
                       : textOf(bytes);
    };
    if (record.key) {
        const bool isBytes = !broker::reading::isText(record.key->front);
        m_key->setText(written(record.key->front, isBytes));
        m_keyIsBytes = isBytes;
    }
    m_hasKey->setChecked(!record.key);
    if (record.value) {
        const bool isBytes = !broker::reading::isText(record.value->front);
        m_value->setPlainText(written(record.value->front, isBytes));
        m_valueIsBytes = isBytes;
    }
    m_hasValue->setChecked(!record.value);
    QString headers;
    for (const auto& header : record.headers) {
        headers += QString::fromStdString(header.key);
        if (header.value) headers += QStringLiteral(": ") + textOf(header.value->front);
        headers += u'\n';
    }
    m_headers->setPlainText(headers.trimmed());
    const int index = record.partition.value() + 1;
    if (!record.key && index < m_partition->count()) m_partition->setCurrentIndex(index);
    if (!record.isWhole())
        say(tr("The record is kept with its front only: open it whole to produce all of it."), true);
}

broker::cluster::ProduceRecord ProduceDialog::command() const {
    broker::cluster::ProduceRecord command;
    command.topic = m_topic;
    if (m_partition->currentIndex() > 0)
        command.partition = broker::PartitionIndex(m_partition->currentIndex() - 1);
    // What was not edited goes out as it came, byte by byte.
    if (!m_hasKey->isChecked()) command.key = m_keyIsBytes ? m_like->key->front : bytesOf(m_key->text());
    if (!m_hasValue->isChecked())
        command.value = m_valueIsBytes ? m_like->value->front : bytesOf(m_value->toPlainText());
    command.headers = parseHeaders(m_headers->toPlainText());
    return command;
}

QString ProduceDialog::headerProblem() const {
    for (const auto& [name, value] : parseHeaders(m_headers->toPlainText()))
        if (name.empty()) return tr("A header needs a name before the colon.");
    return {};
}

QString ProduceDialog::destination() const {
    const auto wanted = command();
    const int count = partitions();
    if (count == 0) return {};
    if (wanted.partition) return tr("It goes to partition %1, as chosen.").arg(wanted.partition->value());
    if (!wanted.key)
        return tr("It goes to any of the %n partition(s): without a key the producer chooses.", nullptr,
                  count);
    const std::uint32_t hash = broker::client::keyHash(*wanted.key);
    return tr("It goes to partition %1: murmur2 of the key, without its sign, is %2, modulo %3 partitions.")
        .arg(hash % static_cast<std::uint32_t>(count))
        .arg(wholeNumber(static_cast<std::int64_t>(hash)))
        .arg(count);
}

void ProduceDialog::onEdited() {
    m_key->setEnabled(true);
    m_destination->setText(destination());
    QString against = headerProblem();
    if (against.isEmpty()) against = m_session.whyNot(command());
    m_send->setEnabled(against.isEmpty() && !m_isSending);
    if (!against.isEmpty()) say(against, true);
}

void ProduceDialog::produce() {
    m_isSending = true;
    onEdited();
    say(tr("Producing…"), false);
    m_session.submit(command(), this, [this](const ClusterSession::Outcome& outcome) {
        m_isSending = false;
        onEdited();
        if (outcome.ok() && outcome.stored && outcome.stored->second >= broker::Offset(0))
            say(tr("Stored in partition %1 at offset %2.")
                    .arg(outcome.stored->first.value())
                    .arg(wholeNumber(outcome.stored->second.value())),
                false);
        else if (outcome.ok())
            say(tr("The record was stored."), false);
        else
            say(tr("Producing to %1 did not work: %2")
                    .arg(QString::fromStdString(m_topic), refusalWords(outcome)),
                true);
    });
}

void ProduceDialog::say(const QString& sentence, bool isError) {
    m_answer->setText(sentence);
    setTone(m_answer, isError ? Tone::kBad : Tone::kGood);
}

}  // namespace app
