#include "conformance/arguments.hpp"

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace conformance {

namespace {

constexpr auto usage =
    "usage: microfast_conformance [--bind HOST:PORT] [--workers NUMBER] [--static DIRECTORY]\n"
    "                             [--requests-per-connection NUMBER]";

template <class Number>
Number number(std::string_view text) {
    Number read{};
    const auto* const end = text.data() + text.size();
    const auto [stopped, failure] = std::from_chars(text.data(), end, read);
    if (failure != std::errc{} || stopped != end) {
        throw microfast::error("'" + std::string(text) + "' is not a number in range\n" + usage);
    }
    return read;
}

}  // namespace

arguments parse_arguments(int count, const char* const* words) {
    arguments made;
    made.server.bind = "127.0.0.1:8080";
    made.server.workers = 1;
    for (int i = 1; i < count; i += 2) {
        const std::string_view name = words[i];
        if (i + 1 == count) throw microfast::error(std::string(name) + " needs a value\n" + usage);
        const std::string value = words[i + 1];
        if (name == "--bind") {
            made.server.bind = value;
        } else if (name == "--workers") {
            made.server.workers = number<unsigned>(value);
        } else if (name == "--static") {
            made.files = value;
        } else if (name == "--requests-per-connection") {
            made.server.connections.requests = number<std::size_t>(value);
        } else {
            throw microfast::error("there is no option " + std::string(name) + "\n" + usage);
        }
    }
    return made;
}

}  // namespace conformance
