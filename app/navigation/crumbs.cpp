#include "app/navigation/crumbs.h"

#include <QCoreApplication>

namespace app {
namespace {

class Crumbs {
    Q_DECLARE_TR_FUNCTIONS(Crumbs)
public:
    static std::vector<Crumb> of(const Place& at);
};

std::vector<Crumb> Crumbs::of(const Place& at) {
    std::vector<Crumb> crumbs;
    Place page;
    page.page = at.page;
    switch (at.page) {
        case PageId::kOverview:
            crumbs.push_back({tr("Overview"), page});
            break;
        case PageId::kGroups:
            crumbs.push_back({tr("Consumer groups"), page});
            if (!at.group.empty()) crumbs.push_back({QString::fromStdString(at.group), groupPlace(at.group)});
            break;
        case PageId::kQuorum:
            crumbs.push_back({tr("Quorum"), page});
            break;
        case PageId::kBrokers:
            crumbs.push_back({tr("Brokers"), page});
            if (at.broker != broker::kNoBroker)
                crumbs.push_back({tr("Broker %1").arg(at.broker.value()), brokerPlace(at.broker)});
            break;
        case PageId::kTopics:
        case PageId::kSegments:
            page.page = PageId::kTopics;
            crumbs.push_back({tr("Topics"), page});
            if (!at.topic.empty())
                crumbs.push_back({QString::fromStdString(at.topic), topicPlace(at.topic, Tab::kPartitions)});
            if (at.tab == Tab::kTopicReplicas) crumbs.push_back({tr("Replicas"), at});
            if (at.tab == Tab::kMessages) crumbs.push_back({tr("Messages"), at});
            if (at.page == PageId::kSegments)
                crumbs.push_back(
                    {tr("Segments of %1 on broker %2")
                         .arg(QString::fromStdString(at.topic) + u'-' + QString::number(at.partition.value()))
                         .arg(at.broker.value()),
                     at});
            break;
    }
    return crumbs;
}

}  // namespace

std::vector<Crumb> crumbsOf(const Place& place) { return Crumbs::of(place); }

}  // namespace app
