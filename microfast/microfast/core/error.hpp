/// @file
/// The exceptions of microfast: one flat root, properties by member function.
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

namespace microfast {

/// Something microfast could not do. `what()` is a sentence for a person, `where()` the place in
/// the code.
class error : public std::runtime_error {
public:
    explicit error(
        const std::string& message, std::source_location where = std::source_location::current()
    );

    [[nodiscard]] const std::source_location& where() const noexcept { return where_; }

private:
    std::source_location where_;
};

/// The one exception a handler is meant to throw: it becomes a problem document with this status.
///
/// `status` is from 400 to 599, any other one is answered with 500. `detail` is sent to the client,
/// so it must not contain internals.
class http_error : public error {
public:
    http_error(
        int status,
        const std::string& detail,
        std::source_location where = std::source_location::current()
    );

    [[nodiscard]] int status() const noexcept { return status_; }
    [[nodiscard]] std::string_view detail() const noexcept { return what(); }

private:
    int status_;
};

}  // namespace microfast
