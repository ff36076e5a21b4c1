#include <microfast/containers/regex.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/percent_encoding.hpp>
#include <microfast/http/utf8.hpp>
#include <microfast/routing/url.hpp>

#include <algorithm>

namespace microfast::routing {

namespace {

using arguments = std::span<const std::pair<std::string_view, std::string_view>>;

[[noreturn]] void refuse(std::string_view pattern, std::string_view reason) {
    throw error("the URL of " + std::string(pattern) + " " + std::string(reason));
}

void append_segment(std::string& path, std::string_view value, std::string_view pattern) {
    if (value == "." || value == "..") refuse(pattern, "would have a dot segment");
    const bool can_be_sent = value.find('\0') == value.npos && http::is_valid_utf8(value);
    if (!can_be_sent) refuse(pattern, "would have a value that is not text");
    http::append_percent_encoded(path, value);
}

void append_tail(std::string& path, std::string_view value, std::string_view pattern) {
    for (;;) {
        const auto slash = value.find('/');
        append_segment(path, value.substr(0, slash), pattern);
        if (slash == value.npos) return;
        path += '/';
        value.remove_prefix(slash + 1);
    }
}

std::string_view value_of(std::string_view name, std::string_view pattern, arguments values) {
    const auto found = std::find_if(values.begin(), values.end(), [&](const auto& each) {
        return each.first == name;
    });
    if (found == values.end()) refuse(pattern, "lacks the parameter {" + std::string(name) + "}");
    return found->second;
}

}  // namespace

std::string make_url(const pattern& given, std::string_view text, arguments values) {
    std::string path;
    std::size_t used = 0;
    for (const auto& segment : given.segments) {
        path += '/';
        if (segment.kind == segment_kind::text) {
            http::append_percent_encoded(path, segment.text);
            continue;
        }
        const auto value = value_of(segment.text, text, values);
        ++used;
        if (segment.kind == segment_kind::tail) {
            append_tail(path, value, text);
            continue;
        }
        if (value.empty()) refuse(text, "has nothing for {" + segment.text + "}");
        const bool fits = segment.kind != segment_kind::expression ||
                          containers::regex(segment.expression).matches(value);
        if (!fits) refuse(text, "has a value for {" + segment.text + "} that it does not match");
        append_segment(path, value, text);
    }
    if (used != values.size()) refuse(text, "was given a parameter twice, or one that it has not");
    if (path.starts_with("//")) refuse(text, "would start with two slashes");
    return path;
}

}  // namespace microfast::routing
