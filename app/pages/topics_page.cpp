#include "app/pages/topics_page.h"

#include <algorithm>

#include <fmt/core.h>

#include <QCheckBox>
#include <QCoreApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include "app/inspect/sentences.h"
#include "app/messages/messages_view.h"
#include "app/pages/detail_tabs.h"
#include "app/pages/state_words.h"
#include "app/replicas/partition_pictures.h"
#include "app/replicas/replica_words.h"
#include "app/session/topic_replicas.h"
#include "app/tables/data_table.h"
#include "app/window/figure_strip.h"
#include "app/words/amounts.h"
#include "app/words/event_words.h"
#include "app/words/refusal_words.h"
#include "broker/config/parameter.h"

namespace app {

using broker::kNoBroker;
using broker::observe::TopicSnapshot;

TopicsPage::TopicsPage(ClusterSession& session, Preferences& preferences, QWidget* parent)
    : Page(session, parent)
    , m_preferences(preferences) {
    setObjectName(QStringLiteral("topicsPage"));
    build();
    connect(m_filter, &QLineEdit::textChanged, m_table, &DataTable::setFilter);
    connect(m_internal, &QCheckBox::toggled, this, [this](bool on) {
        m_preferences.setShowsInternalTopics(on);
        refresh();
    });
    connect(m_delete, &QPushButton::clicked, this,
            [this] { emit commandRequested(broker::cluster::DeleteTopic{m_topic}); });
    connect(m_table, &DataTable::subjectSelected, this, [this](const Subject& subject) {
        m_topic = std::get<TopicSubject>(subject).topic;
        showDetail();
        emit goRequested(topicPlace(m_topic, m_detail->tab()));
        emit subjectSelected(subject);
    });
    connect(m_detail, &DetailTabs::tabChosen, this,
            [this](Tab tab) { emit goRequested(topicPlace(m_topic, tab)); });
    connectDetail();
    retranslate();
}

void TopicsPage::connectDetail() {
    for (const Tab tab : {Tab::kPartitions, Tab::kSegments})
        connect(m_detail->table(tab), &DataTable::subjectSelected, this, &Page::subjectSelected);
    connect(m_detail->table(Tab::kSegments), &DataTable::subjectOpened, this, [this](const Subject& subject) {
        if (const auto* replica = std::get_if<ReplicaSubject>(&subject))
            emit goRequested(segmentsPlace(replica->partition, replica->broker));
    });
    connect(m_detail->table(Tab::kPartitions), &DataTable::subjectOpened, this,
            [this](const Subject& subject) {
                const auto* chosen = std::get_if<PartitionSubject>(&subject);
                const TopicSnapshot* topic =
                    chosen ? this->session().snapshot()->topic(chosen->partition.topic) : nullptr;
                if (!topic) return;
                const auto index = static_cast<std::size_t>(chosen->partition.partition.value());
                if (index >= topic->partitions.size()) return;
                const auto& partition = *topic->partitions[index];
                const broker::BrokerId holder =
                    partition.leader != kNoBroker ? partition.leader : partition.preferredLeader;
                emit goRequested(segmentsPlace(chosen->partition, holder));
            });
    connect(m_messages, &MessagesView::goRequested, this, &Page::goRequested);
    connect(m_messages, &MessagesView::subjectSelected, this, &Page::subjectSelected);
    connect(m_messages, &MessagesView::figuresChanged, this, [this] {
        if (showsMessages()) showFigures();
    });
    using widgets::ReplicaChoice;
    using widgets::ReplicasView;
    connect(m_replicas, &ReplicasView::selected, this, [this](const ReplicaChoice& choice) {
        if (choice.broker == kNoBroker)
            emit subjectSelected(PartitionSubject{choice.partition});
        else
            emit subjectSelected(ReplicaSubject{choice.partition, choice.broker});
    });
    connect(m_replicas, &ReplicasView::opened, this, [this](const ReplicaChoice& choice) {
        emit goRequested(segmentsPlace(choice.partition, choice.broker));
    });
}

void TopicsPage::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    m_figures = new FigureStrip;
    column->addWidget(m_figures);

