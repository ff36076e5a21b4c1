/// @file
/// Where does the next page start? A position in a search, sealed so that clients cannot write
/// their own.
#pragma once

#include <unamex/search/siphash.hpp>
#include <unamex/search/weighted_name.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace unamex::search {

/// The last name a page held. It names no page number and no version of the index, so it stays
/// right while names come in and layers are merged.
struct page_position {
    std::string name;
    weight_type weight = 0;  ///< always 0 in alphabetical order

    friend bool operator==(const page_position&, const page_position&) = default;
};

/// What is wrong with a cursor that a client sent.
enum class cursor_defect : std::uint8_t {
    not_base64url,    ///< other characters, or no possible length
    wrong_length,     ///< shorter or longer than any cursor
    unknown_version,  ///< of another release of the service
    wrong_seal,       ///< altered, or sealed with another key
    other_search,     ///< of a search with another prefix or order
};

/// A sentence for the client.
[[nodiscard]] std::string_view describe(cursor_defect defect) noexcept;

/// Turns positions into opaque text and back. Format: `docs/formats/search-cursor.md`.
///
/// All processes that answer for one service share the key; a new key makes cursors in flight
/// `wrong_seal`.
/// Thread safety: safe. Errors: none, a defect is a return value.
class cursor_codec {
public:
    explicit cursor_codec(siphash_key key) noexcept : key_{key} {}

    [[nodiscard]] std::string encode(
        const page_position& position, std::string_view prefix, search_order order
    ) const;

    [[nodiscard]] std::variant<page_position, cursor_defect> decode(
        std::string_view cursor, std::string_view prefix, search_order order
    ) const;

private:
    siphash_key key_;
};

}  // namespace unamex::search
