/// @file
/// A regular expression as a deterministic automaton: a table.
#pragma once

#include <microfast/containers/regex_program.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace microfast::containers {

/// States that were computed beforehand; each is a set of positions of the program.
///
/// Bytes that no instruction tells apart share a column.
class regex_table {
public:
    static constexpr std::size_t most_states = 512;

    [[nodiscard]] bool matches(std::string_view text) const noexcept {
        std::uint32_t state = first_state;
        for (const char byte : text) {
            if (rows_[state].is_decided) break;
            state = next_[state * columns_ + column_of_[static_cast<unsigned char>(byte)]];
        }
        return rows_[state].accepts;
    }

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }

private:
    friend class regex_table_builder;

    struct row {
        bool accepts = false;     // if the text ends here
        bool is_decided = false;  // whatever follows
    };
    static constexpr std::uint32_t first_state = 0;

    std::array<std::uint8_t, 256> column_of_{};
    std::size_t columns_ = 0;
    std::vector<row> rows_;
    std::vector<std::uint16_t> next_;  // by state, then column
};

/// The table of a program; nothing if it would have more than 512 states or take long to compute.
[[nodiscard]] std::optional<regex_table> make_regex_table(const regex_program& program);

}  // namespace microfast::containers
