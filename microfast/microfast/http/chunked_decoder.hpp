/// @file
/// The chunked transfer coding, strictly.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/http/header_fields.hpp>
#include <microfast/http/limits.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace microfast::http {

/// Decodes one chunked body after another from pieces of any size.
///
/// Accepts nothing that two servers might read differently: CRLF only, no white space around sizes,
/// sizes of at most 16 digits, extensions as the grammar has them.
///
/// Complexity: O(bytes), whatever their division into chunks and pieces.
/// Source: RFC 9112, section 7.1.
class chunked_decoder {
public:
    struct result {
        bool complete = false;
        int status = 0;            ///< 0, or why the body is refused: 400, 413 or 431
        std::size_t consumed = 0;  ///< bytes that belong to the body
    };

    /// Begins a body whose data may have `body_limit` bytes.
    void start(const http_limits& limits, byte_count body_limit) noexcept;

    /// Decodes from the start of `bytes`, appending data to `body`.
    [[nodiscard]] result decode(std::string_view bytes, std::string& body);

    /// The trailer fields of a complete body.
    [[nodiscard]] const header_fields& trailers() const noexcept { return trailers_; }

private:
    enum class state : std::uint8_t {
        size_start,
        size,
        extension_start,
        extension_name,
        extension_value_start,
        extension_value,
        extension_quoted,
        extension_escaped,
        extension_quoted_end,
        size_lf,
        data,
        data_cr,
        data_lf,
        trailer_start,
        trailer_line,
        trailer_lf,
        last_lf,
        done,
    };

    [[nodiscard]] int advance(char byte) noexcept;
    [[nodiscard]] int advance_size(char byte) noexcept;
    [[nodiscard]] int advance_extension(char byte) noexcept;
    [[nodiscard]] int advance_trailer(char byte);
    [[nodiscard]] int finish_trailers();

    state state_ = state::size_start;
    unsigned size_digits_ = 0;
    std::uint64_t chunk_left_ = 0;     // data bytes of the current chunk still to come
    std::size_t body_left_ = 0;        // data bytes until the limit of the body
    std::size_t extensions_left_ = 0;  // extension bytes until their limit
    std::size_t trailers_limit_ = 0;
    std::size_t trailer_count_limit_ = 0;
    std::string trailer_text_;  // lines of the trailer section, CRLF included
    header_fields trailers_;    // views into trailer_text_
};

}  // namespace microfast::http
