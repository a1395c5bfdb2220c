#include "broker/cluster/fault_board.h"

#include <chrono>
#include <string>

#include <fmt/core.h>

namespace broker::cluster {
namespace {

using faults::DiskTrouble;
using faults::LinkTrouble;

std::int64_t millis(faults::Duration duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

observe::LinkTrouble shown(LinkTrouble trouble) {
    if (trouble == LinkTrouble::kSlow) return observe::LinkTrouble::kSlow;
    if (trouble == LinkTrouble::kResetting) return observe::LinkTrouble::kResetting;
    return observe::LinkTrouble::kCut;
}

observe::DiskTrouble shown(DiskTrouble trouble) {
    if (trouble == DiskTrouble::kFull) return observe::DiskTrouble::kFull;
    if (trouble == DiskTrouble::kFailing) return observe::DiskTrouble::kFailing;
    return observe::DiskTrouble::kSlow;
}

std::string slowness(const faults::LinkFault& fault) {
    if (fault.bytesPerSecond == 0) return fmt::format("each frame comes {} ms late", millis(fault.delay));
    return fmt::format("each frame comes {} ms late, at most {} bytes per second pass", millis(fault.delay),
                       fault.bytesPerSecond);
}

/// "reads, writes and syncs of all files".
std::string failingActs(const faults::DiskFault& fault) {
    std::vector<std::string> acts;
    if (fault.failsReads) acts.emplace_back("reads");
    if (fault.failsWrites) acts.emplace_back("writes");
    if (fault.failsSyncs) acts.emplace_back("syncs");
    std::string text;
    for (std::size_t i = 0; i < acts.size(); ++i)
        text += (i == 0 ? "" : i + 1 == acts.size() ? " and " : ", ") + acts[i];
    return text +
           (fault.pathPart.empty() ? " of all files" : " of files with " + fault.pathPart + " in their path");
}

}  // namespace

void FaultBoard::setFrozen(BrokerId broker, bool frozen) {
    if (frozen)
        m_frozen.insert(broker);
    else
        m_frozen.erase(broker);
}

void FaultBoard::setLink(const Direction& direction, const faults::LinkFault& fault) {
    if (fault.trouble == LinkTrouble::kNone)
        m_links.erase(direction);
    else
        m_links[direction] = fault;
}

std::vector<FaultBoard::Direction> FaultBoard::links() const {
    std::vector<Direction> all;
    for (const auto& [direction, fault] : m_links) all.push_back(direction);
    return all;
}

void FaultBoard::setDisk(BrokerId broker, const faults::DiskFault& fault) {
    if (fault.trouble == DiskTrouble::kNone)
        m_disks.erase(broker);
    else
        m_disks[broker] = fault;
}

observe::FaultsSnapshot FaultBoard::snapshot() const {
    observe::FaultsSnapshot snapshot;
    snapshot.frozen.assign(m_frozen.begin(), m_frozen.end());
    for (const auto& [direction, fault] : m_links)
        snapshot.links.push_back({.from = direction.from,
                                  .to = direction.to,
                                  .trouble = shown(fault.trouble),
                                  .delayMillis = millis(fault.delay),
                                  .bytesPerSecond = fault.bytesPerSecond,
                                  .resetAfterBytes = fault.resetAfterBytes});
    for (const auto& [broker, fault] : m_disks) {
        const bool fails = fault.trouble == DiskTrouble::kFailing;
        snapshot.disks.push_back({.broker = broker,
                                  .trouble = shown(fault.trouble),
                                  .delayMillis = millis(fault.delay),
                                  .bytesLeft = fault.bytesLeft,
                                  .what = fails ? failingActs(fault) : std::string()});
    }
    return snapshot;
}

observe::Event FaultBoard::linkEvent(const Direction& direction, const faults::LinkFault& fault) {
    observe::Event event;
    event.kind = observe::EventKind::kLinkHealed;
    event.broker = direction.from == faults::kClients ? direction.to : direction.from;
    event.arguments = {{"from", faults::linkEndName(direction.from)},
                       {"to", faults::linkEndName(direction.to)}};
    if (fault.trouble == LinkTrouble::kCut) event.kind = observe::EventKind::kLinkCut;
    if (fault.trouble == LinkTrouble::kSlow) {
        event.kind = observe::EventKind::kLinkSlowed;
        event.arguments.push_back({"reason", slowness(fault)});
    }
    if (fault.trouble == LinkTrouble::kResetting) {
        event.kind = observe::EventKind::kLinkResetting;
        event.arguments.push_back({"bytes", std::to_string(fault.resetAfterBytes)});
    }
    return event;
}

observe::Event FaultBoard::diskEvent(BrokerId broker, const faults::DiskFault& fault) {
    observe::Event event;
    event.kind = observe::EventKind::kDiskWell;
    event.broker = broker;
    event.arguments = {{"broker", std::to_string(broker.value())}};
    if (fault.trouble == DiskTrouble::kSlow) {
        event.kind = observe::EventKind::kDiskSlowed;
        event.arguments.push_back({"milliseconds", std::to_string(millis(fault.delay))});
    }
    if (fault.trouble == DiskTrouble::kFull) {
        event.kind = observe::EventKind::kDiskFull;
        event.arguments.push_back({"bytes", std::to_string(fault.bytesLeft)});
    }
    if (fault.trouble == DiskTrouble::kFailing) {
        event.kind = observe::EventKind::kDiskFailing;
        event.arguments.push_back({"reason", failingActs(fault)});
    }
    return event;
}

}  // namespace broker::cluster
