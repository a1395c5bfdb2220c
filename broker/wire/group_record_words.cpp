#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "broker/wire/consumer_protocol.h"
#include "broker/wire/group_record.h"
#include "broker/wire/interpreter.h"
#include "broker/wire/registry.h"

namespace broker::wire {
namespace {

class Describer {
public:
    void operator()(const OffsetCommitRecord& record) {
        m_words.type = groupRecordTypeName(OffsetCommitRecord::kType);
        m_words.subject = fmt::format("{} {}-{}", record.key.group, record.key.topic, record.key.partition);
        if (!record.value) return say("deleted");
        const OffsetCommitValue& value = *record.value;
        say("offset {}", value.offset);
        if (value.leaderEpoch != kNoLeaderEpoch) say("leader epoch {}", value.leaderEpoch);
        if (!value.metadata.empty()) say("metadata {}", value.metadata.substr(0, kMaxInspectedText));
        if (value.expireTimestamp != kNoTimestamp) say("expires at {} ms", value.expireTimestamp);
    }
    void operator()(const GroupMetadataRecord& record) {
        m_words.type = groupRecordTypeName(GroupMetadataRecord::kType);
        m_words.subject = record.key.group;
        if (!record.value) return say("deleted");
        const GroupMetadataValue& value = *record.value;
        say("generation {}", value.generation);
        if (value.protocol) say("protocol {}", *value.protocol);
        if (value.leader) say("leader {}", *value.leader);
        if (value.members.empty()) return say("no members");
        for (const GroupMetadataValue::Member& member : value.members) sayMember(value, member);
    }
    void operator()(const UnknownGroupRecord& record) {
        const std::string_view name = groupRecordTypeName(record.type);
        m_words.type = name.empty() ? fmt::format("record type {}", record.type) : std::string(name);
        if (record.value)
            say("{} bytes", record.value->size());
        else
            say("deleted");
    }

    GroupRecordWords take() { return std::move(m_words); }

private:
    template <class... Args>
    void say(fmt::format_string<Args...> pattern, Args&&... args) {
        m_words.says.push_back(fmt::format(pattern, std::forward<Args>(args)...));
    }

    void sayMember(const GroupMetadataValue& value, const GroupMetadataValue::Member& member) {
        std::string partitions;
        if (value.protocolType == kConsumerProtocolType) {
            const auto assignment = decodeAssignment(member.assignment);
            if (assignment) partitions = tellPartitions(*assignment);
        }
        if (partitions.empty())
            say("member {}", member.memberId);
        else
            say("member {} has {}", member.memberId, partitions);
    }
    static std::string tellPartitions(const ConsumerProtocolAssignment& assignment) {
        std::string text;
        for (const auto& topic : assignment.assignedPartitions)
            for (const PartitionIndex partition : topic.partitions)
                fmt::format_to(std::back_inserter(text), "{}{}-{}", text.empty() ? "" : " ", topic.topic,
                               partition);
        return text.empty() ? "nothing" : text;
    }

