#include "app/messages/messages_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/messages/messages_words.h"
#include "app/messages/produce_dialog.h"
#include "app/window/flow_layout.h"
#include "widgets/elided_label.h"
#include "widgets/messages/message_view.h"

namespace app {

using broker::reading::FilterPlace;
using broker::reading::Format;
using broker::reading::Plan;
using broker::reading::RecordPointer;
using widgets::MessagesModel;
using widgets::MessageView;

namespace {

enum Start { kNewest, kOldest, kOffset, kTime, kLive };

/// The bar of a choice: its label and its field stay together when the row is full.
QWidget* together(std::initializer_list<QWidget*> parts) {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    for (QWidget* part : parts) row->addWidget(part);
    return box;
}

QLabel* dimLabel() {
    auto* label = new QLabel;
    label->setProperty("tone", "dim");
    return label;
}

}  // namespace

MessagesView::MessagesView(ClusterSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_reader(session) {
    setObjectName(QStringLiteral("messagesView"));
    build();
    connectParts();
    widgets::applySegmentsStyle(*m_halves);
    retranslate();
}

void MessagesView::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(buildBar());
    auto* status = new QHBoxLayout;
    status->setSpacing(8);
    m_status = new widgets::ElidedLabel;
    m_status->setObjectName(QStringLiteral("readingState"));
    m_more = new QPushButton;
    status->addWidget(m_status, 1);
    status->addWidget(m_more);
    column->addLayout(status);

    auto* card = new widgets::SegmentsCard;
    m_stack = new QStackedWidget;
    m_table = new widgets::SegmentsTable;
    m_table->setObjectName(QStringLiteral("messages"));
    m_table->setItemDelegate(new widgets::SegmentsCell(
        {.fixedColumns = {MessagesModel::kTime, MessagesModel::kPartition, MessagesModel::kOffset,
                          MessagesModel::kKey, MessagesModel::kValue}},
        m_table));
    m_table->setModel(&m_reader.model());
    m_table->setStretched(MessagesModel::kValue);
    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("dim"));
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setWordWrap(true);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_words);
    card->body()->addWidget(m_stack, 1);
    card->title()->hide();
    card->note()->hide();
    m_message = new MessageView;
    m_message->setElsewhere([this](MessageView::Job job, std::function<void(widgets::DecodedValue)> done) {
        m_reader.background().run<widgets::DecodedValue>(std::move(job), m_message, std::move(done));
    });
    m_halves = new QSplitter(Qt::Vertical);
    m_halves->setHandleWidth(8);
    m_halves->setChildrenCollapsible(false);
    m_halves->addWidget(card);
    m_halves->addWidget(m_message);
    m_halves->setStretchFactor(0, 3);
    m_halves->setStretchFactor(1, 2);
    column->addWidget(m_halves, 1);
}

