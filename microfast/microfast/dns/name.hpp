/// @file
/// A domain name: labels, from the leaf to the root.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::dns {

/// Kept as it goes over the wire, each label behind its length, with the case it was written in;
/// compared without regard to the case of ASCII letters. Always absolute.
///
/// Limits: 63 bytes a label, 255 in all. Source: RFC 1035, sections 2.3 and 3.1; RFC 4343.
class name {
public:
    static constexpr std::size_t longest_label = 63;
    static constexpr std::size_t longest = 255;  // with the lengths, and that of the root

    /// The root.
    name() : wire_(1, '\0') {}

    /// Reads "www.example.com.", with escapes "\." and "\032". Without a dot at its end it is
    /// relative to `origin`; "@" is `origin` itself. Empty if it is no name.
    [[nodiscard]] static std::optional<name> parse(
        std::string_view text, const name& origin = name{}
    );

    /// Appends a label behind those there are. False, and nothing is changed, if it does not fit.
    [[nodiscard]] bool append_label(std::string_view label);

    /// The labels of this one before those of `behind`; empty if that is too long.
    [[nodiscard]] std::optional<name> before(const name& behind) const;

    [[nodiscard]] std::size_t label_count() const noexcept;
    /// From the leaf on, counted from 0.
    [[nodiscard]] std::string_view label(std::size_t index) const noexcept;

    /// Without the first `count` labels.
    [[nodiscard]] name without_first(std::size_t count) const;

    /// It is `ancestor`, or below it.
    [[nodiscard]] bool is_within(const name& ancestor) const noexcept;

    /// "www.example.com.", escaped where it needs to be; "." for the root.
    [[nodiscard]] std::string to_string() const;

    [[nodiscard]] std::string_view wire() const noexcept { return wire_; }

    /// The same name as every other way to write it: small letters.
    [[nodiscard]] name folded() const;

    friend bool operator==(const name& left, const name& right) noexcept;

private:
    [[nodiscard]] std::size_t start_of(std::size_t index) const noexcept;

    std::string wire_;  // labels behind their lengths, then the empty one of the root
};

/// Takes one byte off `text`, which is not empty, escaped ("\\." or "\\032") or not. False if an
/// escape is malformed.
[[nodiscard]] bool take_escaped_byte(std::string_view& text, std::string& into);

/// Equal but for the case of ASCII letters.
[[nodiscard]] bool is_same_label(std::string_view left, std::string_view right) noexcept;

}  // namespace microfast::dns
