#include <unamex/cache/redis_address.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>

namespace unamex::cache {
namespace {

constexpr std::string_view unix_scheme = "unix://";
constexpr std::string_view tcp_scheme = "redis://";

std::string without_credentials(std::string_view url) {
    const auto scheme = url.find("://");
    const auto at = url.rfind('@');
    if (scheme == std::string_view::npos || at == std::string_view::npos || at < scheme)
        return std::string{url};
    return fmt::format("{}://***{}", url.substr(0, scheme), url.substr(at));
}

[[noreturn]] void refuse(std::string_view url, std::string_view reason) {
    throw std::invalid_argument{fmt::format(
        "Redis address {:?}: {}; write redis://:password@host:port/database or "
        "unix:///path?db=database",
        without_credentials(url),
        reason
    )};
}

template <class Number>
std::optional<Number> parse_number(std::string_view digits, int base = 10) {
    Number number = 0;
    const auto* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, number, base);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

std::string decode(std::string_view url, std::string_view text) {
    std::string decoded;
    for (; !text.empty(); text.remove_prefix(1)) {
        if (text.front() != '%') {
            decoded += text.front();
            continue;
        }
        const auto code = parse_number<std::uint8_t>(text.substr(1, 2), 16);
        if (text.size() < 3 || !code) refuse(url, "a % is not followed by two hexadecimal digits");
        decoded += static_cast<char>(*code);
        text.remove_prefix(2);
    }
    return decoded;
}

unsigned parse_database(std::string_view url, std::string_view digits) {
    const auto database = parse_number<unsigned>(digits);
    if (!database) refuse(url, "the database is no number");
    return *database;
}

// Takes "user:password@" off the beginning of the rest.
void take_credentials(std::string_view url, std::string_view& rest, redis_address& into) {
    const auto at = rest.rfind('@');
    if (at == std::string_view::npos) return;
    const auto credentials = rest.substr(0, at);
    rest.remove_prefix(at + 1);
    const auto colon = credentials.find(':');
    if (colon == std::string_view::npos) refuse(url, "a user comes without a password");
    into.user = decode(url, credentials.substr(0, colon));
    into.password = decode(url, credentials.substr(colon + 1));
    if (into.password.empty()) refuse(url, "the password is empty");
}

redis_address parse_socket(std::string_view url, std::string_view rest) {
    constexpr std::string_view option = "?db=";
    redis_address address;
    take_credentials(url, rest, address);
    if (const auto at = rest.find('?'); at != std::string_view::npos) {
        if (!rest.substr(at).starts_with(option)) refuse(url, "the only option is db");
        address.database = parse_database(url, rest.substr(at + option.size()));
        rest = rest.substr(0, at);
    }
    if (!rest.starts_with('/')) refuse(url, "the path is not absolute");
    address.socket_path = rest;
    return address;
}

redis_address parse_host(std::string_view url, std::string_view rest) {
    redis_address address;
    take_credentials(url, rest, address);
    if (rest.find_first_of("?#") != std::string_view::npos) refuse(url, "there are no options");
    if (const auto slash = rest.find('/'); slash != std::string_view::npos) {
        const auto database = rest.substr(slash + 1);
        if (!database.empty()) address.database = parse_database(url, database);
        rest = rest.substr(0, slash);
    }
    if (const auto colon = rest.rfind(':');
        colon != std::string_view::npos && !rest.ends_with(']')) {
        const auto port = parse_number<std::uint16_t>(rest.substr(colon + 1));
        if (!port || *port == 0) refuse(url, "the port is no number");
        address.port = *port;
        rest = rest.substr(0, colon);
    }
    if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
    if (rest.empty()) refuse(url, "the host is missing");
    address.host = rest;
    return address;
}

std::string to_lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
    });
    return text;
}

std::string machine_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "this machine";
    return name.data();
}

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

}  // namespace

redis_address parse_redis_address(std::string_view url) {
    if (url.starts_with(unix_scheme)) return parse_socket(url, url.substr(unix_scheme.size()));
    if (url.starts_with(tcp_scheme)) return parse_host(url, url.substr(tcp_scheme.size()));
    refuse(url, "the scheme is neither redis nor unix");
}

std::string identity_of(const redis_address& address) {
    if (!address.socket_path.empty()) {
        return fmt::format(
            "unix://{}?db={} on {}", address.socket_path, address.database, machine_name()
        );
    }
    const auto host = to_lower(address.host);
    const auto place = fmt::format("redis://{}:{}/{}", host, address.port, address.database);
    return is_loopback(host) ? fmt::format("{} on {}", place, machine_name()) : place;
}

}  // namespace unamex::cache
