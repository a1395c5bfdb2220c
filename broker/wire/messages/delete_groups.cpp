#include "broker/wire/messages/delete_groups.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& DeleteGroupsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&DeleteGroupsRequest::groupsNames>("groupsNames"),
    };
    static constexpr StructInfo kInfo = structInfo<DeleteGroupsRequest>("DeleteGroupsRequest", kFields);
    return kInfo;
}

const StructInfo& DeleteGroupsResponse::Result::describe() {
    static constexpr Field kFields[] = {
        field<&Result::groupId>("groupId"),
        field<&Result::errorCode>("errorCode"),
    };
    static constexpr StructInfo kInfo = structInfo<Result>("DeletableGroupResult", kFields);
    return kInfo;
}

const StructInfo& DeleteGroupsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&DeleteGroupsResponse::throttleTimeMs>("throttleTimeMs"),
        field<&DeleteGroupsResponse::results>("results"),
    };
    static constexpr StructInfo kInfo = structInfo<DeleteGroupsResponse>("DeleteGroupsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
