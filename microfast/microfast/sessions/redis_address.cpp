#include <microfast/core/error.hpp>
#include <microfast/http/percent_encoding.hpp>
#include <microfast/sessions/redis_address.hpp>

#include <netdb.h>
#include <sys/un.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>

namespace microfast::sessions {

namespace {

[[noreturn]] void refuse(std::string_view why) {
    throw error(
        "the address of Redis " + std::string(why) +
        ": write redis://HOST:PORT/DATABASE or unix:///PATH?db=DATABASE"
    );
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::string number_in(std::string_view text, unsigned largest, std::string_view what) {
    unsigned number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, number);
    if (failure != std::errc{} || stop != end || number > largest)
        refuse("has no good " + std::string(what));
    return std::to_string(number);
}

std::string decoded(std::string_view text) {
    std::string plain;
    if (!http::append_percent_decoded(plain, text)) refuse("has a malformed escape");
    return plain;
}

/// "user:password@", in front of a host or of the slash that begins a path.
void take_credentials(std::string_view& rest, redis_address& into) {
    const auto at = rest.substr(0, rest.find('/')).rfind('@');
    if (at == rest.npos) return;
    const auto given = rest.substr(0, at);
    rest.remove_prefix(at + 1);
    const auto colon = given.find(':');
    if (colon == given.npos) refuse("has a user without a password");
    into.user = decoded(given.substr(0, colon));
    into.password = decoded(given.substr(colon + 1));
}

void take_path(std::string_view rest, redis_address& into) {
    const auto question = std::min(rest.find('?'), rest.size());
    into.socket_path = rest.substr(0, question);
    rest.remove_prefix(question);
    if (!into.socket_path.starts_with('/')) refuse("has no path of a socket");
    if (take_prefix(rest, "?db="))
        into.database = number_in(rest, 1'000'000, "database");
    else if (!rest.empty())
        refuse("has something else than ?db= behind its path");
}

void take_host(std::string_view rest, redis_address& into) {
    const auto slash = std::min(rest.find('/'), rest.size());
    const auto database = rest.substr(std::min(slash + 1, rest.size()));
    if (!database.empty()) into.database = number_in(database, 1'000'000, "database");
    auto host = rest.substr(0, slash);
    const auto bracket = host.starts_with('[') ? std::min(host.find(']'), host.size()) : 0;
    const auto colon = host.find(':', bracket);
    if (colon != host.npos) {
        constexpr unsigned largest_port = 65'535;
        into.port = number_in(host.substr(colon + 1), largest_port, "port");
        host = host.substr(0, colon);
    }
    if (bracket > 0 && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    into.host = host;
    if (host.empty()) refuse("has no host");
}

}  // namespace

redis_address parse_redis_address(std::string_view url) {
    redis_address made;
    const bool is_unix = take_prefix(url, "unix://");
    if (!is_unix && !take_prefix(url, "redis://"))
        refuse("begins neither with redis:// nor unix://");
    take_credentials(url, made);
    if (is_unix) {
        take_path(url, made);
    } else {
        take_host(url, made);
    }
    return made;
}

redis_place to_place(const sockaddr* address, socklen_t size) noexcept {
    redis_place made;
    std::memcpy(&made.address, address, size);
    made.size = size;
    return made;
}

std::vector<redis_place> find_places_blocking(const redis_address& of) {
    std::vector<redis_place> found;
    if (!of.socket_path.empty()) {
        sockaddr_un address{};
        if (of.socket_path.size() >= sizeof(address.sun_path)) refuse("has too long a path");
        address.sun_family = AF_UNIX;
        of.socket_path.copy(address.sun_path, of.socket_path.size());
        found.push_back(to_place(reinterpret_cast<const sockaddr*>(&address), sizeof(address)));
        return found;
    }
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* first = nullptr;
    const int failure = ::getaddrinfo(of.host.c_str(), of.port.c_str(), &wanted, &first);
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> all(first, &::freeaddrinfo);
    if (failure != 0) {
        throw error(
            "Redis is to be at " + of.host + ", which is not found: " + ::gai_strerror(failure)
        );
    }
    for (const auto* each = first; each != nullptr; each = each->ai_next) {
        found.push_back(to_place(each->ai_addr, each->ai_addrlen));
    }
    return found;
}

}  // namespace microfast::sessions