QWidget* MessagesView::buildBar() {
    auto* bar = new QWidget;
    auto* flow = new FlowLayout(bar, 8);
    m_start = new QComboBox;
    m_start->setObjectName(QStringLiteral("readFrom"));
    m_startValue = new QLineEdit;
    m_startValue->setObjectName(QStringLiteral("readFromValue"));
    m_startValue->setFixedWidth(190);
    m_zone = dimLabel();
    m_partitionsLabel = dimLabel();
    m_partitions = new QLineEdit;
    m_partitions->setObjectName(QStringLiteral("readPartitions"));
    m_partitions->setFixedWidth(84);
    m_filter = new QLineEdit;
    m_filter->setObjectName(QStringLiteral("filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(170);
    m_filterPlace = new QComboBox;
    m_keyLabel = dimLabel();
    m_key = new QComboBox;
    m_valueLabel = dimLabel();
    m_value = new QComboBox;
    m_read = new QPushButton;
    m_read->setObjectName(QStringLiteral("read"));
    m_produce = new QPushButton;
    m_produce->setObjectName(QStringLiteral("produce"));
    flow->addWidget(together({m_start, m_startValue, m_zone}));
    flow->addWidget(together({m_partitionsLabel, m_partitions}));
    flow->addWidget(together({m_filter, m_filterPlace}));
    flow->addWidget(together({m_keyLabel, m_key}));
    flow->addWidget(together({m_valueLabel, m_value}));
    flow->addWidget(together({m_read, m_produce}));
    return bar;
}

void MessagesView::connectParts() {
    connect(m_start, &QComboBox::activated, this, [this] {
        showStart();
        const int chosen = m_start->currentIndex();
        if (chosen != kOffset && chosen != kTime) return begin();
        m_startValue->setFocus();
        m_startValue->selectAll();
    });
    for (QLineEdit* field : {m_startValue, m_partitions, m_filter})
        connect(field, &QLineEdit::returnPressed, this, &MessagesView::begin);
    connect(m_read, &QPushButton::clicked, this, &MessagesView::readOrStop);
    connect(m_more, &QPushButton::clicked, &m_reader, &MessagesReader::readOn);
    connect(m_produce, &QPushButton::clicked, this, [this] { produceAgain(true); });
    for (QComboBox* box : {m_key, m_value})
        connect(box, &QComboBox::activated, this, [this, box](int) {
            // Both cells of such a record are told together.
            QComboBox* other = box == m_key ? m_value : m_key;
            const bool isGroup = format(box) == Format::kGroupRecord;
            if (isGroup)
                other->setCurrentIndex(box->currentIndex());
            else if (format(other) == Format::kGroupRecord)
                other->setCurrentIndex(0);
            m_reader.model().setFormats(format(m_key), format(m_value));
            m_message->setFormats(format(m_key), format(m_value));
        });
    connect(&m_reader, &MessagesReader::changed, this, &MessagesView::showReading);
    connect(&m_reader, &MessagesReader::wholeRead, this, [this](const RecordPointer& record) {
        const RecordPointer& shown = m_message->record();
        if (!shown || shown->partition != record->partition || shown->offset != record->offset) return;
        m_message->show(QString::fromStdString(m_topic), record, record->transaction);
    });
    connect(&m_reader, &MessagesReader::wholeFailed, m_message, &MessageView::setNote);
    connect(m_table, &widgets::SegmentsTable::rowChosen, this, &MessagesView::showRecord);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_followsEnd = value == m_table->verticalScrollBar()->maximum(); });
    connect(m_message, &MessageView::wholeRequested, this, [this] {
        m_message->setNote(tr("Reading the whole record…"));
        m_reader.openWhole(*m_message->record());
    });
    connect(m_message, &MessageView::produceRequested, this, [this] { produceAgain(false); });
    connect(m_message, &MessageView::segmentRequested, this, [this] {
        const auto* topic = m_session.snapshot()->topic(m_topic);
        const auto index = static_cast<std::size_t>(m_message->record()->partition.value());
        if (!topic || index >= topic->partitions.size()) return;
        const auto& partition = *topic->partitions[index];
        emit goRequested(segmentsPlace({m_topic, partition.index}, partition.leader != broker::kNoBroker
                                                                       ? partition.leader
                                                                       : partition.preferredLeader));
    });
}

int MessagesView::partitions() const {
    const auto* topic = m_session.snapshot()->topic(m_topic);
    return topic ? static_cast<int>(topic->partitions.size()) : 0;
}

Format MessagesView::format(const QComboBox* box) const {
    return static_cast<Format>(box->currentData().toInt());
}

void MessagesView::open(const std::string& topic) {
    if (topic != m_topic) {
        m_topic = topic;
        m_partitions->clear();
        m_filter->clear();
        m_start->setCurrentIndex(kNewest);
        m_reader.forget();
        m_message->show({}, nullptr, {});
        fillChoices();
        showStart();
    }
    if (!m_reader.hasBegun() && partitions() > 0) begin();
    refresh();
}

void MessagesView::refresh() {
    const QString against = m_session.whyNot(broker::cluster::ProduceRecord{.topic = m_topic});
    m_produce->setEnabled(against.isEmpty());
    m_produce->setToolTip(against);
    m_message->setProduceRefusal(against);
}

void MessagesView::readOrStop() {
    if (m_reader.isRunning())
        m_reader.stop();
    else
        begin();
}

