/// @file
/// Queries and forms: "name=J%C3%BCrgen&tag=a&tag=b".
#pragma once

#include <microfast/http/pair_view.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::http {

/// A name and a value.
struct urlencoded_pair {
    std::string_view name;
    std::string_view value;

    friend bool operator==(const urlencoded_pair&, const urlencoded_pair&) = default;
};

/// Appends what `encoded` stands for to `text`: "+" is a space, escapes are bytes. False, and
/// `text` as it was, if an escape is malformed or the result is not UTF-8 without NUL.
[[nodiscard]] bool append_urldecoded(std::string& text, std::string_view encoded);

/// Does `encoded` stand for `text`? Allocates nothing.
[[nodiscard]] bool decodes_to(std::string_view encoded, std::string_view text) noexcept;

/// Takes the next pair, as sent, off the front of a query or form. False if there is none.
bool take_urlencoded(std::string_view& rest, urlencoded_pair& pair) noexcept;

/// Looks at a query or form where it lies, without decoding it: one pair at a time, in order, as
/// sent. A pair without "=" has an empty value; between two "&" with nothing between them there is
/// none.
///
/// Complexity: O(length) for all pairs, nothing is allocated. Lifetime: the text must outlive it.
/// Source: WHATWG URL Standard, section 5.1.
class query_view : public pair_view<urlencoded_pair, &take_urlencoded> {
public:
    using pair_view::pair_view;

    /// The value, as sent, of the first pair whose name stands for `name`.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;
};

/// How many pairs a query or form may have where nothing else is said.
inline constexpr std::size_t most_urlencoded_pairs = 1000;

enum class urlencoded_result : std::uint8_t {
    complete,
    malformed,       ///< a bad escape, or not UTF-8 without NUL: answer 400
    too_many_pairs,  ///< answer 413
};

/// The pairs of a query or form, decoded.
///
/// Complexity: O(length). Memory: at most the length of the text, and 32 bytes for each pair.
/// Thread safety: none. Lifetime: pairs are views into the object, which may be moved.
class urlencoded_fields {
public:
    /// Replaces what was there; after a failure there is nothing.
    [[nodiscard]] urlencoded_result parse(
        std::string_view text, std::size_t most_pairs = most_urlencoded_pairs
    );

    /// The value of the first pair of that name.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return pairs_.size(); }
    [[nodiscard]] auto begin() const noexcept { return pairs_.begin(); }
    [[nodiscard]] auto end() const noexcept { return pairs_.end(); }

private:
    std::vector<char> decoded_;  // a vector, because moving one keeps views into it valid
    std::vector<urlencoded_pair> pairs_;
};

}  // namespace microfast::http
