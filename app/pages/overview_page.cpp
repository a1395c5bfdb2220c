#include "app/pages/overview_page.h"

#include <algorithm>

#include <QFrame>
#include <QVBoxLayout>

#include "app/inspect/sentences.h"
#include "app/session/sample_text.h"
#include "app/window/figure_strip.h"
#include "app/words/amounts.h"
#include "widgets/empty_cluster_panel.h"
#include "widgets/map/map_view.h"

namespace app {

constexpr int kRoomForBoth = 720;
constexpr int kRoomForFigures = 560;

OverviewPage::OverviewPage(ClusterSession& session, QWidget* parent)
    : Page(session, parent) {
    setObjectName(QStringLiteral("overviewPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    m_figures = new FigureStrip;
    column->addWidget(m_figures);
    auto* card = new QFrame;
    card->setProperty("role", "card");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(2, 2, 2, 2);
    m_firstSteps = new widgets::EmptyClusterPanel;
    m_map = new widgets::MapView;
    inside->addWidget(m_firstSteps, 0, Qt::AlignHCenter | Qt::AlignVCenter);
    inside->addWidget(m_map, 1);
    column->addWidget(card, 1);

    connect(m_map, &widgets::MapView::selected, this, [this](const widgets::MapSelection& selection) {
        emit subjectSelected(subjectOf(*this->session().snapshot(), selection));
    });
    connect(m_map, &widgets::MapView::opened, this, [this](const widgets::MapSelection& selection) {
        openSubject(subjectOf(*this->session().snapshot(), selection));
    });
    connect(m_map, &widgets::MapView::restartRequested, this,
            [this](broker::BrokerId id) { emit commandRequested(broker::cluster::RestartBroker{id}); });
    connect(m_map, &widgets::MapView::thawRequested, this,
            [this](broker::BrokerId id) { emit commandRequested(broker::cluster::ThawBroker{id}); });
    connect(m_map, &widgets::MapView::menuRequested, this,
            [this](const widgets::MapSelection& what, const QPoint& at) {
                emit menuRequested(subjectOf(*this->session().snapshot(), what), at);
            });
    connect(m_map, &widgets::MapView::cutRequested, this, [this](const widgets::MapSelection& what) {
        emit cutRequested(subjectOf(*this->session().snapshot(), what));
    });
    connect(m_firstSteps, &widgets::EmptyClusterPanel::sendSampleRequested, this,
            &OverviewPage::sampleTextRequested);
    connect(m_firstSteps, &widgets::EmptyClusterPanel::createTopicRequested, this, &Page::newTopicRequested);
    connect(m_firstSteps, &widgets::EmptyClusterPanel::copied, this, &OverviewPage::copied);
}

void OverviewPage::open(const Place&) { refresh(); }

void OverviewPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    refresh();
}

void OverviewPage::select(const Subject& subject) {
    m_map->select(mapSelection(*session().snapshot(), subject));
}

void OverviewPage::setMoves(bool on) { m_map->setMoves(on); }

void OverviewPage::retranslate() {
    refresh();
    m_map->update();
}

void OverviewPage::refresh() {
    const auto& snapshot = *session().snapshot();
    showFigures();
    const bool isEmpty =
        std::ranges::none_of(snapshot.metadata->topics, [](const auto& topic) { return !topic->isInternal; });
    m_firstSteps->setVisible(isEmpty);
    m_figures->setVisible(!isEmpty || height() >= kRoomForFigures);
    // On a low window the steps are more than the brokers' empty cards.
    m_map->setVisible(!isEmpty || height() >= kRoomForBoth);
    if (isEmpty) showFirstSteps();
    m_map->show(mapPicture(session(), m_groups));
}

void OverviewPage::showFirstSteps() {
    // One broker is enough to find the others.
    const QString address =
        QString::fromStdString(session().snapshot()->bootstrapServers).section(u',', 0, 0);
    const QString topic = QString::fromLatin1(kSampleTopic);
    m_firstSteps->setCommands({{tr("Look at the cluster"), QStringLiteral("kcat -b %1 -L").arg(address)},
                               {tr("Send a record; the topic is made by itself"),
                                QStringLiteral("echo hello | kcat -b %1 -P -t %2").arg(address, topic)},
                               {tr("Read what is there, and wait for more"),
                                QStringLiteral("kcat -b %1 -C -t %2 -o beginning").arg(address, topic)}});
    const QString against = session().whyNot(broker::cluster::SendText{kSampleTopic, {}});
    m_firstSteps->setWhyNoTopic(against);
    m_firstSteps->setWhyNoSample(against);
}

void OverviewPage::showFigures() {
    const auto& snapshot = *session().snapshot();
    const int all = static_cast<int>(snapshot.brokers.size());
    const int living = static_cast<int>(
        std::ranges::count_if(snapshot.brokers, [](const auto& b) { return isAlive(b->state); }));
    const TopicFigures& sums = session().figures().cluster();
    const TrafficRate rate = session().rates().cluster();
    const bool hasController = snapshot.activeController != broker::kNoBroker;
    m_figures->show(
        {{tr("Brokers"), QString::number(living), tr("of %1").arg(all),
          living < all ? Tone::kBad : Tone::kPlain},
         {tr("Active controller"),
          hasController ? QString::number(snapshot.activeController.value()) : tr("none"),
          hasController ? tr("epoch %1").arg(snapshot.controllerEpoch.value()) : QString(),
          hasController ? Tone::kPlain : Tone::kBad},
         {tr("Partitions"), wholeNumber(sums.partitions),
          tr("%n replica(s)", nullptr, static_cast<int>(sums.replicas))},
         {tr("Under-replicated"), wholeNumber(sums.underReplicated),
          sums.underReplicated > 0 ? QStringLiteral("▲") : QString(),
          sums.underReplicated > 0 ? Tone::kWarning : Tone::kPlain},
         {tr("Offline"), wholeNumber(sums.offline), sums.offline > 0 ? QStringLiteral("■") : QString(),
          sums.offline > 0 ? Tone::kBad : Tone::kPlain},
         {tr("In"), wholeNumber(rate.recordsIn), tr("rec/s")},
         {tr("Out"), byteAmount(rate.bytesOut), tr("a second")}});
}

void OverviewPage::openSubject(const Subject& subject) {
    if (const auto* broker = std::get_if<BrokerSubject>(&subject))
        emit goRequested(brokerPlace(broker->broker));
    if (const auto* topic = std::get_if<TopicSubject>(&subject)) emit goRequested(topicPlace(topic->topic));
    if (const auto* partition = std::get_if<PartitionSubject>(&subject))
        emit goRequested(topicPlace(partition->partition.topic, Tab::kPartitions));
    if (const auto* replica = std::get_if<ReplicaSubject>(&subject))
        emit goRequested(segmentsPlace(replica->partition, replica->broker));
}

}  // namespace app
