#pragma once

#include <QString>

#include "app/session/rates.h"
#include "app/session/topic_figures.h"
#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"

/// *In words*: two or three sentences about a thing, made from the facts of a snapshot, for a student. Each
/// function takes something that the snapshot has.
namespace app {

struct Facts {
    const broker::observe::ClusterSnapshot& snapshot;
    const Rates& rates;
    const Figures& figures;  ///< of the snapshot
};

QString clusterWords(const Facts& facts);
QString brokerWords(const Facts& facts, const broker::observe::BrokerSnapshot& broker);
QString topicWords(const Facts& facts, const broker::observe::TopicSnapshot& topic);
// `now`: the cluster's time.
QString partitionWords(const Facts& facts, const broker::observe::TopicSnapshot& topic,
                       const broker::observe::PartitionSnapshot& partition, broker::Timestamp now);
QString replicaWords(const Facts& facts, const broker::observe::PartitionSnapshot& partition,
                     const broker::observe::ReplicaSnapshot& replica, broker::Timestamp now);
QString clientWords(const Facts& facts, const std::string& clientId);
/// Why such a thing happens and what it means.
QString eventMeaning(broker::observe::EventKind kind);

}  // namespace app
