#pragma once

#include <functional>
#include <memory>

namespace broker::world {

/// Runs at most once, on the loop that it was given to.
using Callback = std::move_only_function<void()>;
template <class T>
using Completion = std::move_only_function<void(T)>;

/// Something that may still call back. Whoever holds the handle owns it; the destructor cancels, and from
/// then on it can never call you. The rules that make this true, for every implementation:
/// - nothing completes inside the call that started it, nor inside a destructor;
/// - the callback is moved out before it runs, and afterwards only the loop's own stack is touched, so a
///   callback may destroy its own handle, a sibling's, or the object that owns both;
/// - a handle stays on the loop that made it; across threads go only values.
class Operation {
public:
    Operation() = default;
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;
    virtual ~Operation();
};

/// Empty: nothing pending. A completed operation leaves its handle set but inert.
using Pending = std::unique_ptr<Operation>;
using Timer = Pending;
using Call = Pending;

}  // namespace broker::world
