#include "broker/wire/messages/alter_configs.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& AlterConfigsRequest::Config::describe() {
    static constexpr Field kFields[] = {
        field<&Config::name>("name"),
        field<&Config::value>("value").nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Config>("AlterableConfig", kFields);
    return kInfo;
}

const StructInfo& AlterConfigsRequest::Resource::describe() {
    static constexpr Field kFields[] = {
        field<&Resource::resourceType>("resourceType"),
        field<&Resource::resourceName>("resourceName"),
        field<&Resource::configs>("configs"),
    };
    static constexpr StructInfo kInfo = structInfo<Resource>("AlterConfigsResource", kFields);
    return kInfo;
}

const StructInfo& AlterConfigsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&AlterConfigsRequest::resources>("resources"),
        field<&AlterConfigsRequest::validateOnly>("validateOnly"),
    };
    static constexpr StructInfo kInfo = structInfo<AlterConfigsRequest>("AlterConfigsRequest", kFields);
    return kInfo;
}

const StructInfo& AlterConfigsResponse::Resource::describe() {
    static constexpr Field kFields[] = {
        field<&Resource::errorCode>("errorCode"),
        field<&Resource::errorMessage>("errorMessage").nullable(),
        field<&Resource::resourceType>("resourceType"),
        field<&Resource::resourceName>("resourceName"),
    };
    static constexpr StructInfo kInfo = structInfo<Resource>("AlterConfigsResourceResponse", kFields);
    return kInfo;
}

const StructInfo& AlterConfigsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&AlterConfigsResponse::throttleTimeMs>("throttleTimeMs"),
        field<&AlterConfigsResponse::responses>("responses"),
    };
    static constexpr StructInfo kInfo = structInfo<AlterConfigsResponse>("AlterConfigsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
