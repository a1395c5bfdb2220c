#include "broker/metadata/features.h"

namespace broker::metadata {

std::vector<SupportedFeature> supportedFeatures() {
    return {{.name = std::string(kElrFeature), .least = 0, .most = kElrVersion},
            {.name = std::string(kMetadataVersionFeature),
             .least = kLeastMetadataVersion,
             .most = kMetadataVersion}};
}

std::vector<FeatureLevelRecord> initialFeatures() {
    return {{.name = std::string(kMetadataVersionFeature), .level = kMetadataVersion},
            {.name = std::string(kElrFeature), .level = kElrVersion}};
}

}  // namespace broker::metadata
