#pragma once

#include <expected>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "broker/base/error_code.h"

namespace broker {

/// What failed: a code to branch on, and a detail for people that names what was being done to what.
struct Error {
    ErrorCode code = ErrorCode::kNone;
    std::string detail;
};

template <class T>
using Result = std::expected<T, Error>;

/// `return failure(ErrorCode::kNotFound, "opening {}: no such file", path);`
template <class... Args>
std::unexpected<Error> failure(ErrorCode code, fmt::format_string<Args...> pattern, Args&&... args) {
    return std::unexpected<Error>(Error{code, fmt::format(pattern, std::forward<Args>(args)...)});
}
inline std::unexpected<Error> failure(Error error) { return std::unexpected<Error>(std::move(error)); }

}  // namespace broker

/// Leaves the function with the error if `expression` (a Result) holds one.
#define RETURN_IF_ERROR(expression)                                         \
    do {                                                                    \
        if (auto result_ = (expression); !result_.has_value()) [[unlikely]] \
            return ::std::unexpected(::std::move(result_).error());         \
    } while (false)

/// `ASSIGN_OR_RETURN(auto file, files.open(path));` declares `file` or leaves with the error.
#define ASSIGN_OR_RETURN(declaration, expression) \
    ASSIGN_OR_RETURN_NAMED_(BROKER_JOIN_(result_, __LINE__), declaration, expression)
#define ASSIGN_OR_RETURN_NAMED_(name, declaration, expression) \
    auto name = (expression);                                  \
    if (!name.has_value()) [[unlikely]]                        \
        return ::std::unexpected(::std::move(name).error());   \
    declaration = ::std::move(name).value()
#define BROKER_JOIN_(a, b) BROKER_JOIN_INNER_(a, b)
#define BROKER_JOIN_INNER_(a, b) a##b
