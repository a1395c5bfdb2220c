#pragma once

#include <memory>
#include <span>

#include "broker/base/result.h"
#include "broker/wire/api_key.h"
#include "broker/wire/interpreter.h"
#include "broker/wire/version_range.h"

/// Every API described in `messages/`, for code that handles messages without knowing their type.
namespace broker::wire {

struct ApiDescription {
    ApiKey key;
    VersionRange versions;
    std::int16_t flexibleFrom;
    const StructInfo& (*request)();
    const StructInfo& (*response)();

    Layout layout(std::int16_t version) const {
        return {.version = version, .flexible = version >= flexibleFrom};
    }
};

/// Ascending by key.
std::span<const ApiDescription> describedApis();
/// Null if it is not described.
const ApiDescription* findDescription(ApiKey key);

/// An object of a described struct whose type only its description knows.
class AnyStruct {
public:
    explicit AnyStruct(const StructInfo& info)
        : m_info(&info)
        , m_object(info.create(), info.destroy) {}

    const StructInfo& info() const { return *m_info; }
    void* get() { return m_object.get(); }
    const void* get() const { return m_object.get(); }
    /// Both of the same description.
    friend bool operator==(const AnyStruct& a, const AnyStruct& b) {
        return a.m_info == b.m_info && a.m_info->equal(a.get(), b.get());
    }

private:
    const StructInfo* m_info;
    std::unique_ptr<void, void (*)(void*)> m_object;
};

}  // namespace broker::wire
