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
#include <vector>

namespace microfast::http {

/// Decodes one chunked body after another from pieces of any size.
///
/// Accepts nothing that two servers might read differently: CRLF only, no white space around sizes,
/// sizes of at most 16 digits, extensions as the grammar has them.
///
/// Complexity: O(bytes), whatever their division into chunks and pieces.
/// Thread safety: none, belongs to one connection.
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

    /// Forgets the trailers.
    void clear() noexcept {
        trailers_.clear();
        trailer_text_.clear();
    }

    /// The fields after the last chunk of a complete body. Framing fields are refused there; those
    /// that decide about the request (host, credentials, content type and the like) come too late
    /// and are left out.
    [[nodiscard]] const header_fields& trailers() const noexcept { return trailers_; }

private:
    enum class state : std::uint8_t {
        size_first,  // the first digit of a chunk size
        size,
        extension_name_first,
        extension_name,
        extension_value_first,
        extension_value,
        extension_quoted,
        extension_escaped,
        extension_end,  // behind a closing quote
        size_lf,
        data,
        data_cr,
        data_lf,
        trailer_first,  // the first byte of a trailer line
        trailer,
        trailer_lf,
        last_lf,
        done,
    };

    [[nodiscard]] int advance(char byte);
    [[nodiscard]] int advance_size(char byte) noexcept;
    [[nodiscard]] int advance_extension(char byte) noexcept;
    [[nodiscard]] int advance_trailer(char byte);
    [[nodiscard]] int end_size_or_extend(char byte) noexcept;
    [[nodiscard]] int begin_data() noexcept;
    [[nodiscard]] int expect(char byte, char expected, state next) noexcept;
    [[nodiscard]] int read_trailers();

    state state_ = state::size_first;
    unsigned size_digits_ = 0;
    std::uint64_t chunk_left_ = 0;     // data bytes of this chunk still to come
    std::size_t body_left_ = 0;        // data bytes until the limit
    std::size_t extensions_left_ = 0;  // extension bytes until the limit
    std::size_t trailer_limit_ = 0;    // bytes of trailer_text_
    std::size_t trailer_count_limit_ = 0;
    std::vector<char>
        trailer_text_;        // the trailer lines with their CRLFs; a vector keeps views when moved
    header_fields trailers_;  // views into trailer_text_
};

}  // namespace microfast::http
