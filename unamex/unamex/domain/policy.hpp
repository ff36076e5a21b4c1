/// @file
/// What may a name look like?
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace unamex::domain {

enum class alphabet : std::uint8_t {
    ascii,    ///< a-z and 0-9
    unicode,  ///< letters and digits of any one script in common use
};

/// What becomes of `.`, `_` and `-`.
enum class separator_rule : std::uint8_t {
    keep,      ///< they are part of the key: `a.b` and `ab` are two names
    collapse,  ///< as `keep`, and a run of them counts as its first: `a._b` is `a.b`
    strip,     ///< they are not part of the key: `a.b` is `ab`
};

/// Words that nobody may claim, in lower case.
struct reserved_words {
    std::vector<std::string> names = {};  ///< refused as a whole name
    std::vector<std::string> roles = {};  ///< refused as a whole name, and what looks like one
    std::vector<std::string> prefixes =
        {};  ///< refused at the start of a name, and what looks like one
    std::vector<std::string> suffixes =
        {};  ///< refused at the end of a name, and what looks like one
};

/// Roles, routes and addresses that a web service has to keep for itself.
[[nodiscard]] reserved_words default_reserved_words();

/// The rules of one service. Lengths count code points, separators included.
struct policy {
    std::size_t shortest = 3;
    std::size_t longest = 30;  ///< at most 64
    alphabet letters = alphabet::unicode;
    separator_rule separators = separator_rule::keep;
    reserved_words reserved = default_reserved_words();
};

}  // namespace unamex::domain
