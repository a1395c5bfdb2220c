#include "broker/cluster/commands.h"

#include <fmt/core.h>

namespace broker::cluster {
namespace {

using faults::DiskTrouble;
using faults::LinkTrouble;

std::string linkVerb(LinkTrouble trouble) {
    switch (trouble) {
        case LinkTrouble::kNone:
            return "heal";
        case LinkTrouble::kCut:
            return "cut";
        case LinkTrouble::kSlow:
            return "slow";
        case LinkTrouble::kResetting:
            return "reset";
    }
    return {};
}

std::string diskState(DiskTrouble trouble) {
    switch (trouble) {
        case DiskTrouble::kNone:
            return "well";
        case DiskTrouble::kSlow:
            return "slow";
        case DiskTrouble::kFull:
            return "full";
        case DiskTrouble::kFailing:
            return "failing";
    }
    return {};
}

struct ActWords {
    std::string operator()(const KillBroker& one) const { return fmt::format("kill broker {}", one.broker); }
    std::string operator()(const StopBroker& one) const { return fmt::format("stop broker {}", one.broker); }
    std::string operator()(const RestartBroker& one) const {
        return fmt::format("restart broker {}", one.broker);
    }
    std::string operator()(const FreezeBroker& one) const {
        return fmt::format("freeze broker {}", one.broker);
    }
    std::string operator()(const ThawBroker& one) const { return fmt::format("thaw broker {}", one.broker); }
    std::string operator()(const CutPower& one) const {
        return fmt::format("cut the power of broker {}", one.broker);
    }
    std::string operator()(const SetLink& one) const {
        const std::string from = faults::linkEndName(one.from);
        const std::string to = faults::linkEndName(one.to);
        return one.bothWays
                   ? fmt::format("{} the link between {} and {}", linkVerb(one.fault.trouble), from, to)
                   : fmt::format("{} the link from {} to {}", linkVerb(one.fault.trouble), from, to);
    }
    std::string operator()(const HealLinks&) const { return "heal all links"; }
    std::string operator()(const SetDisk& one) const {
        return fmt::format("make the disk of broker {} {}", one.broker, diskState(one.fault.trouble));
    }
    std::string operator()(const CreateTopic& one) const {
        return one.validateOnly ? std::string() : "create topic " + one.name;
    }
    std::string operator()(const DeleteTopic& one) const { return "delete topic " + one.name; }
    std::string operator()(const DescribeTopicSettings&) const { return {}; }
    std::string operator()(const SendText& one) const { return "send text to " + one.topic; }
    std::string operator()(const ProduceRecord& one) const { return "produce a record to " + one.topic; }
    std::string operator()(const RemoveGroupMember& one) const {
        return fmt::format("remove member {} from group {}", one.memberId, one.group);
    }
    std::string operator()(const DeleteGroup& one) const { return "delete group " + one.group; }
    std::string operator()(const ResetOffsets& one) const {
        return one.previewOnly ? std::string() : "reset the offsets of group " + one.group;
    }
};

}  // namespace

std::string tellAct(const Command& command) { return std::visit(ActWords(), command); }

}  // namespace broker::cluster
