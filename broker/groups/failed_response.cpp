#include "broker/groups/failed_response.h"

namespace broker::groups {
namespace {

struct Failing {
    ErrorCode error;

    void operator()(wire::JoinGroupResponse& r) const { r.errorCode = error; }
    void operator()(wire::SyncGroupResponse& r) const { r.errorCode = error; }
    void operator()(wire::HeartbeatResponse& r) const { r.errorCode = error; }
    void operator()(wire::LeaveGroupResponse& r) const {
        r.errorCode = error;
        r.members.clear();
    }
    void operator()(wire::OffsetCommitResponse& r) const {
        for (auto& topic : r.topics)
            for (auto& partition : topic.partitions) partition.errorCode = error;
    }
    void operator()(wire::OffsetFetchResponse::Group& r) const {
        r.errorCode = error;
        r.topics.clear();
    }
    void operator()(wire::OffsetDeleteResponse& r) const {
        r.errorCode = error;
        r.topics.clear();
    }
    void operator()(wire::DeleteGroupsResponse& r) const {
        for (auto& result : r.results) result.errorCode = error;
    }
    void operator()(std::vector<wire::DescribeGroupsResponse::Group>& r) const {
        for (auto& group : r) group.errorCode = error;
    }
    // Each broker lists what it has; the error of one of its coordinators is told beside the list.
    void operator()(std::vector<wire::ListGroupsResponse::Group>& r) const { r.clear(); }
};

}  // namespace

Response failed(Response response, ErrorCode error) {
    std::visit(Failing{error}, response);
    return response;
}

}  // namespace broker::groups
