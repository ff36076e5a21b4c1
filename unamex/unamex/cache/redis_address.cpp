#include <unamex/cache/redis_address.hpp>

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace unamex::cache {
namespace {

[[noreturn]] void refuse(std::string_view url, std::string_view reason) {
    throw std::invalid_argument{fmt::format(
        "Redis address {:?}: {}; write redis://host:port or unix:///path", url, reason
    )};
}

std::uint16_t parse_port(std::string_view url, std::string_view digits) {
    std::uint16_t port = 0;
    const auto* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, port);
    if (read.ec != std::errc{} || read.ptr != end || port == 0)
        refuse(url, "the port is no number");
    return port;
}

}  // namespace

redis_address parse_redis_address(std::string_view url) {
    constexpr std::string_view unix_scheme = "unix://";
    constexpr std::string_view tcp_scheme = "redis://";
    redis_address address;
    if (url.starts_with(unix_scheme)) {
        address.socket_path = url.substr(unix_scheme.size());
        if (!address.socket_path.starts_with('/')) refuse(url, "the path is not absolute");
        return address;
    }
    if (!url.starts_with(tcp_scheme)) refuse(url, "the scheme is neither redis nor unix");
    auto rest = url.substr(tcp_scheme.size());
    if (rest.ends_with('/')) rest.remove_suffix(1);
    if (rest.find_first_of("@/?#") != std::string_view::npos) {
        refuse(url, "users, passwords, databases and options are not supported");
    }
    if (const auto colon = rest.rfind(':');
        colon != std::string_view::npos && !rest.ends_with(']')) {
        address.port = parse_port(url, rest.substr(colon + 1));
        rest = rest.substr(0, colon);
    }
    if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
    if (rest.empty()) refuse(url, "the host is missing");
    address.host = rest;
    return address;
}

}  // namespace unamex::cache
