#include "tests/broker/wire/message_samples.h"

#include <cstring>
#include <string>

#include "broker/wire/message.h"
#include "broker/wire/messages/consumer_protocol.h"
#include "broker/wire/messages/control_records.h"
#include "broker/wire/messages/group_records.h"

namespace broker::wire {
namespace {

template <Message T>
NamedMessage named() {
    return {&T::describe(), T::kVersions, T::kFlexibleFrom};
}

std::string randomText(Random& random) {
    std::string text;
    for (std::uint64_t left = random.below(200) == 0 ? 300 : random.below(8); left > 0; --left)
        text.push_back(static_cast<char>('a' + random.below(26)));
    return text;
}

template <class T>
void randomNumber(void* value, Random& random) {
    const T number = random.oneIn(4) ? T(-1) : static_cast<T>(random.next());
    std::memcpy(value, &number, sizeof(T));
}

void fillValue(const TypeInfo& type, void* value, Layout layout, Random& random, ByteView pool);

void fillArray(const TypeInfo& type, void* value, Layout layout, Random& random, ByteView pool) {
    const std::size_t count = random.below(4);
    auto* at = static_cast<std::uint8_t*>(type.resize(value, count));
    for (std::size_t i = 0; i < count; ++i, at += type.element->size)
        fillValue(*type.element, at, layout, random, pool);
}

void fillValue(const TypeInfo& type, void* value, Layout layout, Random& random, ByteView pool) {
    switch (type.kind) {
        case Kind::kBool:
            *static_cast<bool*>(value) = random.oneIn(2);
            return;
        case Kind::kInt8:
            return randomNumber<std::int8_t>(value, random);
        case Kind::kInt16:
            return randomNumber<std::int16_t>(value, random);
        case Kind::kUint16:
            return randomNumber<std::uint16_t>(value, random);
        case Kind::kInt32:
            return randomNumber<std::int32_t>(value, random);
        case Kind::kUint32:
            return randomNumber<std::uint32_t>(value, random);
        case Kind::kInt64:
            return randomNumber<std::int64_t>(value, random);
        case Kind::kFloat64:
            *static_cast<double*>(value) = static_cast<double>(random.below(1000));
            return;
        case Kind::kErrorCode:
            *static_cast<ErrorCode*>(value) = static_cast<ErrorCode>(random.between(-1, 129));
            return;
        case Kind::kUuid:
            *static_cast<Uuid*>(value) = Uuid::random(random);
            return;
        case Kind::kString:
            *static_cast<std::string*>(value) = randomText(random);
            return;
        case Kind::kBytes:
            *static_cast<Bytes*>(value) = toBytes(asBytes(randomText(random)));
            return;
        case Kind::kRecords:
            *static_cast<Records*>(value) = Records(pool.first(random.below(pool.size())));
            return;
        case Kind::kArray:
            return fillArray(type, value, layout, random, pool);
        case Kind::kStruct:
            return fillRandomly(type.structure(), value, layout, random, pool);
    }
}

}  // namespace

NamedMessage findMessage(std::string_view name) {
    for (const ApiDescription& api : describedApis()) {
        if (name == api.request().name) return {&api.request(), api.versions, api.flexibleFrom};
        if (name == api.response().name) return {&api.response(), api.versions, api.flexibleFrom};
    }
    for (const NamedMessage& message :
         {named<LeaderChangeMessage>(), named<SnapshotHeaderRecord>(), named<SnapshotFooterRecord>(),
          named<KRaftVersionRecord>(), named<VotersRecord>(), named<ConsumerProtocolSubscription>(),
          named<ConsumerProtocolAssignment>(), named<OffsetCommitKey>(), named<OffsetCommitValue>(),
          named<LegacyOffsetCommitValue>(), named<GroupMetadataKey>(), named<GroupMetadataValue>()})
        if (name == message.info->name) return message;
    return {};
}

void fillRandomly(const StructInfo& info, void* object, Layout layout, Random& random, ByteView pool) {
    for (const Field& field : info.fields) {
        if (!field.versions.contains(layout.version) || (field.tag >= 0 && random.oneIn(3))) continue;
        void* at = field.at(object);
        const TypeInfo& type = *field.type;
        if (field.nullableVersions.contains(layout.version) && random.oneIn(3)) {
            if (type.isOptional())
                type.reset(at);
            else
                *static_cast<Records*>(at) = Records::null();
            continue;
        }
        fillValue(type, type.isOptional() ? type.emplace(at) : at, layout, random, pool);
    }
}

}  // namespace broker::wire
