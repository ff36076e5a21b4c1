/// @file
/// Addresses and networks of both versions of IP, as values.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::http {

/// An IPv4 or IPv6 address. One of IPv4 is the same as its mapping into IPv6, "::ffff:192.0.2.1".
/// Source: RFC 4291, section 2.5.5.2.
class ip_address {
public:
    static constexpr std::size_t size = 16;

    /// "192.0.2.1" or "2001:db8::1"; neither brackets nor zones. Empty if it is no address.
    [[nodiscard]] static std::optional<ip_address> parse(std::string_view text) noexcept;

    [[nodiscard]] bool is_v4() const noexcept;

    /// As it is usually written: "192.0.2.1", "2001:db8::1".
    [[nodiscard]] std::string to_string() const;

    [[nodiscard]] const std::array<unsigned char, size>& bytes() const noexcept { return bytes_; }

    friend bool operator==(const ip_address&, const ip_address&) = default;

private:
    std::array<unsigned char, size> bytes_{};
};

/// Networks, each written with the length of its prefix: "10.0.0.0/8", "2001:db8::/32", or one
/// address. `contains` is O(number of networks).
class ip_networks {
public:
    /// Throws `error` if the text is not a network, or has bits set behind its prefix.
    void add(std::string_view text);

    [[nodiscard]] bool contains(const ip_address& address) const noexcept;
    [[nodiscard]] bool empty() const noexcept { return networks_.empty(); }

private:
    struct network {
        ip_address address;
        unsigned prefix_bits = 0;  // of the 128
    };
    std::vector<network> networks_;
};

}  // namespace microfast::http
