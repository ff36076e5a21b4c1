/// @file
/// What follows the question mark of a target, by name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace unamex::api {

/// The parameters of a query: `name=value` pairs between `&`, percent-encoded, `+` for a space.
/// Where a name comes twice the first one counts.
///
/// Errors: the functions throw `microfast::http_error`, 400 for broken percent-encoding and 422 for
/// a value that is none of those allowed; its detail names the parameter. Lifetime: the text
/// outlives the object.
class query_parameters {
public:
    explicit query_parameters(std::string_view query) noexcept : query_(query) {}

    [[nodiscard]] std::optional<std::string> find(std::string_view name) const;

    /// `true` or `false`; false where it is missing.
    [[nodiscard]] bool flag(std::string_view name) const;

    struct range {
        std::uint64_t least;
        std::uint64_t most;
    };
    /// A whole number in the range; `missing` where there is none.
    [[nodiscard]] std::uint64_t number(std::string_view name, range allowed, std::uint64_t missing)
        const;

private:
    std::string_view query_;
};

}  // namespace unamex::api
