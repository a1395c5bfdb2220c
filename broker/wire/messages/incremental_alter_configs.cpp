#include "broker/wire/messages/incremental_alter_configs.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& IncrementalAlterConfigsRequest::Config::describe() {
    static constexpr Field kFields[] = {
        field<&Config::name>("name"),
        field<&Config::configOperation>("configOperation"),
        field<&Config::value>("value").nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Config>("AlterableConfig", kFields);
    return kInfo;
}

const StructInfo& IncrementalAlterConfigsRequest::Resource::describe() {
    static constexpr Field kFields[] = {
        field<&Resource::resourceType>("resourceType"),
        field<&Resource::resourceName>("resourceName"),
        field<&Resource::configs>("configs"),
    };
    static constexpr StructInfo kInfo = structInfo<Resource>("AlterConfigsResource", kFields);
    return kInfo;
}

const StructInfo& IncrementalAlterConfigsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&IncrementalAlterConfigsRequest::resources>("resources"),
        field<&IncrementalAlterConfigsRequest::validateOnly>("validateOnly"),
    };
    static constexpr StructInfo kInfo =
        structInfo<IncrementalAlterConfigsRequest>("IncrementalAlterConfigsRequest", kFields);
    return kInfo;
}

const StructInfo& IncrementalAlterConfigsResponse::Resource::describe() {
    static constexpr Field kFields[] = {
        field<&Resource::errorCode>("errorCode"),
        field<&Resource::errorMessage>("errorMessage").nullable(),
        field<&Resource::resourceType>("resourceType"),
        field<&Resource::resourceName>("resourceName"),
    };
    static constexpr StructInfo kInfo = structInfo<Resource>("AlterConfigsResourceResponse", kFields);
    return kInfo;
}

const StructInfo& IncrementalAlterConfigsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&IncrementalAlterConfigsResponse::throttleTimeMs>("throttleTimeMs"),
        field<&IncrementalAlterConfigsResponse::responses>("responses"),
    };
    static constexpr StructInfo kInfo =
        structInfo<IncrementalAlterConfigsResponse>("IncrementalAlterConfigsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
