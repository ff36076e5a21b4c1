/// @file
/// The databases tinyorm speaks to.
#pragma once

#include <cstdint>

namespace tinyorm {

enum class dialect_kind : std::uint8_t { sqlite, postgres };

}  // namespace tinyorm
