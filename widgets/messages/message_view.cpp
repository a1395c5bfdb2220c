#include "widgets/messages/message_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/messages/messages_model.h"
#include "widgets/segments/hex_view.h"
#include "widgets/segments/json_view.h"
#include "widgets/segments/look.h"

namespace widgets {

using broker::reading::Format;
using broker::reading::ReadRecord;
using broker::reading::TransactionState;

MessageView::MessageView(QWidget* parent)
    : SegmentsCard(parent)
    , m_tabs{makeTab(this), makeTab(this), makeTab(this)}
    , m_whole(new QPushButton)
    , m_produce(new QPushButton)
    , m_segment(new QPushButton)
    , m_stack(new QStackedWidget)
    , m_json(new JsonView)
    , m_text(new QPlainTextEdit)
    , m_hex(new HexView)
    , m_headers(new SegmentsTable)
    , m_headerModel(new QStandardItemModel(0, 2, this))
    , m_words(new QLabel)
    , m_facts(new ElidedLabel)
    , m_told(new QLabel) {
    setObjectName(QStringLiteral("messageView"));
    build();
    for (int tab = 0; tab < kTabs; ++tab)
        connect(m_tabs[tab], &QToolButton::clicked, this, [this, tab] { openTab(static_cast<Tab>(tab)); });
    connect(m_whole, &QPushButton::clicked, this, &MessageView::wholeRequested);
    connect(m_produce, &QPushButton::clicked, this, &MessageView::produceRequested);
    connect(m_segment, &QPushButton::clicked, this, &MessageView::segmentRequested);
    retranslate();
}

void MessageView::build() {
    m_text->setReadOnly(true);
    m_text->setFont(fixedFont());
    m_text->setTabChangesFocus(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_headers->setItemDelegate(new SegmentsCell({.fixedColumns = {1}}, m_headers));
    m_headers->setModel(m_headerModel);
    m_headers->setStretched(1);
    m_words->setObjectName(QStringLiteral("dim"));
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setWordWrap(true);
    m_facts->setObjectName(QStringLiteral("dim"));
    m_told->setObjectName(QStringLiteral("dim"));
    m_told->setWordWrap(true);
    for (QWidget* page : std::initializer_list<QWidget*>{m_json, m_text, m_hex, m_headers, m_words})
        m_stack->addWidget(page);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(4);
    for (auto* tab : m_tabs) bar->addWidget(tab);
    bar->addStretch(1);
    for (auto* button : {m_whole, m_segment, m_produce}) bar->addWidget(button);
    body()->addWidget(m_facts);
    body()->addLayout(bar);
    body()->addWidget(m_stack, 1);
    body()->addWidget(m_told);
}

void MessageView::show(const QString& topic, const broker::reading::RecordPointer& record,
                       TransactionState transaction) {
    if (topic == m_topic && record == m_record && transaction == m_transaction) return;
    m_topic = topic;
    m_record = record;
    m_transaction = transaction;
    m_told->clear();
    fill();
}

void MessageView::setNote(const QString& note) {
    m_told->setText(note);
    m_told->setVisible(!note.isEmpty());
}

void MessageView::setProduceRefusal(const QString& reason) {
    m_produce->setEnabled(reason.isEmpty());
    m_produce->setToolTip(reason);
}

void MessageView::setFormats(Format key, Format value) {
    if (key == m_keyFormat && value == m_valueFormat) return;
    m_keyFormat = key;
    m_valueFormat = value;
    fill();
}

void MessageView::openTab(Tab tab) {
    m_open = tab;
    fill();
}

void MessageView::fill() {
    ++m_job;
    for (int tab = 0; tab < kTabs; ++tab) {
        m_tabs[tab]->setChecked(tab == m_open);
        m_tabs[tab]->setVisible(m_record != nullptr);
    }
    m_whole->setVisible(m_record && !m_record->isWhole());
    m_produce->setVisible(m_record != nullptr);
    m_segment->setVisible(m_record != nullptr);
    m_facts->setVisible(m_record != nullptr);
    m_told->setVisible(!m_told->text().isEmpty());
    tellFacts();
    if (!m_record) {
        m_words->setText(tr("Choose a record to see its value, key and headers."));
        m_stack->setCurrentWidget(m_words);
        return;
    }
    m_tabs[kHeaders]->setText(m_record->headers.empty() ? tr("Headers")
                                                        : tr("Headers (%1)").arg(m_record->headers.size()));
    if (m_open == kHeaders) return fillHeaders();
    if (m_open == kKey)
        decode(MessagePart::kKey, m_keyFormat);
    else
        decode(MessagePart::kValue, m_valueFormat);
}

void MessageView::tellFacts() {
    if (!m_record) {
        title()->setText(tr("Record"));
        note()->clear();
        return;
    }
    const ReadRecord& record = *m_record;
    title()->setText(
        tr("%1-%2, offset %3").arg(m_topic).arg(record.partition.value()).arg(grouped(record.offset)));
    note()->setText(record.timestamp < broker::Timestamp(0) ? QString() : dateTimeText(record.timestamp));
    QStringList facts;
    facts << tr("key %1").arg(record.key ? bytesText(record.key->size) : tr("null"))
          << tr("value %1").arg(record.value ? bytesText(record.value->size) : tr("null"))
          << tr("leader epoch %1").arg(record.leaderEpoch.value());
    if (record.producerId != broker::kNoProducerId)
        facts << tr("producer id %1").arg(record.producerId.value());
    if (m_transaction != TransactionState::kNone)
        facts << tr("transaction %1").arg(transactionText(m_transaction));
    m_facts->setText(facts.join(QStringLiteral(" · ")));
}

void MessageView::fillHeaders() {
    m_headerModel->removeRows(0, m_headerModel->rowCount());
    if (m_record->headers.empty()) {
        m_words->setText(tr("The record has no headers."));
        m_stack->setCurrentWidget(m_words);
        return;
    }
    for (const auto& header : m_record->headers) {
        QString value = tr("null");
        if (header.value) {
            const auto line = broker::reading::lineOf(Format::kAuto, header.value->front, 4096);
            value = QString::fromStdString(line.text);
            if (!line.isWhole || !header.value->isWhole()) value += QStringLiteral(" …");
        }
        m_headerModel->appendRow(
            {new QStandardItem(QString::fromStdString(header.key)), new QStandardItem(value)});
    }
    m_headers->fitColumns();
    m_stack->setCurrentWidget(m_headers);
}

void MessageView::decode(MessagePart part, Format format) {
    const auto& bytes = part == MessagePart::kKey ? m_record->key : m_record->value;
    const auto job = [record = m_record, part, format] { return decodeValue(record, part, format); };
    if (!m_elsewhere || !bytes || bytes->front.size() < kLarge) return showDecoded(job());
    m_words->setText(tr("Reading %1…").arg(bytesText(bytes->front.size())));
    m_stack->setCurrentWidget(m_words);
    m_elsewhere(job, [this, number = m_job](const DecodedValue& value) {
        if (number == m_job) showDecoded(value);
    });
}

void MessageView::showDecoded(const DecodedValue& value) {
    using Kind = DecodedValue::Kind;
    const QString subject = m_open == kKey ? tr("Key") : tr("Value");
    QString told;
    if (!value.fits) told = tr("The bytes are not of the chosen format.");
    if (value.shownBytes < value.size) {
        if (!told.isEmpty()) told += u' ';
        told += tr("The first %1 of %2.").arg(bytesText(value.shownBytes), bytesText(value.size));
    }
    setNote(told);
    switch (value.kind) {
        case Kind::kNull:
            m_words->setText(m_open == kKey
                                 ? tr("The key is null: the record is spread, not placed.")
                                 : tr("The value is null: a tombstone where the topic is compacted."));
            m_stack->setCurrentWidget(m_words);
            break;
        case Kind::kEmpty:
            m_words->setText(tr("Empty: no bytes, which is not the same as null."));
            m_stack->setCurrentWidget(m_words);
            break;
        case Kind::kJson:
            m_json->show(*value.json);
            m_stack->setCurrentWidget(m_json);
            break;
        case Kind::kText:
            m_text->setPlainText(value.text);
            m_stack->setCurrentWidget(m_text);
            break;
        case Kind::kBytes: {
            FieldedBytes bytes{.owner = value.record, .bytes = value.bytes, .fields = {}};
            bytes.fields.push_back({.name = subject,
                                    .decoded = {},
                                    .range = {0, value.bytes.size()},
                                    .hue = m_open == kKey ? FieldHue::kGold : FieldHue::kBlue});
            m_hex->show(std::move(bytes));
            m_stack->setCurrentWidget(m_hex);
            break;
        }
    }
}

void MessageView::retranslate() {
    m_tabs[kValue]->setText(tr("Value"));
    m_tabs[kKey]->setText(tr("Key"));
    m_tabs[kHeaders]->setText(tr("Headers"));
    m_whole->setText(tr("Open whole"));
    m_segment->setText(tr("In its segment"));
    m_produce->setText(tr("Produce again…"));
    m_headerModel->setHorizontalHeaderLabels({tr("Key"), tr("Value")});
    m_headers->setAccessibleName(tr("Headers of the record"));
    fill();
}

void MessageView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    SegmentsCard::changeEvent(event);
}

}  // namespace widgets
