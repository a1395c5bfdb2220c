#include "broker/observe/quorum_snapshot.h"

namespace broker::observe {

std::string_view roleName(QuorumRole role) {
    switch (role) {
        case QuorumRole::kUnattached:
            return "unattached";
        case QuorumRole::kProspective:
            return "prospective";
        case QuorumRole::kCandidate:
            return "candidate";
        case QuorumRole::kLeader:
            return "leader";
        case QuorumRole::kFollower:
            return "follower";
        case QuorumRole::kObserver:
            return "observer";
        case QuorumRole::kResigned:
            return "resigned";
    }
    return "?";
}

std::string tell(const MetadataLine& line) {
    std::string text = line.type;
    if (!line.subject.empty()) text += " " + line.subject;
    for (std::size_t i = 0; i < line.says.size(); ++i) text += (i == 0 ? ": " : ", ") + line.says[i];
    return text;
}

}  // namespace broker::observe
