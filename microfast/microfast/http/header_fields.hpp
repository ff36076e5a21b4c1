/// @file
/// The fields of a received head: in order, duplicates kept, known names found at once.
#pragma once

#include <microfast/http/header_name.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::http {

/// One field line. The views point into the buffer that the head was read from.
struct header_field {
    std::string_view name;
    std::string_view value;  ///< without the white space around it
    header_name id = header_name::other;
};

/// All field lines of a head.
///
/// Complexity: a known name is found in O(1), any other in O(n); lines are combined in O(n), once.
/// Lifetime: the buffer of the head must outlive the fields; `relocate` follows it to a new place.
class header_fields {
public:
    /// Appends a field line. No more than 65,535 fit; limits keep far below that.
    void add(std::string_view name, std::string_view value) {
        add(to_header_name(name), name, value);
    }

    /// The same for a name that was looked up already.
    void add(header_name id, std::string_view name, std::string_view value) {
        const std::uint64_t bit = bit_of(id);
        if ((present_ & bit) == 0) {
            first_[static_cast<std::size_t>(id)] = static_cast<std::uint16_t>(fields_.size());
        }
        repeated_ |= present_ & bit;
        present_ |= bit;
        fields_.push_back({name, value, id});
    }

    /// Is there a field of that name?
    [[nodiscard]] bool contains(header_name name) const noexcept {
        return (present_ & bit_of(name)) != 0;
    }

    /// The value of the first field of that name.
    [[nodiscard]] std::optional<std::string_view> find(header_name name) const noexcept {
        if (!contains(name)) return std::nullopt;
        return fields_[first_[static_cast<std::size_t>(name)]].value;
    }
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;

    /// The value of the field as one, however many lines it came in: joined in their order, those
    /// of Cookie by "; ", all others by ", ". Of a field that has only one value (Authorization,
    /// Range, User-Agent, ...) the first line. Source: RFC 9110, section 5.3, RFC 9113,
    /// section 8.2.3.
    [[nodiscard]] std::optional<std::string_view> combined(header_name name) const noexcept {
        return is_repeated(name) ? combined_known(name) : find(name);
    }
    [[nodiscard]] std::optional<std::string_view> combined(std::string_view name) const noexcept;

    /// Is there more than one field of that name?
    [[nodiscard]] bool is_repeated(header_name name) const noexcept {
        return (repeated_ & bit_of(name)) != 0;
    }

    [[nodiscard]] std::size_t size() const noexcept { return fields_.size(); }
    [[nodiscard]] auto begin() const noexcept { return fields_.begin(); }
    [[nodiscard]] auto end() const noexcept { return fields_.end(); }

    /// Forgets the fields but keeps the memory.
    void clear() noexcept;

    /// Moves every view that points into `from` to the same place in the copy of it that starts at
    /// `to`.
    void relocate(std::string_view from, const char* to) noexcept;

private:
    struct joined_lines {
        std::size_t first;  // index of the first of the lines
        std::string text;
    };

    static_assert(header_name_count <= 64);
    [[nodiscard]] static constexpr std::uint64_t bit_of(header_name name) noexcept {
        return std::uint64_t{1} << static_cast<unsigned>(name);
    }

    [[nodiscard]] std::optional<std::string_view> combined_known(header_name name) const noexcept;
    [[nodiscard]] std::string_view joined(std::size_t first) const noexcept;

    std::vector<header_field> fields_;
    std::uint64_t present_ = 0;                           // bit n: the name with number n came
    std::uint64_t repeated_ = 0;                          // bit n: it came more than once
    std::array<std::uint16_t, header_name_count> first_;  // index of the first, if present
    mutable std::forward_list<joined_lines> joined_;      // asked for so far; nodes never move
};

/// `view`, or its twin in the copy at `to` if it points into `from`.
[[nodiscard]] std::string_view relocated(
    std::string_view view, std::string_view from, const char* to
) noexcept;

}  // namespace microfast::http