void MessagesView::begin() {
    say({});
    Plan plan;
    plan.topic = m_topic;
    const auto chosen = parsePartitions(m_partitions->text(), partitions());
    if (!chosen) return say(chosen.error());
    plan.partitions = *chosen;
    switch (m_start->currentIndex()) {
        case kOldest:
            plan.from = broker::reading::FromOldest{};
            break;
        case kOffset: {
            bool isNumber = false;
            const qint64 offset = m_startValue->text().trimmed().remove(u',').toLongLong(&isNumber);
            if (!isNumber || offset < 0) return say(tr("An offset is a number from 0 on."));
            plan.from = broker::Offset(offset);
            break;
        }
        case kTime: {
            const auto time = parseTime(m_startValue->text());
            if (!time) return say(time.error());
            plan.from = *time;
            m_zone->setText(zoneName(*time));
            break;
        }
        case kLive:
            plan.from = broker::reading::Live{};
            break;
        default:
            plan.from = broker::reading::FromNewest{};
    }
    plan.pageBytes = MessagesReader::kBudget;
    plan.filter = broker::reading::Filter(m_filter->text().toStdString(),
                                          static_cast<FilterPlace>(m_filterPlace->currentIndex()),
                                          format(m_key), format(m_value));
    // A search among the newest looks further back than a page, and says how far.
    if (plan.filter.isActive())
        plan.newestOfEach = 100'000 / static_cast<std::int64_t>(plan.partitions.size());
    m_message->show({}, nullptr, {});
    m_followsEnd = true;
    m_reader.begin(std::move(plan));
}

void MessagesView::say(const QString& problem) {
    m_problem = problem;
    showReading();
}

void MessagesView::showReading() {
    const bool isLive = m_reader.progress().state == broker::reading::State::kLive;
    const bool isNewest = std::holds_alternative<broker::reading::FromNewest>(m_reader.plan().from);
    m_status->setText(m_problem.isEmpty() ? readingState(m_reader) : m_problem);
    setTone(m_status, !m_problem.isEmpty() || m_reader.refusal() ? Tone::kBad
                      : m_reader.progress().problems.empty()     ? Tone::kDim
                                                                 : Tone::kWarning);
    m_read->setText(m_reader.isRunning() ? tr("Stop") : tr("Read"));
    m_more->setVisible(m_reader.canReadOn());
    const bool hasRecords = m_reader.model().rowCount() > 0;
    m_words->setText(noRecordsWords(m_reader));
    m_stack->setCurrentWidget(hasRecords ? static_cast<QWidget*>(m_table) : m_words);
    m_table->fitColumns();
    if (m_followsEnd && (isLive || isNewest)) m_table->scrollToBottom();
    const int row = m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
    const RecordPointer& shown = m_message->record();
    if (row >= 0 && shown && m_reader.model().record(row) == shown)
        m_message->show(QString::fromStdString(m_topic), shown, m_reader.model().transaction(row));
    emit figuresChanged();
}

void MessagesView::showRecord(int row) {
    if (row < 0 || row >= m_reader.model().rowCount()) return;
    const RecordPointer record = m_reader.model().record(row);
    m_message->show(QString::fromStdString(m_topic), record, m_reader.model().transaction(row));
    emit subjectSelected(PartitionSubject{{m_topic, record->partition}});
}

