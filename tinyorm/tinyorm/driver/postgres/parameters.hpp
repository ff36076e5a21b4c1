/// @file
/// The parameters of a statement in the form libpq sends them.
#pragma once

#include <tinyorm/core/value.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tinyorm::driver::postgres {

/// Parameters in PostgreSQL's text format. Reused from statement to statement it allocates nothing.
///
/// Texts are not copied: what was encoded must live until it was sent.
class parameters {
public:
    /// Throws `value_out_of_range` for a text that holds a NUL character: PostgreSQL has no place
    /// for it.
    void encode(std::span<const value> given);

    [[nodiscard]] int size() const noexcept { return static_cast<int>(texts_.size()); }
    [[nodiscard]] const char* const* texts() const noexcept { return texts_.data(); }

private:
    std::string written_;  // everything that had to be written, each text ended by a NUL
    std::vector<std::size_t> offsets_;  // of the texts in written_
    std::vector<const char*> texts_;    // null: NULL
};

}  // namespace tinyorm::driver::postgres
