#include <microfast/core/error.hpp>
#include <microfast/http/ip_address.hpp>

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace microfast::http {

namespace {

constexpr std::array<unsigned char, 12> v4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr unsigned v4_prefix_bits = 8 * v4_prefix.size();
constexpr unsigned address_bits = 8 * ip_address::size;

bool is_bit_set(const ip_address& address, unsigned bit) noexcept {
    return (address.bytes()[bit / 8] >> (7 - bit % 8) & 1U) != 0;
}

bool has_same_prefix(const ip_address& left, const ip_address& right, unsigned bits) noexcept {
    const auto whole = bits / 8;
    if (!std::equal(left.bytes().begin(), left.bytes().begin() + whole, right.bytes().begin()))
        return false;
    for (unsigned bit = 8 * whole; bit < bits; ++bit) {
        if (is_bit_set(left, bit) != is_bit_set(right, bit)) return false;
    }
    return true;
}

std::optional<unsigned> to_prefix_bits(std::string_view digits, unsigned most) noexcept {
    unsigned bits = 0;
    const auto* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, bits);
    if (read.ec != std::errc{} || read.ptr != end || bits > most) return std::nullopt;
    return bits;
}

}  // namespace

std::optional<ip_address> ip_address::parse(std::string_view text) noexcept {
    std::array<char, INET6_ADDRSTRLEN> terminated{};
    if (text.size() >= terminated.size() || text.find('\0') != text.npos) return std::nullopt;
    std::copy(text.begin(), text.end(), terminated.begin());
    ip_address parsed;
    if (inet_pton(AF_INET6, terminated.data(), parsed.bytes_.data()) == 1) return parsed;
    std::copy(v4_prefix.begin(), v4_prefix.end(), parsed.bytes_.begin());
    if (inet_pton(AF_INET, terminated.data(), &parsed.bytes_[v4_prefix.size()]) == 1) return parsed;
    return std::nullopt;
}

bool ip_address::is_v4() const noexcept {
    return std::equal(v4_prefix.begin(), v4_prefix.end(), bytes_.begin());
}

std::string ip_address::to_string() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const auto* const shown = is_v4() ? &bytes_[v4_prefix.size()] : bytes_.data();
    return inet_ntop(is_v4() ? AF_INET : AF_INET6, shown, text.data(), text.size());
}

void ip_networks::add(std::string_view text) {
    const auto refuse = [text](std::string_view why) {
        throw error("\"" + std::string(text) + "\" is not a network: " + std::string(why));
    };
    const auto slash = std::min(text.find('/'), text.size());
    const auto address = ip_address::parse(text.substr(0, slash));
    if (!address) refuse("what stands before the slash is not an IP address");
    // An IPv4 network is one of IPv6 that begins with the prefix of the mapping.
    const bool is_v4_text = text.substr(0, slash).find(':') == text.npos;
    const auto bits_before = is_v4_text ? v4_prefix_bits : 0U;
    auto prefix = std::optional{address_bits - bits_before};
    if (slash < text.size()) prefix = to_prefix_bits(text.substr(slash + 1), *prefix);
    if (!prefix) refuse("the length of its prefix must be a number of bits, as in 10.0.0.0/8");
    const auto bits = bits_before + *prefix;
    for (auto bit = bits; bit < address_bits; ++bit) {
        if (is_bit_set(*address, bit)) refuse("it has bits set behind its prefix");
    }
    networks_.push_back({*address, bits});
}

bool ip_networks::contains(const ip_address& address) const noexcept {
    return std::any_of(networks_.begin(), networks_.end(), [&](const network& each) {
        return has_same_prefix(each.address, address, each.prefix_bits);
    });
}

}  // namespace microfast::http
