#pragma once

#include <vector>

#include "app/session/cluster_session.h"
#include "widgets/map/map_picture.h"

namespace app {

/// The line between each two brokers: what runs along it, and what is wrong with it.
std::vector<widgets::MapPicture::Link> mapLinks(const ClusterSession& session);

/// How a broker is, since when and why, on its card; what is wrong with its disk and its way to clients. A
/// broker that is well keeps its subtitle empty.
void tellState(const ClusterSession& session, const broker::observe::BrokerSnapshot& broker,
               widgets::MapPicture::Broker& card);

}  // namespace app