    auto* card = new QFrame;
    m_list = card;
    card->setProperty("role", "card");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(4, 8, 4, 6);
    inside->setSpacing(4);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 0, 8, 0);
    m_filter = new QLineEdit;
    m_filter->setObjectName(QStringLiteral("filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(240);
    m_internal = new QCheckBox;
    m_internal->setChecked(m_preferences.showsInternalTopics());
    m_delete = new QPushButton;
    m_delete->setProperty("tone", "bad");
    bar->addWidget(m_filter);
    bar->addSpacing(8);
    bar->addWidget(m_internal);
    bar->addStretch(1);
    bar->addWidget(m_delete);
    inside->addLayout(bar);
    m_table = new DataTable;
    inside->addWidget(m_table);

    m_replicas = new widgets::ReplicasView;
    m_messages = new MessagesView(session());
    m_detail = new DetailTabs(
        {Tab::kPartitions, Tab::kTopicReplicas, Tab::kMessages, Tab::kSegments, Tab::kTopicSettings},
        {{Tab::kTopicReplicas, m_replicas}, {Tab::kMessages, m_messages}});
    auto* halves = new QSplitter(Qt::Vertical);
    halves->setHandleWidth(10);
    halves->addWidget(card);
    halves->addWidget(m_detail);
    halves->setStretchFactor(0, 2);
    halves->setStretchFactor(1, 3);
    halves->setChildrenCollapsible(false);
    column->addWidget(halves, 1);
}

void TopicsPage::retranslate() {
    m_topicRows.forget();
    m_partitionRows.forget();
    m_filter->setPlaceholderText(tr("Filter topics  /"));
    m_internal->setText(tr("Internal topics"));
    m_delete->setText(tr("Delete topic"));
    m_table->setAccessibleName(tr("Topics"));
    m_table->setColumns({{"topic", tr("Topic")},
                         {"partitions", tr("Partitions")},
                         {"replicas", tr("Replicas")},
                         {"underReplicated", tr("Under-replicated")},
                         {"offline", tr("Offline")},
                         {"offsets", tr("Offsets")},
                         {"bytes", tr("Size")},
                         {"recordsInPerSecond", tr("In")}});
    m_detail->setTabNames({tr("Partitions"), tr("Replicas"), tr("Messages"), tr("Segments"), tr("Settings")});
    m_messages->retranslate();
    m_detail->table(Tab::kPartitions)
        ->setColumns({{"partition", tr("Partition")},
                      {"leader", tr("Leader")},
                      {"leaderEpoch", tr("Epoch")},
                      {"replicas", tr("Replicas")},
                      {"inSync", tr("In-sync")},
                      {"outOfSync", tr("Out of sync")},
                      {"logStart", tr("Start")},
                      {"highWatermark", tr("High watermark")},
                      {"logEnd", tr("Log end")},
                      {"bytes", tr("Size")},
                      {"recordsInPerSecond", tr("In")}});
    m_detail->table(Tab::kSegments)
        ->setColumns({{"replica", tr("Replica")},
                      {"broker", tr("Broker")},
                      {"segments", tr("Segments")},
                      {"bytes", tr("Size")},
                      {"logEnd", tr("Log end")},
                      {"folder", tr("Folder")}});
    m_detail->table(Tab::kSegments)->setStretchColumn(5);
    m_detail->table(Tab::kTopicSettings)
        ->setColumns({{"setting", tr("Setting")},
                      {"value", tr("Value")},
                      {"setBy", tr("Set by")},
                      {"meaning", tr("Meaning")}});
    m_detail->table(Tab::kTopicSettings)->setStretchColumn(3);
}

void TopicsPage::focusFilter() {
    if (showsMessages()) return m_messages->focusFilter();
    m_filter->setFocus();
    m_filter->selectAll();
}

void TopicsPage::open(const Place& place) {
    if (!place.topic.empty()) m_topic = place.topic;
    const TopicSnapshot* topic = session().snapshot()->topic(m_topic);
    if (topic && topic->isInternal) m_internal->setChecked(true);
    m_detail->setTab(place.tab);
    // The list of topics is not to be seen beside the replicas or records of one.
    if (place.topic.empty() && isWhole()) m_detail->setTab(Tab::kPartitions);
    refresh();
}

bool TopicsPage::showsReplicas() const { return m_detail->tab() == Tab::kTopicReplicas; }

bool TopicsPage::showsMessages() const { return m_detail->tab() == Tab::kMessages; }

void TopicsPage::setMoves(bool on) { m_replicas->setMoves(on); }

void TopicsPage::select(const Subject& subject) {
    m_detail->table(Tab::kPartitions)->markSubject(subject);
    m_detail->table(Tab::kSegments)->markSubject(subject);
    std::optional<widgets::ReplicaChoice> choice;
    if (const auto* replica = std::get_if<ReplicaSubject>(&subject))
        choice = widgets::ReplicaChoice{replica->partition, replica->broker};
    if (const auto* partition = std::get_if<PartitionSubject>(&subject))
        choice = widgets::ReplicaChoice{partition->partition, kNoBroker};
    if (const auto* chosen = std::get_if<EventSubject>(&subject)) {
        const broker::observe::Event* event = session().events().find(chosen->number);
        if (event && event->partition) choice = widgets::ReplicaChoice{*event->partition, event->broker};
    }
    if (choice == m_replicas->selection()) return;
    m_replicas->select(choice);
    if (choice) m_replicas->reveal(choice->partition);
}

void TopicsPage::refresh() {
    m_list->setVisible(!isWhole() || m_topic.empty());
    if (m_list->isVisibleTo(this)) m_table->showShared(topicRows());
    if (!session().snapshot()->topic(m_topic)) {
        m_topic.clear();
        for (const auto& topic : session().snapshot()->metadata->topics)
            if (m_topic.empty() && (!topic->isInternal || m_internal->isChecked())) m_topic = topic->name;
    }
    showFigures();
    m_table->markSubject(TopicSubject{m_topic});
    const QString against = session().whyNot(broker::cluster::DeleteTopic{m_topic});
    m_delete->setEnabled(!m_topic.empty() && against.isEmpty());
    m_delete->setToolTip(against);
    showDetail();
}

void TopicsPage::showReplicaFigures(const TopicSnapshot& topic) {
    const ReplicaCounts counts = countReplicas(*session().snapshot(), topic, session().clusterTime());
    const auto warns = [](std::int64_t count) { return count > 0 ? Tone::kWarning : Tone::kPlain; };
    const auto records = [](std::int64_t count) {
        return tr("%Ln record(s)", nullptr, static_cast<int>(std::min<std::int64_t>(count, 1'000'000'000)));
    };
    QString cutNote;
    if (counts.lostRecords > 0)
        cutNote = tr("%1 lost").arg(records(counts.lostRecords));
    else if (counts.cut > 0)
        cutNote = records(counts.cutRecords);
    m_figures->show(
        {{tr("Partitions"), wholeNumber(counts.partitions),
          counts.offline > 0 ? tr("%1 offline").arg(counts.offline) : QString(),
          counts.offline > 0 ? Tone::kBad : Tone::kPlain},
         {tr("Replicas"), wholeNumber(counts.replicas),
          counts.down > 0 ? tr("%1 down").arg(counts.down) : tr("all up"),
          counts.down > 0 ? Tone::kBad : Tone::kPlain},
         {tr("In sync"), wholeNumber(counts.inSync), tr("of %1").arg(counts.replicas),
          warns(counts.replicas - counts.inSync)},
         {tr("Under-replicated"), wholeNumber(counts.underReplicated), {}, warns(counts.underReplicated)},
         {tr("Under min ISR"),
          wholeNumber(counts.underMinIsr),
          {},
          counts.underMinIsr > 0 ? Tone::kBad : Tone::kPlain},
         {tr("Truncated"), wholeNumber(counts.cut), cutNote, counts.cut > 0 ? Tone::kBad : Tone::kPlain},
         {tr("To catch up"), wholeNumber(counts.toCatchUp), {}, warns(counts.toCatchUp)}});
}

void TopicsPage::showReplicas() {
    m_replicas->show(replicasOf(session().snapshot(), m_topic, session().clusterTime()));
}

void TopicsPage::showFigures() {
    const auto& snapshot = *session().snapshot();
    if (const TopicSnapshot* topic = snapshot.topic(m_topic); topic && showsReplicas())
        return showReplicaFigures(*topic);
    if (snapshot.topic(m_topic) && showsMessages()) return m_figures->show(m_messages->figures());
    const TopicFigures& all = session().figures().cluster();
    const auto topics = std::ranges::count(snapshot.metadata->topics, false,
                                           [](const auto& topic) { return topic->isInternal; });
    std::uint64_t bytes = 0;
    for (const auto& broker : snapshot.brokers) bytes += broker->logBytes;
    const TrafficRate rate = session().rates().cluster();
    m_figures->show(
        {{tr("Topics"), wholeNumber(std::int64_t{topics})},
         {tr("Partitions"), wholeNumber(all.partitions),
          tr("%n replica(s)", nullptr, static_cast<int>(all.replicas))},
         {tr("Under-replicated"),
          wholeNumber(all.underReplicated),
          {},
          all.underReplicated > 0 ? Tone::kWarning : Tone::kPlain},
         {tr("Offline"), wholeNumber(all.offline), {}, all.offline > 0 ? Tone::kBad : Tone::kPlain},
         {tr("Size"), byteAmount(static_cast<double>(bytes))},
         {tr("In"), wholeNumber(rate.recordsIn), tr("rec/s")}});
}

std::vector<SharedRow> TopicsPage::topicRows() {
    m_topicRows.begin();
    const auto& topics = session().snapshot()->metadata->topics;
    for (std::size_t place = 0; place < topics.size(); ++place) {
        const auto& topic = topics[place];
        if (topic->isInternal && !m_internal->isChecked()) continue;
        const TopicFacts facts{
            .partitions = topic->partitions.size(),
            .factor = topic->partitions.empty() ? 0 : topic->partitions.front()->replicas.size(),
            .figures = session().figures().topic(place),
            .recordsInPerSecond = session().rates().topic(topic->name).recordsIn};
        m_topicRows.add(topic->name, facts, [&] { return topicRow(*topic, facts); });
    }
    return m_topicRows.take();
}

TableRow TopicsPage::topicRow(const TopicSnapshot& topic, const TopicFacts& facts) const {
    const TopicFigures& sums = facts.figures;
    const auto bytes = static_cast<double>(sums.bytes);
    return {
        topic.name,
        TopicSubject{topic.name},
        {textCell(QString::fromStdString(topic.name), topic.isInternal ? Tone::kDim : Tone::kPlain),
         numberCell(static_cast<std::int64_t>(facts.partitions)),
         numberCell(static_cast<std::int64_t>(facts.factor)),
         numberCell(sums.underReplicated, sums.underReplicated > 0 ? Tone::kWarning : Tone::kPlain),
         numberCell(sums.offline, sums.offline > 0 ? Tone::kBad : Tone::kPlain), numberCell(sums.offsets),
         amountCell(bytes, &byteAmount),
         amountCell(facts.recordsInPerSecond, tr("%1 rec/s").arg(wholeNumber(facts.recordsInPerSecond)))}};
}

void TopicsPage::showDetail() {
    const TopicSnapshot* topic = session().snapshot()->topic(m_topic);
    m_detail->setVisible(topic != nullptr);
    if (!topic) return;
    m_detail->setTitle(QString::fromStdString(topic->name), {});
    switch (m_detail->tab()) {
        case Tab::kTopicReplicas:
            showReplicas();
            break;
        case Tab::kMessages:
            m_messages->open(m_topic);
            break;
        case Tab::kSegments:
            m_detail->table(Tab::kSegments)->showRows(segmentRows(*topic));
            break;
        case Tab::kTopicSettings:
            if (m_settingsOf != m_topic || m_settingsTopic != topic) askForSettings();
            m_detail->setTitle(QString::fromStdString(topic->name), m_settingsProblem);
            m_detail->table(Tab::kTopicSettings)->showRows(settingRows());
            break;
        default:
            m_detail->table(Tab::kPartitions)->showShared(partitionRows(*topic));
    }
}

void TopicsPage::askForSettings() {
    if (m_settingsOf != m_topic) m_settings.clear();
    m_settingsOf = m_topic;
    m_settingsTopic = session().snapshot()->topic(m_topic);
    session().submit(broker::cluster::DescribeTopicSettings{m_topic}, this,
                     [this, topic = m_topic](const ClusterSession::Outcome& outcome) {
                         if (topic != m_settingsOf) return;
                         m_settings = outcome.settings;
                         m_settingsProblem = outcome.ok() ? QString() : refusalWords(outcome);
                         showDetail();
                     });
}

std::vector<SharedRow> TopicsPage::partitionRows(const TopicSnapshot& topic) {
    const auto& snapshot = *session().snapshot();
    const Rates& rates = session().rates();
    const TopicReplicas replicas(snapshot, topic.name);
    const TopicReplicas earlier(rates.earliest() ? *rates.earliest() : snapshot, topic.name);
    const broker::Timestamp now = session().clusterTime();
    m_partitionRows.begin();
    for (const auto& partition : topic.partitions) {
        PartitionFacts facts{.partition = partition,
                             .leader = replicas.find(partition->index, partition->leader)};
        facts.recordsInPerSecond =
            rates.replica(earlier.find(partition->index, partition->leader).get(), facts.leader.get())
                .recordsIn;
        if (partition->isr.size() < partition->replicas.size())
            facts.late = outOfSyncBrief(snapshot, {topic.name, partition->index}, *partition, now);
        m_partitionRows.add(fmt::format("{}/{:08}", topic.name, partition->index.value()), facts,
                            [&] { return partitionRow(topic, facts); });
    }
    return m_partitionRows.take();
}

TableRow TopicsPage::partitionRow(const TopicSnapshot& topic, const PartitionFacts& facts) const {
    const auto& partition = *facts.partition;
    const broker::TopicPartition which{topic.name, partition.index};
    const bool isBehind = partition.isr.size() < partition.replicas.size();
    const bool isLost = partition.leader == kNoBroker;
    TableRow row{fmt::format("{}/{:08}", topic.name, partition.index.value()),
                 PartitionSubject{which},
                 {namedCell(partition.index.value(), partitionName(which)),
                  textCell(isLost ? tr("none") : tr("broker %1").arg(partition.leader.value()),
                           isLost ? Tone::kBad : Tone::kGood),
                  numberCell(partition.leaderEpoch.value()), textCell(brokerList(partition.replicas)),
                  textCell(tr("%1 (%2 of %3)")
                               .arg(brokerList(partition.isr))
                               .arg(partition.isr.size())
                               .arg(partition.replicas.size()),
                           isLost     ? Tone::kBad
                           : isBehind ? Tone::kWarning
                                      : Tone::kPlain)}};
    row.cells.push_back(textCell(QStringLiteral("–"), Tone::kDim));
    if (isBehind) {
        row.cells.back() = textCell(facts.late, Tone::kWarning);
        row.cells.back().tip =
            outOfSyncWords(*session().snapshot(), which, partition, session().clusterTime());
    }
    if (const auto& leader = facts.leader) {
        const double size = static_cast<double>(leader->sizeBytes);
        row.cells.push_back(numberCell(leader->logStart.value()));
        row.cells.push_back(numberCell(leader->highWatermark.value()));
        row.cells.push_back(numberCell(leader->logEnd.value()));
        row.cells.push_back(amountCell(size, &byteAmount));
        row.cells.push_back(
            amountCell(facts.recordsInPerSecond, tr("%1 rec/s").arg(wholeNumber(facts.recordsInPerSecond))));
    } else {
        for (int i = 0; i < 5; ++i) row.cells.push_back(unknownCell());
    }
    return row;
}

std::vector<TableRow> TopicsPage::segmentRows(const TopicSnapshot& topic) const {
    const auto& snapshot = *session().snapshot();
    std::vector<TableRow> rows;
    for (const auto& partition : topic.partitions)
        for (const broker::BrokerId id : partition->replicas) {
            const broker::TopicPartition which{topic.name, partition->index};
            const auto* replica = snapshot.replica(which, id);
            if (!replica) continue;
            const auto* holder = snapshot.broker(id);
            const bool isUp = holder && isAlive(holder->state);
            const double size = static_cast<double>(replica->sizeBytes);
            const QString folder = QString::fromStdString(replica->folder);
            rows.push_back(
                {fmt::format("{:08}/{:06}", partition->index.value(), id.value()),
                 ReplicaSubject{which, id},
                 {textCell(partitionName(which)),
                  namedCell(id.value(), tr("broker %1").arg(id.value()) +
                                            (isUp ? QString() : QStringLiteral(" · ") + tr("down"))),
                  numberCell(replica->segments), amountCell(size, &byteAmount),
                  numberCell(replica->logEnd.value()), fixedCell(folder, Tone::kDim)}});
            if (!isUp) rows.back().cells[1].tone = Tone::kBad;
            rows.back().cells.back().tip = folder;
        }
    return rows;
}

std::vector<TableRow> TopicsPage::settingRows() const {
    std::vector<TableRow> rows;
    for (const auto& setting : m_settings) {
        const auto* parameter = broker::config::find(broker::config::Scope::kTopic, setting.name);
        const std::string meaning = parameter ? std::string(parameter->meaning) : setting.meaning;
        const QString words = QCoreApplication::translate("Parameters", meaning.c_str());
        rows.push_back({setting.name,
                        TopicSubject{m_settingsOf},
                        {fixedCell(QString::fromStdString(setting.name)),
                         fixedCell(QString::fromStdString(setting.value)),
                         textCell(settingSource(setting.source),
                                  setting.source == "default" ? Tone::kDim : Tone::kPlain),
                         textCell(words, Tone::kDim)}});
        rows.back().cells.back().tip = words;
    }
    std::ranges::sort(rows, {}, &TableRow::key);
    return rows;
}

}  // namespace app
