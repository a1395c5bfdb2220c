#pragma once

#include <string>
#include <vector>

#include "broker/metadata/records.h"

namespace broker::metadata {

/// Eligible leader replicas (KIP-966): level 1 since metadata.version 4.0, on in clusters that are born here.
inline constexpr std::string_view kElrFeature = "eligible.leader.replicas.version";
inline constexpr std::int16_t kElrVersion = 1;

/// What this program understands, for registrations and ApiVersions.
std::vector<SupportedFeature> supportedFeatures();
/// What a cluster is born with.
std::vector<FeatureLevelRecord> initialFeatures();

}  // namespace broker::metadata
