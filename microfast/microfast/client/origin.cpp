#include <microfast/client/origin.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/request_target.hpp>

#include <charconv>

namespace microfast::client {

namespace {

constexpr std::string_view scheme = "http://";
constexpr std::uint16_t default_port = 80;

std::uint16_t parse_port(std::string_view digits) noexcept {
    std::uint16_t port = 0;
    const auto* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, port);
    return read.ec == std::errc{} && read.ptr == end ? port : std::uint16_t{0};
}

}  // namespace

std::string origin::authority() const {
    const bool is_v6 = host.find(':') != host.npos;
    auto text = is_v6 ? "[" + host + "]" : host;
    if (port != default_port) text += ":" + std::to_string(port);
    return text;
}

origin parse_origin(std::string_view text) {
    const auto refuse = [text](std::string_view why) {
        throw error("\"" + std::string(text) + "\" is no origin: " + std::string(why));
    };
    auto rest = text;
    if (rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
    if (rest.ends_with('/')) rest.remove_suffix(1);
    if (!http::is_authority(rest)) refuse("write http://host:port, and nothing behind it");
    origin read;
    const auto bracket = rest.find(']');
    const auto colon = rest.find(':', bracket == rest.npos ? 0 : bracket);
    read.host = rest.substr(0, colon);
    if (bracket != rest.npos) read.host = rest.substr(1, bracket - 1);
    if (colon != rest.npos) read.port = parse_port(rest.substr(colon + 1));
    if (read.port == 0) refuse("its port must be a number from 1 to 65535");
    return read;
}

}  // namespace microfast::client
