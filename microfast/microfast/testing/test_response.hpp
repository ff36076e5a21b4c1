/// @file
/// An answer as a test looks at it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace microfast::testing {

/// What came back, read from the bytes that a client would get.
class test_response {
public:
    /// Takes an answer apart. Throws `error` if the bytes are not one.
    explicit test_response(std::string_view bytes);

    [[nodiscard]] int status() const noexcept { return status_; }
    [[nodiscard]] const std::string& body() const noexcept { return body_; }

    /// Status line and fields, as sent.
    [[nodiscard]] const std::string& head() const noexcept { return head_; }

    /// The value of the first field of that name, in any mix of cases.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept;

private:
    int status_ = 0;
    std::string head_;
    std::string body_;
};

}  // namespace microfast::testing
