#include "broker/metadata/records.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "broker/wire/message.h"

namespace broker::metadata {

using wire::Field;
using wire::field;
using wire::StructInfo;
using wire::structInfo;
using wire::taggedField;

const StructInfo& Endpoint::describe() {
    static constexpr Field kFields[] = {
        field<&Endpoint::name>("name"),
        field<&Endpoint::host>("host"),
        field<&Endpoint::port>("port"),
        field<&Endpoint::securityProtocol>("securityProtocol"),
    };
    static constexpr StructInfo kInfo = structInfo<Endpoint>("BrokerEndpoint", kFields);
    return kInfo;
}

const StructInfo& SupportedFeature::describe() {
    static constexpr Field kFields[] = {
        field<&SupportedFeature::name>("name"),
        field<&SupportedFeature::least>("minSupportedVersion"),
        field<&SupportedFeature::most>("maxSupportedVersion"),
    };
    static constexpr StructInfo kInfo = structInfo<SupportedFeature>("BrokerFeature", kFields);
    return kInfo;
}

const StructInfo& RegisterBrokerRecord::describe() {
    using R = RegisterBrokerRecord;
    static constexpr Field kFields[] = {
        field<&R::broker>("brokerId"),
        field<&R::isMigratingZkBroker>("isMigratingZkBroker").since(2),
        field<&R::incarnationId>("incarnationId"),
        field<&R::epoch>("brokerEpoch"),
        field<&R::endpoints>("endPoints"),
        field<&R::features>("features"),
        field<&R::rack>("rack").nullableSince(0),
        field<&R::fenced>("fenced"),
        field<&R::inControlledShutdown>("inControlledShutdown").since(1),
        taggedField<&R::logDirs>("logDirs", 0).since(3),
        taggedField<&R::cordonedLogDirs>("cordonedLogDirs", 1).since(4).nullableSince(4),
    };
    static constexpr StructInfo kInfo = structInfo<R>("RegisterBroker", kFields);
    return kInfo;
}

const StructInfo& UnregisterBrokerRecord::describe() {
    using R = UnregisterBrokerRecord;
    static constexpr Field kFields[] = {field<&R::broker>("brokerId"), field<&R::epoch>("brokerEpoch")};
    static constexpr StructInfo kInfo = structInfo<R>("UnregisterBroker", kFields);
    return kInfo;
}

const StructInfo& FenceBrokerRecord::describe() {
    using R = FenceBrokerRecord;
    static constexpr Field kFields[] = {field<&R::broker>("id"), field<&R::epoch>("epoch")};
    static constexpr StructInfo kInfo = structInfo<R>("FenceBroker", kFields);
    return kInfo;
}

const StructInfo& UnfenceBrokerRecord::describe() {
    using R = UnfenceBrokerRecord;
    static constexpr Field kFields[] = {field<&R::broker>("id"), field<&R::epoch>("epoch")};
    static constexpr StructInfo kInfo = structInfo<R>("UnfenceBroker", kFields);
    return kInfo;
}

const StructInfo& BrokerRegistrationChangeRecord::describe() {
    using R = BrokerRegistrationChangeRecord;
    static constexpr Field kFields[] = {
        field<&R::broker>("brokerId"),
        field<&R::epoch>("brokerEpoch"),
        taggedField<&R::fencing>("fenced", 0),
        taggedField<&R::shutdown>("inControlledShutdown", 1).since(1),
        taggedField<&R::logDirs>("logDirs", 2).since(2),
        taggedField<&R::cordonedLogDirs>("cordonedLogDirs", 3).since(3).nullableSince(3),
    };
    static constexpr StructInfo kInfo = structInfo<R>("BrokerRegistrationChange", kFields);
    return kInfo;
}

const StructInfo& TopicRecord::describe() {
    using R = TopicRecord;
    static constexpr Field kFields[] = {field<&R::name>("name"), field<&R::id>("topicId")};
    static constexpr StructInfo kInfo = structInfo<R>("Topic", kFields);
    return kInfo;
}

const StructInfo& RemoveTopicRecord::describe() {
    using R = RemoveTopicRecord;
    static constexpr Field kFields[] = {field<&R::id>("topicId")};
    static constexpr StructInfo kInfo = structInfo<R>("RemoveTopic", kFields);
    return kInfo;
}

const StructInfo& PartitionRecord::describe() {
    using R = PartitionRecord;
    static constexpr Field kFields[] = {
        field<&R::partition>("partitionId"),
        field<&R::topicId>("topicId"),
        field<&R::replicas>("replicas"),
        field<&R::isr>("isr"),
        field<&R::removing>("removingReplicas"),
        field<&R::adding>("addingReplicas"),
        field<&R::leader>("leader"),
        field<&R::leaderEpoch>("leaderEpoch"),
        field<&R::partitionEpoch>("partitionEpoch"),
        field<&R::directories>("directories").since(1),
        taggedField<&R::recovery>("leaderRecoveryState", 0),
        taggedField<&R::elr>("eligibleLeaderReplicas", 1).since(2).nullableSince(2),
        taggedField<&R::lastKnownElr>("lastKnownElr", 2).since(2).nullableSince(2),
    };
    static constexpr StructInfo kInfo = structInfo<R>("Partition", kFields);
    return kInfo;
}

const StructInfo& PartitionChangeRecord::describe() {
    using R = PartitionChangeRecord;
    static constexpr Field kFields[] = {
        field<&R::partition>("partitionId"),
        field<&R::topicId>("topicId"),
        taggedField<&R::isr>("isr", 0).nullableSince(0),
        taggedField<&R::leader>("leader", 1),
        taggedField<&R::replicas>("replicas", 2).nullableSince(0),
        taggedField<&R::removing>("removingReplicas", 3).nullableSince(0),
        taggedField<&R::adding>("addingReplicas", 4).nullableSince(0),
        taggedField<&R::recovery>("leaderRecoveryState", 5),
        taggedField<&R::elr>("eligibleLeaderReplicas", 6).since(2).nullableSince(2),
        taggedField<&R::lastKnownElr>("lastKnownElr", 7).since(2).nullableSince(2),
        taggedField<&R::directories>("directories", 8).since(1).nullableSince(1),
    };
    static constexpr StructInfo kInfo = structInfo<R>("PartitionChange", kFields);
    return kInfo;
}

const StructInfo& ConfigRecord::describe() {
    using R = ConfigRecord;
    static constexpr Field kFields[] = {
        field<&R::resourceType>("resourceType"),
        field<&R::resourceName>("resourceName"),
        field<&R::name>("name"),
        field<&R::value>("value").nullableSince(0),
    };
    static constexpr StructInfo kInfo = structInfo<R>("Config", kFields);
    return kInfo;
}

const StructInfo& ClearElrRecord::describe() {
    static constexpr Field kFields[] = {field<&ClearElrRecord::topicName>("topicName")};
    static constexpr StructInfo kInfo = structInfo<ClearElrRecord>("ClearElr", kFields);
    return kInfo;
}

const StructInfo& ProducerIdsRecord::describe() {
    using R = ProducerIdsRecord;
    static constexpr Field kFields[] = {
        field<&R::broker>("brokerId"),
        field<&R::epoch>("brokerEpoch"),
        field<&R::next>("nextProducerId"),
    };
    static constexpr StructInfo kInfo = structInfo<R>("ProducerIds", kFields);
    return kInfo;
}

const StructInfo& FeatureLevelRecord::describe() {
    using R = FeatureLevelRecord;
    static constexpr Field kFields[] = {field<&R::name>("name"), field<&R::level>("featureLevel")};
    static constexpr StructInfo kInfo = structInfo<R>("FeatureLevel", kFields);
    return kInfo;
}

const StructInfo& NoOpRecord::describe() {
    static constexpr StructInfo kInfo = structInfo<NoOpRecord>("NoOp", {});
    return kInfo;
}

namespace {

constexpr std::uint32_t kFrameVersion = 1;

struct Codec {
    std::uint32_t type;
    wire::VersionRange versions;
    Result<Record> (*decode)(ByteView body, std::int16_t version);
};
template <wire::Message T>
constexpr Codec codecOf() {
    return {T::kType, T::kVersions, [](ByteView body, std::int16_t version) -> Result<Record> {
                ASSIGN_OR_RETURN(T record, wire::decodeMessage<T>(body, version));
                return Record(std::move(record));
            }};
}
/// All of the variant's types but the last, which is UnknownRecord.
template <std::size_t... I>
constexpr auto codecsOf(std::index_sequence<I...>) {
    return std::to_array<Codec>({codecOf<std::variant_alternative_t<I, Record>>()...});
}
constexpr auto kCodecs = codecsOf(std::make_index_sequence<std::variant_size_v<Record> - 1>());

}  // namespace

Bytes encode(const Record& record) {
    ByteWriter writer;
    writer.unsignedVarint(kFrameVersion);
    std::visit(
        [&]<class T>(const T& value) {
            if constexpr (std::is_same_v<T, UnknownRecord>) {
                writer.unsignedVarint(value.type);
                writer.unsignedVarint(value.version);
                writer.bytes(value.body);
            } else {
                writer.unsignedVarint(T::kType);
                writer.unsignedVarint(static_cast<std::uint32_t>(T::kWritten));
                wire::encodeMessage(writer, value, T::kWritten);
            }
        },
        record);
    return writer.take();
}

Result<Record> decode(ByteView value) {
    ByteReader reader(value);
    const std::uint32_t frame = reader.unsignedVarint();
    const std::uint32_t type = reader.unsignedVarint();
    const std::uint32_t version = reader.unsignedVarint();
    RETURN_IF_ERROR(reader.status());
    if (frame != kFrameVersion)
        return failure(ErrorCode::kUnsupportedVersion, "metadata record: frame version {} instead of {}",
                       frame, kFrameVersion);
    const ByteView body = value.subspan(reader.position());
    for (const Codec& codec : kCodecs) {
        if (codec.type != type) continue;
        if (version > static_cast<std::uint32_t>(codec.versions.last))
            return failure(ErrorCode::kUnsupportedVersion,
                           "metadata record of type {}: version {} is above {}, the highest known", type,
                           version, codec.versions.last);
        return codec.decode(body, static_cast<std::int16_t>(version));
    }
    return UnknownRecord{.type = type, .version = version, .body = toBytes(body)};
}

std::string nameOf(const Record& record) {
    return std::visit(
        []<class T>(const T& value) -> std::string {
            if constexpr (std::is_same_v<T, UnknownRecord>)
                return fmt::format("type {}", value.type);
            else
                return T::describe().name;
        },
        record);
}

namespace {

std::string tellIds(const std::vector<BrokerId>& ids) { return fmt::format("[{}]", fmt::join(ids, ",")); }

struct Teller {
    std::string operator()(const RegisterBrokerRecord& r) const {
        return fmt::format("broker {} epoch {}{}{}", r.broker, r.epoch, r.rack ? " rack " + *r.rack : "",
                           r.fenced ? " fenced" : "");
    }
    std::string operator()(const UnregisterBrokerRecord& r) const { return uptime(r); }
    std::string operator()(const FenceBrokerRecord& r) const { return uptime(r); }
    std::string operator()(const UnfenceBrokerRecord& r) const { return uptime(r); }
    std::string operator()(const BrokerRegistrationChangeRecord& r) const {
        using R = BrokerRegistrationChangeRecord;
        std::string text = uptime(r);
        if (r.fencing == R::Fencing::kFence) text += " fenced";
        if (r.fencing == R::Fencing::kUnfence) text += " unfenced";
        if (r.shutdown == R::Shutdown::kEntered) text += " in controlled shutdown";
        return text;
    }
    std::string operator()(const TopicRecord& r) const { return fmt::format("{} {}", r.name, r.id); }
    std::string operator()(const RemoveTopicRecord& r) const { return r.id.text(); }
    std::string operator()(const PartitionRecord& r) const {
        return fmt::format("{}-{} replicas {} isr {} leader {} epoch {}", r.topicId, r.partition,
                           tellIds(r.replicas), tellIds(r.isr), r.leader, r.leaderEpoch);
    }
    std::string operator()(const PartitionChangeRecord& r) const {
        std::string text = fmt::format("{}-{}", r.topicId, r.partition);
        if (r.isr) text += " isr " + tellIds(*r.isr);
        if (r.replicas) text += " replicas " + tellIds(*r.replicas);
        if (r.leader != kLeaderUnchanged) text += fmt::format(" leader {}", r.leader);
        return text;
    }
    std::string operator()(const ConfigRecord& r) const {
        return fmt::format("resource {} '{}' {}{}{}", r.resourceType, r.resourceName, r.name,
                           r.value ? "=" : " removed", r.value.value_or(""));
    }
    std::string operator()(const ClearElrRecord& r) const { return r.topicName; }
    std::string operator()(const ProducerIdsRecord& r) const {
        return fmt::format("broker {} next {}", r.broker, r.next);
    }
    std::string operator()(const FeatureLevelRecord& r) const {
        return fmt::format("{} {}", r.name, r.level);
    }
    std::string operator()(const NoOpRecord&) const { return ""; }
    std::string operator()(const UnknownRecord& r) const {
        return fmt::format("version {} of {} bytes", r.version, r.body.size());
    }

    template <class R>
    static std::string uptime(const R& r) {
        return fmt::format("broker {} epoch {}", r.broker, r.epoch);
    }
};

}  // namespace

std::string tell(const Record& record) {
    const std::string fields = std::visit(Teller{}, record);
    return fields.empty() ? nameOf(record) : nameOf(record) + " " + fields;
}

}  // namespace broker::metadata
