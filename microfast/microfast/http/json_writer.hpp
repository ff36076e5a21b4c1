/// @file
/// JSON documents straight into a string.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace microfast::http {

/// Writes a document value by value, with no tree in between: for answers whose form is known.
///
///     json_writer json{response.body};
///     json.begin_object();
///     json.member("name", name);
///     json.member("available", true);
///     json.end_object();
///
/// It puts the commas; whoever writes pairs the brackets and gives each member one value. Text that
/// is not UTF-8 has its bad bytes replaced by U+FFFD, numbers that JSON has no form for are null.
///
/// Complexity: O(length of what is written), no memory of its own.
/// Thread safety: none. Errors: none. Lifetime: the string outlives it.
/// Source: RFC 8259.
class json_writer {
public:
    /// Appends to `output`.
    explicit json_writer(std::string& output) noexcept : output_{output} {}

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }

    /// The name of the member whose value comes next.
    void key(std::string_view name);

    void value(std::string_view text);
    void value(const char* text) { value(std::string_view{text}); }
    void value(std::nullptr_t) { word("null"); }
    void value(double number);
    void value(float number);
    void value(std::same_as<bool> auto truth) { word(truth ? "true" : "false"); }
    void value(std::signed_integral auto number) { integer(std::int64_t{number}); }
    template <std::unsigned_integral Number>
        requires(!std::same_as<Number, bool>)
    void value(Number number) { integer(std::uint64_t{number}); }

    /// A value that is JSON already.
    void document(std::string_view text) { word(text); }

    /// A key that is written already: a comma, then between quotes, escaped, and a colon.
    void written_key(std::string_view written);

    template <class Value>
    void member(std::string_view name, const Value& content) {
        key(name);
        value(content);
    }

private:
    void separate() {
        if (needs_comma_) output_ += ',';
        needs_comma_ = true;
    }
    void open(char bracket) {
        separate();
        output_ += bracket;
        needs_comma_ = false;
    }
    void close(char bracket) {
        output_ += bracket;
        needs_comma_ = true;
    }
    void word(std::string_view literal) {
        separate();
        output_ += literal;
    }
    void integer(std::int64_t number);
    void integer(std::uint64_t number);
    void quote(std::string_view text);
    std::size_t escape_first(std::string_view text);

    std::string& output_;
    bool needs_comma_ = false;  // before the next member or value
};

}  // namespace microfast::http
