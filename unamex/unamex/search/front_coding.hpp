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

/// The length from which on a byte of lengths is followed by one more: the largest value of four
/// bits.
inline constexpr std::size_t escaped_length = 15;

/// Appends the code of `name` after `previous`: one byte for both lengths (15 of either means one
/// more byte with what exceeds 15), then the bytes that are not shared.
void append_front_coded(std::string& code, std::string_view previous, std::string_view name);

/// Room for one name, in which the names of a code are read one over the other.
class name_buffer {
public:
    [[nodiscard]] std::string_view text() const noexcept { return {bytes_.data(), size_}; }
    void clear() noexcept { size_ = 0; }

    /// Reads the next name and returns what is left of the code. Code that was not written by
    /// `append_front_coded` gives some name, and is never read beyond its end.
    [[nodiscard]] std::string_view read(std::string_view code) noexcept {
        if (code.empty()) return code;
        const auto lengths = static_cast<unsigned char>(code.front());
        code.remove_prefix(1);
        const auto shared = std::min(take_length(code, lengths >> 4U), size_);
        const auto wanted = take_length(code, lengths & 15U);
        const auto rest = code.substr(0, std::min(wanted, code.size()));
        replace_tail(shared, rest);
        return code.substr(rest.size());
    }

private:
    static std::size_t take_length(std::string_view& code, std::size_t four_bits) noexcept {
        if (four_bits < escaped_length || code.empty()) return four_bits;
        const auto excess = static_cast<unsigned char>(code.front());
        code.remove_prefix(1);
        return four_bits + excess;
    }

    void replace_tail(std::size_t shared, std::string_view rest) noexcept {
        const auto added = std::min(rest.size(), longest_name - shared);
        std::memcpy(bytes_.data() + shared, rest.data(), added);
        size_ = shared + added;
    }

    std::array<char, longest_name> bytes_;  // the first size_ of them are the name
    std::size_t size_ = 0;
};

}  // namespace unamex::search
