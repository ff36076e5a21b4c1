/// @file
/// Names for versions of a representation: `"xyzzy"` and the weak `W/"xyzzy"`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::http {

/// An entity tag. A weak one says that two representations are as good as each other, not that
/// their bytes are the same. Source: RFC 9110, section 8.8.3.
struct entity_tag {
    std::string_view opaque;  ///< with its quotes
    bool is_weak = false;

    friend bool operator==(entity_tag, entity_tag) = default;
};

/// How tags are compared. Source: RFC 9110, section 8.8.3.2.
enum class tag_comparison : std::uint8_t {
    strong,  ///< both are strong and the same
    weak,    ///< the same but for their weakness
};

/// The tag that `text` is as a whole, or empty.
[[nodiscard]] std::optional<entity_tag> parse_entity_tag(std::string_view text) noexcept;

[[nodiscard]] bool matches(entity_tag left, entity_tag right, tag_comparison comparison) noexcept;

/// Does a list of tags contain this one? Members behind a malformed one do not count: where they
/// begin is not certain.
///
/// Complexity: O(length of the list); nothing is allocated.
[[nodiscard]] bool contains_tag(
    std::string_view list, entity_tag tag, tag_comparison comparison
) noexcept;

/// As it stands in a field: `W/"xyzzy"`.
[[nodiscard]] std::string to_string(entity_tag tag);

}  // namespace microfast::http
