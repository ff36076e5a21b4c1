/// @file
/// The request methods a server acts on, and sets of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace microfast::http {

/// A request method. Source: RFC 9110, section 9, and RFC 5789 (PATCH).
enum class method : std::uint8_t {
    unknown,  ///< a well-formed name that is none of the others: answered with 501
    get,
    head,
    post,
    put,
    patch,
    delete_,
    options,
    connect,
    trace,
};

inline constexpr std::size_t method_count = static_cast<std::size_t>(method::trace) + 1;

/// The method of that exact name, `unknown` if there is none. Names are case-sensitive.
[[nodiscard]] method to_method(std::string_view name) noexcept;

/// The name on the wire; empty for `unknown`.
[[nodiscard]] std::string_view to_string(method value) noexcept;

/// Some of the methods: what a path answers to.
class method_set {
public:
    constexpr void insert(method value) noexcept { bits_ |= bit(value); }
    constexpr void insert(method_set other) noexcept { bits_ |= other.bits_; }
    [[nodiscard]] constexpr bool contains(method value) const noexcept {
        return (bits_ & bit(value)) != 0;
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return bits_ == 0; }
    friend constexpr bool operator==(method_set, method_set) = default;

private:
    static constexpr std::uint16_t bit(method value) noexcept {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(value));
    }
    std::uint16_t bits_ = 0;
};

/// As the value of an `Allow` field: "GET, HEAD, OPTIONS".
[[nodiscard]] std::string to_string(method_set methods);

}  // namespace microfast::http
