#pragma once

#include "tests/conformance/hostile_peer.h"
#include "tests/conformance/kcat.h"

namespace tests::conformance {

/// A cluster of one broker under attack, and what must hold all the while: it answers, a well-behaved kcat
/// writes and reads, and memory stays within what one listener may take.
class Besieged {
public:
    /// What went wrong; empty if all is well.
    QString begin();
    QString end();

    ServedCluster& cluster() { return m_cluster; }
    HostilePeer newPeer() const { return HostilePeer(m_cluster.port(1)); }

    /// kcat sends a record and reads all of them back; the memory is looked at.
    QString check();
    /// The event that names the sender, when it comes.
    QString refusalOf(const QString& address);

    /// Connections that say nothing, half a length, or a length and a few bytes; all stay open while kcat
    /// works. As many of `count` as this process may open.
    QString holdConnections(int count);

private:
    ServedCluster m_cluster{{"--brokers", "1", "--set", "num.partitions=1"}};
    QByteArray m_sent;
    int m_checks = 0;
    quint64 m_residentAtFirst = 0;
};

}  // namespace tests::conformance
