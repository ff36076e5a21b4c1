/// @file
/// Could one name be read as the other?
#pragma once

#include <string>
#include <string_view>

namespace unamex::domain {

/// A form in which names that look alike are equal: `rnicr0soft` and `micro.soft`, or a Cyrillic
/// and a Latin spelling. For comparison only: it is no name, and ICU's next tables may give another
/// one.
///
/// Source: the skeleton of UTS #39, and a pinned fold of our own that goes on where it stops: `0
/// o`, `1 i l`, `rn m`, `vv w`, and no separators.
[[nodiscard]] std::string look_alike_key(std::string_view norm);

}  // namespace unamex::domain
