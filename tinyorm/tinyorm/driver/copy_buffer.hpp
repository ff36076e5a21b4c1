/// @file
/// Rows on their way into PostgreSQL's COPY, in its text format.
#pragma once

#include <tinyorm/core/types.hpp>
#include <tinyorm/core/value.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace tinyorm::driver {

/// A buffer of encoded rows that is sent in one piece when it is full.
///
/// Write the fields of a row in the order of the columns, then `end_row()`.
/// Thread safety: none.
/// Source: PostgreSQL documentation, COPY, "Text Format".
class copy_buffer {
public:
    copy_buffer();

    void add_null();
    void add(std::same_as<bool> auto field) {
        add_truth(field);
    }  // constrained: a pointer is no truth
    void add(std::signed_integral auto field) { add_integer(field); }
    void add(std::floating_point auto field) { add_real(field); }
    void add(std::string_view field);
    void add(const bytes& field);
    void add(timestamp field);
    void add(const std::same_as<value> auto& field) { add_value(field); }
    void end_row();

    /// True when the rows so far are worth sending.
    [[nodiscard]] bool is_full() const noexcept { return text_.size() >= full_size; }
    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    void clear() noexcept { text_.clear(); }

private:
    static constexpr std::size_t full_size = 128 * 1024;  // beyond that larger pieces gain nothing

    void add_truth(bool field);
    void add_integer(i64 field);
    void add_real(double field);
    void add_value(const value& field);
    void separate();

    std::string text_;
    bool at_row_start_ = true;
};

}  // namespace tinyorm::driver
