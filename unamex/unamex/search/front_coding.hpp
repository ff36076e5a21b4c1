/// @file
/// Front coding: a sorted name is stored as what it shares with its predecessor, and the rest.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace unamex::search {

inline constexpr std::size_t longest_name = 255;  ///< in bytes

/// Room for one name, written over by the next.
class name_buffer {
public:
    [[nodiscard]] std::string_view text() const noexcept { return {bytes_.data(), size_}; }
    void clear() noexcept { size_ = 0; }

    /// Keeps the first `shared` bytes and puts `rest` after them; both are cut to what there is
    /// room for.
    void replace_tail(std::size_t shared, std::string_view rest) noexcept {
        shared = std::min(shared, size_);
        const auto added = std::min(rest.size(), longest_name - shared);
        std::memcpy(bytes_.data() + shared, rest.data(), added);
        size_ = shared + added;
    }

private:
    std::array<char, longest_name> bytes_;  // the first size_ of them are the name
    std::size_t size_ = 0;
};

/// Appends the code of `name` after `previous`: one byte for both lengths (15 of either means one
/// more byte with what exceeds 15), then the bytes that are not shared.
void append_front_coded(std::string& code, std::string_view previous, std::string_view name);

namespace detail {

inline constexpr std::size_t length_escape =
    15;  // the largest value of four bits: one more byte follows

inline std::size_t take_length(std::string_view& code, std::size_t nibble) noexcept {
    if (nibble < length_escape || code.empty()) return nibble;
    const auto excess = static_cast<unsigned char>(code.front());
    code.remove_prefix(1);
    return nibble + excess;
}

}  // namespace detail

/// Reads the next name over the one in `name` and returns what is left of the code. Code that was
/// not written by `append_front_coded` gives some name, and is never read beyond its end.
[[nodiscard]] inline std::string_view read_front_coded(
    std::string_view code, name_buffer& name
) noexcept {
    if (code.empty()) return code;
    const auto lengths = static_cast<unsigned char>(code.front());
    code.remove_prefix(1);
    const auto shared = detail::take_length(code, lengths >> 4U);
    const auto rest = detail::take_length(code, lengths & 15U);
    const auto added = std::min(rest, code.size());
    name.replace_tail(shared, {code.data(), added});
    return {code.data() + added, code.size() - added};
}

}  // namespace unamex::search
