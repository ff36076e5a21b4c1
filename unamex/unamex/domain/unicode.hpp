/// @file
/// The part of the rules that needs the Unicode character database; the only place that knows ICU.
#pragma once

#include <unamex/domain/refusal.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace unamex::domain {

/// Width mapped, white space trimmed, case lowered and composed (NFC). Empty if `name` is not
/// UTF-8.
[[nodiscard]] std::optional<std::string> map_unicode(std::string_view name);

/// What is wrong with the characters of a well-formed name beside one another: scripts, digits,
/// hidden marks.
[[nodiscard]] std::optional<refusal> find_unicode_defect(std::string_view norm);

/// The skeleton of UTS #39, case folded: equal for names that look alike. Its lower-case ASCII is
/// reached by `m -> rn`, `0 -> o`, `1 -> l`.
[[nodiscard]] std::string unicode_skeleton(std::string_view norm);

}  // namespace unamex::domain
