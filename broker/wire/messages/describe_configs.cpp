#include "broker/wire/messages/describe_configs.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& DescribeConfigsRequest::Resource::describe() {
    static constexpr Field kFields[] = {
        field<&Resource::resourceType>("resourceType"),
        field<&Resource::resourceName>("resourceName"),
        field<&Resource::configurationKeys>("configurationKeys").nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Resource>("DescribeConfigsResource", kFields);
    return kInfo;
}

const StructInfo& DescribeConfigsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&DescribeConfigsRequest::resources>("resources"),
        field<&DescribeConfigsRequest::includeSynonyms>("includeSynonyms"),
        field<&DescribeConfigsRequest::includeDocumentation>("includeDocumentation").since(3),
    };
    static constexpr StructInfo kInfo = structInfo<DescribeConfigsRequest>("DescribeConfigsRequest", kFields);
    return kInfo;
}

const StructInfo& DescribeConfigsResponse::Synonym::describe() {
    static constexpr Field kFields[] = {
        field<&Synonym::name>("name"),
        field<&Synonym::value>("value").nullable(),
        field<&Synonym::source>("source"),
    };
    static constexpr StructInfo kInfo = structInfo<Synonym>("DescribeConfigsSynonym", kFields);
    return kInfo;
}

const StructInfo& DescribeConfigsResponse::Config::describe() {
    static constexpr Field kFields[] = {
        field<&Config::name>("name"),
        field<&Config::value>("value").nullable(),
        field<&Config::readOnly>("readOnly"),
        field<&Config::configSource>("configSource"),
        field<&Config::isSensitive>("isSensitive"),
        field<&Config::synonyms>("synonyms"),
        field<&Config::configType>("configType").since(3),
        field<&Config::documentation>("documentation").since(3).nullable(),
    };
    static constexpr StructInfo kInfo = structInfo<Config>("DescribeConfigsResourceResult", kFields);
    return kInfo;
}

const StructInfo& DescribeConfigsResponse::Resource::describe() {
    static constexpr Field kFields[] = {
        field<&Resource::errorCode>("errorCode"),
        field<&Resource::errorMessage>("errorMessage").nullable(),
        field<&Resource::resourceType>("resourceType"),
        field<&Resource::resourceName>("resourceName"),
        field<&Resource::configs>("configs"),
    };
    static constexpr StructInfo kInfo = structInfo<Resource>("DescribeConfigsResult", kFields);
    return kInfo;
}

const StructInfo& DescribeConfigsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&DescribeConfigsResponse::throttleTimeMs>("throttleTimeMs"),
        field<&DescribeConfigsResponse::results>("results"),
    };
    static constexpr StructInfo kInfo =
        structInfo<DescribeConfigsResponse>("DescribeConfigsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