void MessagesView::produceAgain(bool isEmpty) {
    const RecordPointer record = isEmpty ? nullptr : m_message->record();
    auto* dialog = new ProduceDialog(m_session, m_topic, record, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

std::vector<Figure> MessagesView::figures() const { return readingFigures(m_reader); }

void MessagesView::focusFilter() {
    m_filter->setFocus();
    m_filter->selectAll();
}

void MessagesView::showStart() {
    const int chosen = m_start->currentIndex();
    m_startValue->setVisible(chosen == kOffset || chosen == kTime);
    m_zone->setVisible(chosen == kTime);
    const broker::Timestamp now = m_session.clusterTime();
    if (chosen == kTime && !parseTime(m_startValue->text()))
        m_startValue->setText(timeForInput(broker::Timestamp(now.value() - 60'000)));
    if (chosen == kTime && m_startValue->text().size() < 8)
        m_startValue->setText(timeForInput(broker::Timestamp(now.value() - 60'000)));
    if (chosen == kOffset && m_startValue->text().contains(u':')) m_startValue->setText(QStringLiteral("0"));
    m_startValue->setPlaceholderText(chosen == kOffset ? tr("Offset") : QString());
    m_zone->setText(zoneName(now));
    updateGeometry();
}

/// Kept as they are chosen, in the language of the moment.
void MessagesView::fillChoices() {
    const auto fill = [](QComboBox* box, const std::vector<std::pair<QString, int>>& items, int chosen) {
        const QSignalBlocker quiet(box);
        box->clear();
        for (const auto& [text, number] : items) box->addItem(text, number);
        box->setCurrentIndex(std::max(0, box->findData(chosen)));
    };
    const auto chosenOf = [](const QComboBox* box) {
        return box->count() > 0 ? box->currentData().toInt() : 0;
    };
    fill(m_start,
         {{tr("Newest"), kNewest},
          {tr("Oldest"), kOldest},
          {tr("From offset"), kOffset},
          {tr("From time"), kTime},
          {tr("Live"), kLive}},
         chosenOf(m_start));
    const auto place = [](FilterPlace one) { return static_cast<int>(one); };
    fill(m_filterPlace,
         {{tr("anywhere"), place(FilterPlace::kAnywhere)},
          {tr("in the key"), place(FilterPlace::kKey)},
          {tr("in the value"), place(FilterPlace::kValue)},
          {tr("in headers"), place(FilterPlace::kHeaders)}},
         chosenOf(m_filterPlace));
    const auto form = [](Format one) { return static_cast<int>(one); };
    std::vector<std::pair<QString, int>> formats{
        {tr("Automatic"), form(Format::kAuto)},         {tr("Text"), form(Format::kText)},
        {QStringLiteral("JSON"), form(Format::kJson)},  {tr("Hex"), form(Format::kHex)},
        {tr("Integer, 32 bits"), form(Format::kInt32)}, {tr("Integer, 64 bits"), form(Format::kInt64)}};
    const bool isOffsets = m_topic == "__consumer_offsets";
    if (isOffsets) formats.emplace_back(tr("Group record"), form(Format::kGroupRecord));
    const int key = isOffsets && m_key->findData(form(Format::kGroupRecord)) < 0 ? form(Format::kGroupRecord)
                                                                                 : chosenOf(m_key);
    const int value = isOffsets && m_value->findData(form(Format::kGroupRecord)) < 0
                          ? form(Format::kGroupRecord)
                          : chosenOf(m_value);
    fill(m_key, formats, key);
    fill(m_value, formats, value);
    m_reader.model().setFormats(format(m_key), format(m_value));
    m_message->setFormats(format(m_key), format(m_value));
}

void MessagesView::retranslate() {
    fillChoices();
    m_partitionsLabel->setText(tr("Partitions"));
    m_partitions->setPlaceholderText(tr("all"));
    m_partitions->setToolTip(tr("All, or numbers and ranges: 0, 3-5"));
    m_filter->setPlaceholderText(tr("Filter records  /"));
    m_keyLabel->setText(tr("Key"));
    m_valueLabel->setText(tr("Value"));
    m_produce->setText(tr("Produce…"));
    m_more->setText(tr("Read on"));
    m_table->setAccessibleName(tr("Records"));
    for (QComboBox* box : {m_start, m_filterPlace, m_key, m_value})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_start->setAccessibleName(tr("Where reading begins"));
    m_filterPlace->setAccessibleName(tr("Where the filter looks"));
    m_key->setAccessibleName(tr("How keys are written"));
    m_value->setAccessibleName(tr("How values are written"));
    m_reader.model().retranslate();
    showStart();
    showReading();
}

/// Nobody looks: what is under way ends, and says so.
void MessagesView::hideEvent(QHideEvent* event) {
    if (!event->spontaneous() && m_reader.isRunning()) m_reader.stop();
    QWidget::hideEvent(event);
}

void MessagesView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_halves) widgets::applySegmentsStyle(*m_halves);
    QWidget::changeEvent(event);
}

}  // namespace app
