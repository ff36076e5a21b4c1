/// @file
/// Which parts of a representation does a Range field ask for?
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace microfast::http {

/// A part of a representation, at least one byte long.
struct byte_range {
    std::uint64_t first = 0;
    std::uint64_t size = 0;

    [[nodiscard]] std::uint64_t last() const noexcept { return first + size - 1; }
    friend bool operator==(byte_range, byte_range) = default;
};

enum class range_outcome : std::uint8_t {
    whole,          ///< the field is to be ignored: answer 200 with everything
    partial,        ///< answer 206 with the ranges
    unsatisfiable,  ///< answer 416 with `Content-Range: bytes */size`
};

/// More ranges than this in one field are ignored together: nobody needs them, and each costs a
/// part.
inline constexpr std::size_t most_byte_ranges = 16;

/// What a Range field asks for, with the ranges in its order.
class range_selection {
public:
    [[nodiscard]] range_outcome outcome() const noexcept { return outcome_; }
    [[nodiscard]] std::span<const byte_range> ranges() const noexcept {
        return {ranges_.data(), count_};
    }

private:
    friend range_selection select_ranges(std::string_view field, std::uint64_t size) noexcept;

    range_outcome outcome_ = range_outcome::whole;
    std::size_t count_ = 0;
    std::array<byte_range, most_byte_ranges> ranges_{};
};

/// Reads the value of a Range field for a representation of `size` bytes.
///
/// Ignored are units other than bytes, malformed sets, sets of more than `most_byte_ranges`, and
/// sets in which two ranges overlap. Of several ranges those that lie beyond the end are left out.
/// Complexity: O(length), plus O(n^2) for at most `most_byte_ranges` ranges; nothing is allocated.
/// Source: RFC 9110, sections 14.1.2, 14.2 and 17.15.
[[nodiscard]] range_selection select_ranges(std::string_view field, std::uint64_t size) noexcept;

/// The value of Content-Range: "bytes 0-499/1234".
[[nodiscard]] std::string to_content_range(byte_range range, std::uint64_t size);

/// The value of Content-Range in a 416: "bytes */1234".
[[nodiscard]] std::string to_unsatisfied_range(std::uint64_t size);

/// What stands before the bytes of a range in a body of type multipart/byteranges, beginning with
/// the line end that closes the part before it. Source: RFC 9110, section 14.6.
[[nodiscard]] std::string to_part_head(
    std::string_view boundary, std::string_view content_type, byte_range range, std::uint64_t size
);

/// What stands behind the last part.
[[nodiscard]] std::string to_parts_end(std::string_view boundary);

}  // namespace microfast::http
