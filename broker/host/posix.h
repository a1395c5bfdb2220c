#pragma once

#include <functional>
#include <string>
#include <thread>
#include <utility>

#include "broker/base/result.h"

namespace broker::host {

/// Owns a file descriptor.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number)
        : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept
        : m_number(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) reset(other.release());
        return *this;
    }
    ~Descriptor() { reset(); }

    int number() const { return m_number; }
    explicit operator bool() const { return m_number >= 0; }
    int release() { return std::exchange(m_number, -1); }
    void reset(int number = -1);

private:
    int m_number = -1;
};

/// What the engine calls an errno; kInputOutput for what has no code of its own.
ErrorCode codeOfErrno(int number);

/// `return systemFailure(errno, "opening {}", path);` gives "opening PATH: No such file or directory".
std::unexpected<Error> systemFailure(int number, std::string act);
template <class... Args>
std::unexpected<Error> systemFailure(int number, fmt::format_string<Args...> pattern, Args&&... args) {
    return systemFailure(number, fmt::format(pattern, std::forward<Args>(args)...));
}

/// Starts a thread of that name (15 characters are kept) that no signal is delivered to, so that writing to
/// a closed socket is an error and SIGINT reaches the main thread. Throws std::system_error as std::thread
/// does.
std::thread startThread(const std::string& name, std::move_only_function<void()> body);

}  // namespace broker::host
