/// @file
/// Why can a name not be had, whoever asks?
#pragma once

#include <cstdint>
#include <string_view>

namespace unamex::domain {

/// Why a name is refused before anybody looks whether it is taken. The words of `to_string` are
/// part of the API.
enum class refusal : std::uint8_t {
    empty,          ///< nothing is left once surrounding white space is gone
    not_utf8,       ///< the bytes are not well-formed UTF-8
    too_short,      ///< fewer characters than the policy asks for
    too_long,       ///< more characters than the policy allows
    bad_character,  ///< a character that names do not have, or not in that place
    bad_separator,  ///< a separator at an end, or beside another one
    all_digits,     ///< a number, not a name
    reserved,       ///< a word the service keeps for itself, or begins or ends with one
    mixed_script,   ///< letters of several scripts, or digits of several systems
    confusable,     ///< looks like a reserved word
    not_stable,     ///< normalising twice gives another name than normalising once
};

/// The machine-readable word for a refusal: `too_short` and so on.
[[nodiscard]] std::string_view to_string(refusal reason) noexcept;

}  // namespace unamex::domain
