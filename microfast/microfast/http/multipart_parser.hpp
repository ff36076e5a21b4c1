/// @file
/// Takes a form with files apart while it arrives.
#pragma once

#include <microfast/core/byte_count.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::http {

/// How much a form may hold; the limit of the body holds besides.
struct multipart_limits {
    std::size_t parts = 1000;          ///< then 413
    byte_count part_head = 8_KiB;      ///< the field lines of one part, then 431
    std::size_t part_headers = 16;     ///< field lines of one part, then 431
    byte_count field = 1_MiB;          ///< a part without a file name, then 413
    byte_count file = 1_GiB;           ///< a part with one, then 413
    byte_count outside_parts = 4_KiB;  ///< before the first and behind the last boundary, then 400
};

/// What is known of a part before its content.
struct multipart_part {
    std::string name;  ///< of the form's field; UTF-8
    std::optional<std::string>
        filename;              ///< as sent, empty if no file was chosen; see `safe_file_name`
    std::string content_type;  ///< empty if none was sent: then it is text/plain

    [[nodiscard]] bool is_file() const noexcept { return filename.has_value(); }
};

enum class multipart_event : std::uint8_t {
    need_more,   ///< feed more bytes, or call `finish`
    part_begin,  ///< `part()` is set
    part_data,   ///< `data()` is a piece of the content of the part, never empty
    part_end,
    complete,  ///< the form came to its end; only `finish` says so
    rejected,  ///< answer with `status()`
};

/// A push parser for multipart/form-data: bytes in, wherever they were cut, events out.
///
///     parser.feed(bytes);
///     while ((event = parser.next()) != need_more) ...
///
/// Strict where readers differ: line ends are CRLF, a part has a Content-Disposition with a name,
/// no field line is folded, no part has a transfer encoding. Nested multipart is content like any
/// other. Nothing of the content is stored.
///
/// Complexity: O(bytes). Memory: the head of one part, within its limit.
/// Thread safety: none. Errors: none thrown; see `multipart_event::rejected`.
/// Lifetime: what was fed must stay until `need_more`; `data()` is valid until the next call.
/// Source: RFC 7578; RFC 2046, section 5.1.1.
class multipart_parser {
public:
    /// `boundary` as the Content-Type names it: see `multipart_boundary`.
    explicit multipart_parser(std::string_view boundary, const multipart_limits& limits = {});

    /// Hands over the next bytes of the body. Only after `need_more`, or first.
    void feed(std::string_view bytes) noexcept { rest_ = bytes; }

    [[nodiscard]] multipart_event next();

    /// There are no more bytes: `complete`, or `rejected` if the end of the form did not come.
    [[nodiscard]] multipart_event finish();

    [[nodiscard]] const multipart_part& part() const noexcept { return part_; }
    [[nodiscard]] std::string_view data() const noexcept { return data_; }
    [[nodiscard]] int status() const noexcept { return status_; }

private:
    enum class state : std::uint8_t {
        preamble,
        boundary_end,  // behind a boundary: two dashes, or white space and CRLF
        boundary_lf,
        last_dash,
        head,
        content,
        epilogue,
        rejected,
    };

    [[nodiscard]] multipart_event read_preamble();
    [[nodiscard]] multipart_event read_boundary_end() noexcept;
    [[nodiscard]] multipart_event read_head();
    [[nodiscard]] multipart_event read_content();
    [[nodiscard]] multipart_event begin_part();
    [[nodiscard]] int read_field(std::string_view line, bool& is_named);
    [[nodiscard]] multipart_event give(std::string_view content) noexcept;
    [[nodiscard]] multipart_event reject(int status) noexcept;
    [[nodiscard]] bool pass_over(std::size_t bytes) noexcept;

    /// Takes bytes up to the delimiter, or to what may be the beginning of it. Empty once the
    /// delimiter was taken, and when there is nothing to take; see `is_at_boundary_`.
    [[nodiscard]] std::string_view take_before_delimiter() noexcept;

    std::string delimiter_;  // CRLF, two dashes and the boundary
    multipart_limits limits_;
    state state_ = state::preamble;
    int status_ = 0;
    std::string_view rest_;    // of what was fed
    std::size_t matched_ = 2;  // bytes of the delimiter at the end of what was read
    std::size_t assumed_ = 2;  // of those, the line end that stands before the form or its content
    bool is_at_boundary_ = false;  // the whole delimiter was read
    std::size_t parts_ = 0;
    std::size_t outside_ = 0;         // bytes of preamble, padding and epilogue
    std::uint64_t content_left_ = 0;  // until the limit of the part
    std::vector<char> head_;          // the field lines of a part
    multipart_part part_;
    std::string_view data_;
};

/// The boundary in a Content-Type of multipart/form-data: 1 to 70 of the characters that boundaries
/// are made of. Empty if there is none, or the type is another one. Source: RFC 2046,
/// section 5.1.1.
[[nodiscard]] std::optional<std::string> multipart_boundary(std::string_view content_type);

}  // namespace microfast::http
