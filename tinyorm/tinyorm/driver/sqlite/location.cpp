#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/sqlite/location.hpp>
#include <tinyorm/driver/url_parameters.hpp>

#include <charconv>

namespace tinyorm::driver::sqlite {
namespace {

constexpr std::string_view scheme = "sqlite:";

[[noreturn]] void refuse(const std::string& message) {
    throw error(error_kind::invalid_configuration, message);
}

location::open_mode parse_mode(const std::string& text) {
    if (text == "rwc") return location::open_mode::create;
    if (text == "rw") return location::open_mode::read_write;
    if (text == "ro") return location::open_mode::read_only;
    refuse("mode is one of rwc, rw, ro, not \"" + text + '"');
}

location::durability parse_durability(const std::string& text) {
    if (text == "full") return location::durability::full;
    if (text == "normal") return location::durability::normal;
    refuse("synchronous is one of full, normal, not \"" + text + '"');
}

unsigned parse_number(const std::string& name, const std::string& text) {
    constexpr unsigned largest = 1U << 30;
    unsigned number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || number > largest) {
        refuse(name + " is a number up to " + std::to_string(largest) + ", not \"" + text + '"');
    }
    return number;
}

std::string parse_path(std::string_view text) {
    if (text.starts_with("//")) {
        text.remove_prefix(2);
        if (!text.starts_with('/')) {
            refuse("a SQLite URL has no host: write sqlite:relative/path or sqlite:///absolute/path"
            );
        }
    }
    if (text.empty()) refuse("a SQLite URL names a file, as in sqlite:app.db, or sqlite::memory:");
    return decode_percent(text);
}

}  // namespace

location parse_location(std::string_view url) {
    if (!url.starts_with(scheme)) refuse("not a SQLite URL: \"" + std::string{url} + '"');
    url.remove_prefix(scheme.size());
    const auto question = url.find('?');
    location parsed;
    parsed.path = parse_path(url.substr(0, question));
    if (question == std::string_view::npos) return parsed;
    for (const auto& [name, text] : parse_url_parameters(url.substr(question + 1))) {
        if (name == "mode") {
            parsed.mode = parse_mode(text);
        } else if (name == "synchronous") {
            parsed.synchronous = parse_durability(text);
        } else if (name == "busy_timeout_ms") {
            parsed.busy_timeout = std::chrono::milliseconds{parse_number(name, text)};
        } else if (name == "cache_kib") {
            parsed.cache_kib = parse_number(name, text);
        } else {
            refuse(
                "a SQLite URL knows mode, synchronous, busy_timeout_ms and cache_kib, not \"" +
                name + '"'
            );
        }
    }
    return parsed;
}

}  // namespace tinyorm::driver::sqlite
