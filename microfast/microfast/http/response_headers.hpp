/// @file
/// The fields of an answer, kept as the text that goes over the wire.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::http {

/// Field lines in order. One string holds them rendered, so that writing an answer is one copy.
///
/// Complexity: `append` O(length of the line), the others O(length of all lines).
/// Errors: a name that is not a token, a value with CR, LF, NUL or another control byte, and a name
/// whose field is the server's own to write (Connection, Content-Length, Date, Transfer-Encoding)
/// throw `error`.
class response_headers {
public:
    /// Adds a line after those there are.
    void append(std::string_view name, std::string_view value);

    /// The only line of that name from now on.
    void set(std::string_view name, std::string_view value);

    /// Removes every line of that name.
    void remove(std::string_view name);

    /// The value of the first line of that name.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;

    /// All lines as they go over the wire, each with its CRLF.
    [[nodiscard]] std::string_view text() const noexcept { return text_; }

    /// Forgets the lines but keeps the memory.
    void clear() noexcept { text_.clear(); }
    [[nodiscard]] std::size_t kept_memory() const noexcept { return text_.capacity(); }

private:
    friend class response;
    void append_trusted(std::string_view lines) { text_ += lines; }  // rendered by this library

    std::string text_;
};

}  // namespace microfast::http
