#include <microfast/core/error.hpp>
#include <microfast/net/endpoint.hpp>

#include <asio/ip/address.hpp>
#include <fmt/format.h>

#include <charconv>
#include <cstdint>

namespace microfast::net {

namespace {

asio::ip::address parse_host(std::string_view host, std::string_view text) {
    if (host.empty()) return asio::ip::address_v4::any();
    if (host == "localhost") return asio::ip::address_v4::loopback();
    const bool in_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (in_brackets) host = host.substr(1, host.size() - 2);
    std::error_code failure;
    const auto address = asio::ip::make_address(host, failure);
    if (failure || address.is_v6() != in_brackets) {
        throw error{fmt::format(
            "\"{}\" is no address to listen on: \"{}\" is neither an IPv4 address, nor an IPv6 "
            "address "
            "in brackets, nor localhost",
            text,
            host
        )};
    }
    return address;
}

std::uint16_t parse_port(std::string_view port, std::string_view text) {
    std::uint16_t number = 0;
    const auto* const end = port.data() + port.size();
    const auto [stop, failure] = std::from_chars(port.data(), end, number);
    if (failure != std::errc{} || stop != end) {
        throw error{fmt::format(
            "\"{}\" is no address to listen on: \"{}\" is no port (0 to 65535)", text, port
        )};
    }
    return number;
}

}  // namespace

endpoint parse_endpoint(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        throw error{fmt::format("\"{}\" is no address to listen on: write address:port", text)};
    }
    return {parse_host(text.substr(0, colon), text), parse_port(text.substr(colon + 1), text)};
}

std::string to_string(const endpoint& where) {
    return where.address().is_v6()
               ? fmt::format("[{}]:{}", where.address().to_string(), where.port())
               : fmt::format("{}:{}", where.address().to_string(), where.port());
}

}  // namespace microfast::net
