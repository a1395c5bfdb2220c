#include "tests/conformance/besieged.h"

#include <algorithm>
#include <vector>

#include "broker/host/process.h"

namespace tests::conformance {
namespace {

/// Half-received frames may take 256 MiB of a listener, one whole frame 100 MiB; the rest is for all else.
constexpr quint64 kAllowedGrowth = quint64{512} * 1024 * 1024;
/// Sanitizers keep freed memory back, and a shadow of it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr quint64 kInstrumented = 6;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr quint64 kInstrumented = 6;
#else
constexpr quint64 kInstrumented = 1;
#endif
#else
constexpr quint64 kInstrumented = 1;
#endif
constexpr std::uint64_t kSpareDescriptors = 200;

}  // namespace

QString Besieged::begin() {
    if (!m_cluster.start()) return "no start: " + m_cluster.errors();
    if (const QString trouble = check(); !trouble.isEmpty()) return trouble;
    m_residentAtFirst = m_cluster.residentBytes();
    return m_residentAtFirst > 0 ? QString() : QStringLiteral("the system does not tell the memory");
}

QString Besieged::end() {
    if (!m_cluster.isRunning()) return "it is gone: " + m_cluster.errors();
    if (const int code = m_cluster.stop(); code != 0) return QStringLiteral("exit code %1").arg(code);
    return m_cluster.errors();
}

QString Besieged::check() {
    const QByteArray record = "record " + QByteArray::number(++m_checks) + '\n';
    if (!produce(m_cluster, "good", record)) return QStringLiteral("kcat cannot produce");
    m_sent += record;
    if (consume(m_cluster, "good") != m_sent) return QStringLiteral("kcat does not read back what it sent");
    if (!m_cluster.command("status").contains("1:running")) return QStringLiteral("no status");
    const quint64 peak = m_cluster.peakResidentBytes();
    if (m_residentAtFirst > 0 && peak > m_residentAtFirst + kAllowedGrowth * kInstrumented)
        return QStringLiteral("%1 MiB of memory").arg(peak / 1024 / 1024);
    return {};
}

QString Besieged::refusalOf(const QString& address) {
    return m_cluster.waitForLine("event ClientRefused Broker 1 closed the connection from " + address + ':');
}

QString Besieged::holdConnections(int count) {
    const std::uint64_t limit = broker::host::raiseDescriptorLimit();
    const std::uint64_t possible = limit > kSpareDescriptors ? limit - kSpareDescriptors : 0;
    const auto wanted = std::min(static_cast<std::uint64_t>(count), possible);
    std::vector<HostilePeer> peers;
    for (std::uint64_t i = 0; i < wanted; ++i) {
        const HostilePeer& peer = peers.emplace_back(newPeer());
        if (!peer.isConnected()) return QStringLiteral("connection %1 was not accepted").arg(i);
        if (i % 3 == 1 && !peer.send(broker::asBytes(std::string_view("\0\0", 2))))
            return QStringLiteral("connection %1 was closed").arg(i);
        if (i % 3 == 2 && !(peer.announce(1024 * 1024) && peer.send(broker::asBytes("0123456789"))))
            return QStringLiteral("connection %1 was closed").arg(i);
    }
    if (const QString trouble = check(); !trouble.isEmpty()) return "meanwhile: " + trouble;
    peers.clear();
    if (const QString trouble = check(); !trouble.isEmpty()) return "afterwards: " + trouble;
    return {};
}

}  // namespace tests::conformance
