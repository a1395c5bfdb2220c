#include "app/pages/brokers_page.h"

#include <algorithm>

#include <fmt/core.h>

#include <QCoreApplication>
#include <QFrame>
#include <QSplitter>
#include <QVBoxLayout>

#include "app/pages/detail_tabs.h"
#include "app/pages/state_words.h"
#include "app/tables/data_table.h"
#include "app/window/figure_strip.h"
#include "app/words/amounts.h"
#include "broker/config/settings.h"

namespace app {

using broker::observe::BrokerSnapshot;
using broker::observe::ReplicaSnapshot;

constexpr int kThreeBrokers = 136;  ///< pixels of their rows, the header and a scroll bar

BrokersPage::BrokersPage(ClusterSession& session, QWidget* parent)
    : Page(session, parent) {
    setObjectName(QStringLiteral("brokersPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    m_figures = new FigureStrip;
    column->addWidget(m_figures);
    auto* card = new QFrame;
    card->setProperty("role", "card");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(4, 4, 4, 6);
    m_table = new DataTable;
    m_table->setMinimumHeight(kThreeBrokers);
    inside->addWidget(m_table);
    m_detail = new DetailTabs({Tab::kReplicas, Tab::kRequests, Tab::kConnections, Tab::kBrokerSettings});
    auto* halves = new QSplitter(Qt::Vertical);
    halves->setHandleWidth(10);
    halves->addWidget(card);
    halves->addWidget(m_detail);
    halves->setStretchFactor(0, 2);
    halves->setStretchFactor(1, 3);
    halves->setChildrenCollapsible(false);
    column->addWidget(halves, 1);

    connect(m_table, &DataTable::subjectSelected, this, [this](const Subject& subject) {
        m_broker = std::get<BrokerSubject>(subject).broker;
        showDetail();
        emit subjectSelected(subject);
        emit goRequested(brokerPlace(m_broker, m_detail->tab()));
    });
    for (const Tab tab : {Tab::kReplicas, Tab::kConnections})
        connect(m_detail->table(tab), &DataTable::subjectSelected, this, &Page::subjectSelected);
    connect(m_detail->table(Tab::kReplicas), &DataTable::subjectOpened, this, [this](const Subject& subject) {
        if (const auto* replica = std::get_if<ReplicaSubject>(&subject))
            emit goRequested(segmentsPlace(replica->partition, replica->broker));
    });
    connect(m_detail, &DetailTabs::tabChosen, this,
            [this](Tab tab) { emit goRequested(brokerPlace(m_broker, tab)); });
    retranslate();
}

void BrokersPage::open(const Place& place) {
    if (place.broker != broker::kNoBroker) m_broker = place.broker;
    m_detail->setTab(place.tab);
    refresh();
}

void BrokersPage::select(const Subject& subject) {
    const auto* chosen = std::get_if<BrokerSubject>(&subject);
    if (chosen && chosen->broker != m_broker) {
        m_broker = chosen->broker;
        m_table->markSubject(subject);
        showDetail();
    }
    m_detail->table(Tab::kReplicas)->markSubject(subject);
}

void BrokersPage::retranslate() {
    m_replicaRows.forget();
    m_table->setAccessibleName(tr("Brokers"));
    m_table->setColumns({{"broker", tr("Broker")},
                         {"state", tr("State")},
                         {"rack", tr("Rack")},
                         {"leads", tr("Leads")},
                         {"replicas", tr("Replicas")},
                         {"bytesInPerSecond", tr("In")},
                         {"bytesOutPerSecond", tr("Out")},
                         {"logBytes", tr("Log size")},
                         {"clients", tr("Clients")},
                         {"requests", tr("Requests")},
                         {"address", tr("Address")}});
    m_detail->setTabNames({tr("Replicas"), tr("Requests"), tr("Connections"), tr("Settings")});
    m_detail->table(Tab::kReplicas)
        ->setColumns({{"replica", tr("Replica")},
                      {"role", tr("Role")},
                      {"leaderEpoch", tr("Leader epoch")},
                      {"logStart", tr("Log start")},
                      {"highWatermark", tr("High watermark")},
                      {"logEnd", tr("Log end")},
                      {"bytes", tr("Size")},
                      {"segments", tr("Segments")}});
    m_detail->table(Tab::kRequests)
        ->setColumns({{"request", tr("Request")},
                      {"count", tr("Count")},
                      {"errors", tr("Errors")},
                      {"meanMicros", tr("Mean time")},
                      {"worstMicros", tr("Worst lately")}});
    m_detail->table(Tab::kConnections)
        ->setColumns({{"client", tr("Client")},
                      {"kind", tr("Kind")},
                      {"software", tr("Software")},
                      {"address", tr("Address")},
                      {"sinceMillis", tr("Since")},
                      {"requests", tr("Requests")},
                      {"bytesSent", tr("Sent by it")},
                      {"bytesReceived", tr("Sent to it")}});
    m_detail->table(Tab::kBrokerSettings)
        ->setColumns({{"setting", tr("Setting")},
                      {"value", tr("Value")},
                      {"setBy", tr("Set by")},
                      {"meaning", tr("Meaning")}});
    m_detail->table(Tab::kBrokerSettings)->setStretchColumn(3);
}

void BrokersPage::refresh() {
    showFigures();
    m_table->showRows(brokerRows());
    if (!session().snapshot()->broker(m_broker) && !session().snapshot()->brokers.empty())
        m_broker = session().snapshot()->brokers.front()->id;
    m_table->markSubject(BrokerSubject{m_broker});
    showDetail();
}

void BrokersPage::showFigures() {
    const auto& snapshot = *session().snapshot();
    const auto all = static_cast<int>(snapshot.brokers.size());
    const auto living = static_cast<int>(
        std::ranges::count_if(snapshot.brokers, [](const auto& b) { return isAlive(b->state); }));
    const TrafficRate rate = session().rates().cluster();
    std::uint64_t bytes = 0;
    std::uint64_t waiting = 0;
    std::size_t clients = 0;
    for (const auto& broker : snapshot.brokers) {
        bytes += broker->logBytes;
        waiting += isAlive(broker->state) ? broker->delayedOperations : 0;
        clients += static_cast<std::size_t>(
            std::ranges::count_if(broker->clients, [](const auto& c) { return !c->isBroker; }));
    }
    const bool hasController = snapshot.activeController != broker::kNoBroker;
    m_figures->show(
        {{tr("Brokers"), QString::number(living), tr("of %1").arg(all),
          living < all ? Tone::kBad : Tone::kPlain},
         {tr("Active controller"),
          hasController ? QString::number(snapshot.activeController.value()) : tr("none"),
          tr("epoch %1").arg(snapshot.controllerEpoch.value()), hasController ? Tone::kPlain : Tone::kBad},
         {tr("In"), byteRate(rate.bytesIn)},
         {tr("Out"), byteRate(rate.bytesOut)},
         {tr("Log size"), byteAmount(static_cast<double>(bytes))},
         {tr("Connections"), wholeNumber(static_cast<std::int64_t>(clients))},
         {tr("Waiting"), wholeNumber(static_cast<std::int64_t>(waiting)), tr("delayed")}});
}

std::vector<TableRow> BrokersPage::brokerRows() const {
    const auto& snapshot = *session().snapshot();
    std::vector<TableRow> rows;
    for (const auto& broker : snapshot.brokers) {
        const TrafficRate rate = session().rates().broker(broker->id);
        const auto clients =
            std::ranges::count_if(broker->clients, [](const auto& c) { return !c->isBroker; });
        std::uint64_t requests = 0;
        for (const auto& kind : broker->requests) requests += kind.count;
        const bool isController = snapshot.activeController == broker->id;
        rows.push_back(
            {fmt::format("{:06}", broker->id.value()),
             BrokerSubject{broker->id},
             {namedCell(broker->id.value(), tr("Broker %1").arg(broker->id.value())),
              textCell(brokerStateName(broker->state) +
                           (isController ? QStringLiteral(" · ♛ ") + tr("controller") : QString()),
                       brokerStateTone(broker->state)),
              textCell(broker->rack.empty() ? QStringLiteral("–") : QString::fromStdString(broker->rack)),
              numberCell(session().figures().ledBy(broker->id)),
              numberCell(static_cast<std::int64_t>(broker->replicas.size())),
              amountCell(rate.bytesIn, byteRate(rate.bytesIn)),
              amountCell(rate.bytesOut, byteRate(rate.bytesOut)),
              amountCell(static_cast<double>(broker->logBytes),
                         byteAmount(static_cast<double>(broker->logBytes))),
              numberCell(clients), numberCell(static_cast<std::int64_t>(requests)),
              fixedCell(QString::fromStdString(fmt::format("{}:{}", broker->host, broker->port)))}});
    }
    return rows;
}

void BrokersPage::showDetail() {
    const BrokerSnapshot* broker = session().snapshot()->broker(m_broker);
    if (!broker) return;
    m_detail->setTitle(tr("Broker %1").arg(broker->id.value()), QString::fromStdString(broker->folder));
    switch (m_detail->tab()) {
        case Tab::kRequests:
            m_detail->table(Tab::kRequests)->showRows(requestRows(*broker));
            break;
        case Tab::kConnections:
            m_detail->table(Tab::kConnections)->showRows(connectionRows(*broker));
            break;
        case Tab::kBrokerSettings:
            m_detail->table(Tab::kBrokerSettings)->showRows(settingRows(*broker));
            break;
        default:
            m_detail->table(Tab::kReplicas)->showShared(replicaRows(*broker));
    }
}

std::vector<SharedRow> BrokersPage::replicaRows(const BrokerSnapshot& broker) {
    const bool isUp = isAlive(broker.state);
    m_replicaRows.begin();
    for (const auto& replica : broker.replicas) {
        if (m_replicaRows.maybeKeep({replica, isUp})) continue;
        // No character of a topic's name stands before the one between, so that both orders are the same.
        const std::string key =
            fmt::format("{}\x01{:08}", replica->partition.topic, replica->partition.partition.value());
        m_replicaRows.add(key, {replica, isUp}, [&] {
            return TableRow{key, ReplicaSubject{replica->partition, replica->broker},
                            Cells([replica, isUp] { return replicaCells(*replica, isUp); },
                                  [replica](std::size_t column) { return replicaNumber(*replica, column); })};
        });
    }
    return m_replicaRows.take();
}

std::vector<Cell> BrokersPage::replicaCells(const ReplicaSnapshot& replica, bool isUp) {
    const bool isWell = isUp && replica.failure.empty();
    // Moved in one by one: sorting a broker's replicas makes those of all of them.
    std::vector<Cell> cells;
    cells.reserve(8);
    cells.push_back(textCell(partitionName(replica.partition)));
    if (!isWell)
        cells.push_back(textCell(tr("offline"), Tone::kBad));
    else if (replica.isLeader)
        cells.push_back(textCell(tr("leader"), Tone::kGood));
    else
        cells.push_back(textCell(tr("follower")));
    for (const std::int64_t number : {std::int64_t{replica.leaderEpoch.value()}, replica.logStart.value(),
                                      replica.highWatermark.value(), replica.logEnd.value()})
        cells.push_back(numberCell(number));
    cells.push_back(amountCell(static_cast<double>(replica.sizeBytes), &byteAmount));
    cells.push_back(numberCell(replica.segments));
    return cells;
}

/// The same numbers, by their columns.
std::optional<double> BrokersPage::replicaNumber(const ReplicaSnapshot& replica, std::size_t column) {
    switch (column) {
        case 2:
            return replica.leaderEpoch.value();
        case 3:
            return static_cast<double>(replica.logStart.value());
        case 4:
            return static_cast<double>(replica.highWatermark.value());
        case 5:
            return static_cast<double>(replica.logEnd.value());
        case 6:
            return static_cast<double>(replica.sizeBytes);
        case 7:
            return replica.segments;
        default:
            return std::nullopt;
    }
}

std::vector<TableRow> BrokersPage::requestRows(const BrokerSnapshot& broker) const {
    std::vector<TableRow> rows;
    for (const auto& kind : broker.requests) {
        const double mean =
            kind.count == 0 ? 0 : static_cast<double>(kind.totalMicros) / static_cast<double>(kind.count);
        rows.push_back(
            {kind.api,
             BrokerSubject{broker.id},
             {textCell(QString::fromStdString(kind.api)), numberCell(static_cast<std::int64_t>(kind.count)),
              numberCell(static_cast<std::int64_t>(kind.errors),
                         kind.errors > 0 ? Tone::kWarning : Tone::kPlain),
              amountCell(mean, duration(mean)),
              amountCell(static_cast<double>(kind.maxMicros),
                         duration(static_cast<double>(kind.maxMicros)))}});
    }
    return rows;
}

std::vector<TableRow> BrokersPage::connectionRows(const BrokerSnapshot& broker) const {
    std::vector<TableRow> rows;
    if (!isAlive(broker.state)) return rows;
    for (const auto& client : broker.clients) {
        const QString kind = client->isBroker                           ? tr("broker")
                             : client->isProducer && client->isConsumer ? tr("producer and consumer")
                             : client->isProducer                       ? tr("producer")
                             : client->isConsumer                       ? tr("consumer")
                                                                        : tr("client");
        const QString name =
            client->clientId.empty() ? QStringLiteral("–") : QString::fromStdString(client->clientId);
        const QString software =
            client->software.empty() ? QStringLiteral("–") : QString::fromStdString(client->software);
        rows.push_back({fmt::format("{:020}", client->connection),
                        ClientSubject{client->clientId},
                        {textCell(name), textCell(kind, client->isBroker ? Tone::kDim : Tone::kPlain),
                         textCell(software), fixedCell(QString::fromStdString(client->address)),
                         namedCell(client->since.value(), clockTime(client->since)),
                         numberCell(static_cast<std::int64_t>(client->requests)),
                         amountCell(static_cast<double>(client->bytesIn),
                                    byteAmount(static_cast<double>(client->bytesIn))),
                         amountCell(static_cast<double>(client->bytesOut),
                                    byteAmount(static_cast<double>(client->bytesOut)))}});
    }
    return rows;
}

std::vector<TableRow> BrokersPage::settingRows(const BrokerSnapshot& broker) const {
    std::vector<TableRow> rows;
    for (const auto& parameter : broker::config::parameters(broker::config::Scope::kBroker)) {
        const std::string name(parameter.name);
        std::string value = broker::config::Settings().resolve(parameter).value;
        std::string source = "default";
        const auto set = std::ranges::find(broker.settings, name, &BrokerSnapshot::Setting::name);
        if (set != broker.settings.end()) {
            value = set->value;
            source = set->source;
        }
        const QByteArray meaning(parameter.meaning.data(), static_cast<qsizetype>(parameter.meaning.size()));
        const QString words = QCoreApplication::translate("Parameters", meaning.constData());
        rows.push_back({name,
                        BrokerSubject{broker.id},
                        {fixedCell(QString::fromStdString(name)),
                         fixedCell(value.empty() ? QStringLiteral("–") : QString::fromStdString(value)),
                         textCell(settingSource(source), source == "default" ? Tone::kDim : Tone::kPlain),
                         textCell(words, Tone::kDim)}});
        rows.back().cells.back().tip = words;
    }
    std::ranges::sort(rows, {}, &TableRow::key);
    return rows;
}

}  // namespace app
