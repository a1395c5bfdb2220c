#include "broker/wire/messages/api_versions.h"

#include "broker/wire/description.h"

namespace broker::wire {

const StructInfo& ApiVersionsRequest::describe() {
    static constexpr Field kFields[] = {
        field<&ApiVersionsRequest::clientSoftwareName>("clientSoftwareName").since(3),
        field<&ApiVersionsRequest::clientSoftwareVersion>("clientSoftwareVersion").since(3),
    };
    static constexpr StructInfo kInfo = structInfo<ApiVersionsRequest>("ApiVersionsRequest", kFields);
    return kInfo;
}

const StructInfo& ApiVersionsResponse::ApiVersion::describe() {
    static constexpr Field kFields[] = {
        field<&ApiVersion::apiKey>("apiKey"),
        field<&ApiVersion::minVersion>("minVersion"),
        field<&ApiVersion::maxVersion>("maxVersion"),
    };
    static constexpr StructInfo kInfo = structInfo<ApiVersion>("ApiVersion", kFields);
    return kInfo;
}

const StructInfo& ApiVersionsResponse::SupportedFeature::describe() {
    static constexpr Field kFields[] = {
        field<&SupportedFeature::name>("name").since(3),
        field<&SupportedFeature::minVersion>("minVersion").since(3),
        field<&SupportedFeature::maxVersion>("maxVersion").since(3),
    };
    static constexpr StructInfo kInfo = structInfo<SupportedFeature>("SupportedFeatureKey", kFields);
    return kInfo;
}

const StructInfo& ApiVersionsResponse::FinalizedFeature::describe() {
    static constexpr Field kFields[] = {
        field<&FinalizedFeature::name>("name").since(3),
        field<&FinalizedFeature::maxVersionLevel>("maxVersionLevel").since(3),
        field<&FinalizedFeature::minVersionLevel>("minVersionLevel").since(3),
    };
    static constexpr StructInfo kInfo = structInfo<FinalizedFeature>("FinalizedFeatureKey", kFields);
    return kInfo;
}

const StructInfo& ApiVersionsResponse::describe() {
    static constexpr Field kFields[] = {
        field<&ApiVersionsResponse::errorCode>("errorCode"),
        field<&ApiVersionsResponse::apiKeys>("apiKeys"),
        field<&ApiVersionsResponse::throttleTimeMs>("throttleTimeMs").since(1),
        taggedField<&ApiVersionsResponse::supportedFeatures>("supportedFeatures", 0).since(3),
        taggedField<&ApiVersionsResponse::finalizedFeaturesEpoch>("finalizedFeaturesEpoch", 1).since(3),
        taggedField<&ApiVersionsResponse::finalizedFeatures>("finalizedFeatures", 2).since(3),
        taggedField<&ApiVersionsResponse::zkMigrationReady>("zkMigrationReady", 3).since(3),
    };
    static constexpr StructInfo kInfo = structInfo<ApiVersionsResponse>("ApiVersionsResponse", kFields);
    return kInfo;
}

}  // namespace broker::wire