    GroupRecordWords m_words;
};

/// Decodes a body, noting its fields under `root`; the reader keeps what went wrong.
void inspectBody(ByteReader& reader, const StructInfo& info, Layout layout, InspectedField& root) {
    AnyStruct body(info);
    InspectionRecorder recorder(root);
    decodeStruct(reader, info, body.get(), layout, &recorder);
    root.end = reader.position();
}

InspectedField inspected(std::string_view name, const StructInfo& info, std::size_t begin, std::size_t end) {
    return {std::string(name), info.name, {}, begin, end, {}};
}

/// Positions of an embedded body count from its own start; `offset` is where that lies.
void shift(InspectedField& field, std::size_t offset) {
    field.begin += offset;
    field.end += offset;
    for (InspectedField& child : field.children) shift(child, offset);
}

/// Opens up a bytes field that holds a message of the consumer protocol. What does not decode stays bytes.
template <class T>
void openEmbedded(InspectedField& field, ByteView input) {
    const std::size_t prefix = 4;  // classic bytes: a length of four bytes in front
    if (field.end - field.begin < prefix + 2) return;
    const ByteView content = input.subspan(field.begin + prefix, field.end - field.begin - prefix);
    ByteReader reader(content);
    const std::int16_t version = reader.int16();
    if (version < 0) return;
    const std::int16_t known = std::min(version, T::kVersions.last);
    InspectedField opened = inspected(field.name, T::describe(), 0, content.size());
    inspectBody(reader, T::describe(), {known, false}, opened);
    if (reader.failed()) return;
    InspectedField number{"version", "int16", fmt::format("{}", version), 0, 2, {}};
    opened.children.insert(opened.children.begin(), std::move(number));
    for (InspectedField& child : opened.children) shift(child, field.begin + prefix);
    field.type = opened.type;
    field.children = std::move(opened.children);
}

InspectedField* childNamed(InspectedField& parent, std::string_view name) {
    for (InspectedField& child : parent.children)
        if (child.name == name) return &child;
    return nullptr;
}

void openMembers(InspectedField& value, ByteView input) {
    const InspectedField* protocolType = childNamed(value, "protocolType");
    InspectedField* members = childNamed(value, "members");
    if (members == nullptr || protocolType == nullptr || protocolType->value != kConsumerProtocolType) return;
    for (InspectedField& member : members->children) {
        if (InspectedField* field = childNamed(member, "subscription"))
            openEmbedded<ConsumerProtocolSubscription>(*field, input);
        if (InspectedField* field = childNamed(member, "assignment"))
            openEmbedded<ConsumerProtocolAssignment>(*field, input);
    }
}

struct Descriptions {
    const StructInfo* key = nullptr;
    const StructInfo* value = nullptr;
    VersionRange values{};
    std::int16_t flexibleFrom = 0;
};

template <class K, class V>
Descriptions descriptions() {
    return {&K::describe(), &V::describe(), V::kVersions, V::kFlexibleFrom};
}

Descriptions descriptionsOf(std::int16_t type) {
    if (type == OffsetCommitRecord::kLegacyType)
        return descriptions<OffsetCommitKey, LegacyOffsetCommitValue>();
    if (type == OffsetCommitRecord::kType) return descriptions<OffsetCommitKey, OffsetCommitValue>();
    if (type == GroupMetadataRecord::kType) return descriptions<GroupMetadataKey, GroupMetadataValue>();
    return {};
}

void inspectValue(const Descriptions& known, std::int16_t type, ByteView bytes, InspectedGroupRecord& to) {
    ByteReader reader(bytes);
    const std::int16_t version = reader.int16();
    to.value.children.push_back({"version", "int16", fmt::format("{}", version), 0, reader.position(), {}});
    if (!reader.failed() && !known.values.contains(version)) {
        to.error = Error{ErrorCode::kUnsupportedVersion,
                         fmt::format("{} version {} is not known", known.value->name, version)};
        return;
    }
    InspectedField body = inspected("value", *known.value, 0, bytes.size());
    inspectBody(reader, *known.value, {version, version >= known.flexibleFrom}, body);
    if (const Result<void> status = reader.status(); !status)
        to.error = status.error();
    else if (type == GroupMetadataRecord::kType && version < known.flexibleFrom)
        openMembers(body, bytes);
    for (InspectedField& child : body.children) to.value.children.push_back(std::move(child));
    to.value.type = body.type;
}

}  // namespace

GroupRecordWords describeGroupRecord(const GroupRecord& record) {
    Describer describer;
    std::visit(describer, record);
    return describer.take();
}

std::string groupRecordText(std::optional<ByteView> key, std::optional<ByteView> value) {
    const Result<GroupRecord> record = decodeGroupRecord(key, value);
    if (!record) return record.error().detail;
    const GroupRecordWords words = describeGroupRecord(*record);
    std::string text = words.type;
    if (!words.subject.empty()) text += " " + words.subject;
    return fmt::format("{}: {}", text, fmt::join(words.says, ", "));
}

InspectedGroupRecord inspectGroupRecord(std::optional<ByteView> key, std::optional<ByteView> value) {
    const std::size_t keySize = key ? key->size() : 0;
    const std::size_t valueSize = value ? value->size() : 0;
    InspectedGroupRecord record{.key = {"key", {}, key ? "" : "null", 0, keySize, {}},
                                .value = {"value", {}, value ? "" : "null", 0, valueSize, {}},
                                .error = {}};
    if (!key) return record;
    ByteReader reader(*key);
    const std::int16_t type = reader.int16();
    const std::string_view name = reader.failed() ? std::string_view() : groupRecordTypeName(type);
    record.key.children.push_back(
        {"type", "int16", fmt::format("{} {}", type, name), 0, reader.position(), {}});
    const Descriptions known = reader.failed() ? Descriptions{} : descriptionsOf(type);
    if (const Result<void> status = reader.status(); !status) record.error = status.error();
    if (known.key == nullptr) return record;
    InspectedField body = inspected("key", *known.key, 0, key->size());
    inspectBody(reader, *known.key, {}, body);
    record.key.type = body.type;
    for (InspectedField& child : body.children) record.key.children.push_back(std::move(child));
    Result<void> end = reader.status();
    if (end) end = expectEnd(reader, *known.key);
    if (!end)
        record.error = end.error();
    else if (value)
        inspectValue(known, type, *value, record);
    return record;
}

}  // namespace broker::wire
