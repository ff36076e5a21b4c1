/// @file
/// Whose fault is a failure: the shard's, or the program's?
#pragma once

#include <tinyorm/core/error.hpp>

#include <cstdint>

namespace unamex::storage {

enum class failure_blame : std::uint8_t {
    shard,            ///< it is away, late or full; asking again may help: 503 with Retry-After
    unknown_outcome,  ///< it broke while a transaction may have ended: 503, and a claim is asked
                      ///< for
    program,          ///< a statement or a table is wrong, and will be the next time: 500, logged
};

[[nodiscard]] failure_blame blame_for(tinyorm::error_kind kind) noexcept;

}  // namespace unamex::storage
