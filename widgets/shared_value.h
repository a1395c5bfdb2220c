#pragma once

#include <memory>
#include <utility>

namespace widgets {

/// A value that nobody changes once it is made, held by all that show it. Those that hold the same one are
/// equal without a look at it, so that comparing two pictures costs what differs between them.
template <class T>
class Shared {
public:
    Shared(T value)
        : m_value(std::make_shared<const T>(std::move(value))) {}

    const T& operator*() const { return *m_value; }
    const T* operator->() const { return m_value.get(); }
    bool isSameAs(const Shared& other) const { return m_value == other.m_value; }

    friend bool operator==(const Shared& a, const Shared& b) { return a.isSameAs(b) || *a == *b; }

private:
    std::shared_ptr<const T> m_value;
};

}  // namespace widgets
