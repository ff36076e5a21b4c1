/// @file
/// Reads a field value piece by piece: tokens, quoted strings, parameters, members of lists.
#pragma once

#include <microfast/http/characters.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::http {

/// A token or the inside of a quoted string, as sent.
struct field_text {
    std::string_view raw;
    bool has_escapes = false;  ///< backslashes in a quoted string

    /// What was meant: without the backslashes of escapes.
    [[nodiscard]] std::string text() const;
};

/// "name=value" behind a semicolon.
struct field_parameter {
    std::string_view name;
    field_text value;
};

/// A place in a field value, moved forward by what is taken.
///
/// Complexity: every call is linear in what it takes; nothing is allocated.
/// Errors: none thrown; what is not there is not taken, and the place stays.
/// Lifetime: what is taken are views into the value.
/// Source: RFC 9110, sections 5.6.1 to 5.6.6.
class field_reader {
public:
    explicit field_reader(std::string_view value) noexcept : rest_{value} {}

    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
    [[nodiscard]] std::string_view rest() const noexcept { return rest_; }
    [[nodiscard]] bool is_at(char expected) const noexcept { return rest_.starts_with(expected); }

    bool take(char expected) noexcept;
    void skip_white_space() noexcept;

    /// The longest run of these characters, maybe empty.
    [[nodiscard]] std::string_view take_while(const character_class& characters) noexcept;
    [[nodiscard]] std::string_view take_token() noexcept { return take_while(token_characters); }

    /// A string between double quotes.
    [[nodiscard]] std::optional<field_text> take_quoted() noexcept;

    /// A token, at least one byte long, or a quoted string.
    [[nodiscard]] std::optional<field_text> take_token_or_quoted() noexcept;

    enum class parameter_result : std::uint8_t {
        taken,
        none,       ///< no further parameter: the end, a comma or something else stands here
        malformed,  ///< a semicolon, but no "name=value" behind it
    };

    /// Takes the next parameter with the semicolon and the white space before it. Semicolons with
    /// nothing between them are passed over.
    [[nodiscard]] parameter_result take_parameter(field_parameter& parameter) noexcept;

    /// Moves to the next member of a list: over commas and white space, however many. False at the
    /// end.
    bool next_member() noexcept;

    /// Gives up the member of a list that stands here: moves to the comma behind it, which is not
    /// one inside a quoted string, or to the end.
    void skip_member() noexcept;

private:
    std::string_view rest_;
};

}  // namespace microfast::http
