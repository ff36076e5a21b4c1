#include <microfast/containers/regex.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/request.hpp>
#include <microfast/routing/pattern.hpp>

#include <algorithm>

namespace microfast::routing {

namespace {

[[noreturn]] void refuse(std::string_view pattern, std::string_view reason) {
    throw error("the route pattern \"" + std::string(pattern) + "\" " + std::string(reason));
}

bool is_identifier(std::string_view name) noexcept {
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const auto is_inner = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
    return !name.empty() && is_letter(name.front()) &&
           std::all_of(name.begin(), name.end(), is_inner);
}

/// Where the brace that opens at `start` is closed again. The braces, classes and escapes of an
/// expression are inside of it.
std::size_t closing_brace(std::string_view text, std::size_t start) noexcept {
    std::size_t depth = 0;
    bool is_in_class = false;
    for (auto at = start; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (is_in_class) {
            is_in_class = text[at] != ']';
        } else if (text[at] == '[') {
            is_in_class = true;
        } else if (text[at] == '{') {
            ++depth;
        } else if (text[at] == '}' && --depth == 0) {
            return at;
        }
    }
    return text.npos;
}

/// Where the segment that starts after the slash at `slash` ends.
std::size_t segment_end(std::string_view pattern, std::size_t slash) noexcept {
    const auto start = slash + 1;
    const auto inside =
        pattern.substr(start).starts_with('{') ? closing_brace(pattern, start) : start;
    return std::min(pattern.find('/', std::min(inside, pattern.size())), pattern.size());
}

pattern_segment parse_parameter(std::string_view pattern, std::string_view inside) {
    const auto colon = inside.find(':');
    auto name = inside.substr(0, colon);
    const bool is_tail = name.ends_with('*');
    if (is_tail) name.remove_suffix(1);
    if (!is_identifier(name)) refuse(pattern, "has a parameter whose name is not an identifier");
    if (colon == inside.npos) {
        return {is_tail ? segment_kind::tail : segment_kind::parameter, std::string(name)};
    }
    if (is_tail) refuse(pattern, "has an expression for its tail");
    const auto expression = inside.substr(colon + 1);
    if (expression.empty()) refuse(pattern, "has an empty expression");
    (void)containers::regex(expression);  // throws if it is none
    return {segment_kind::expression, std::string(name), std::string(expression)};
}

pattern_segment parse_segment(std::string_view pattern, std::string_view text) {
    if (text.find_first_of("{}") == text.npos) {
        if (text == "." || text == "..") refuse(pattern, "has a dot segment, which no path has");
        return {segment_kind::text, std::string(text)};
    }
    if (!text.starts_with('{') || closing_brace(text, 0) != text.size() - 1)
        refuse(pattern, "has a parameter that does not fill its segment");
    return parse_parameter(pattern, text.substr(1, text.size() - 2));
}

}  // namespace

bool pattern::is_static() const noexcept {
    const auto is_text = [](const pattern_segment& segment) {
        return segment.kind == segment_kind::text;
    };
    return std::all_of(segments.begin(), segments.end(), is_text);
}

std::vector<std::string> pattern::parameter_names() const {
    std::vector<std::string> names;
    for (const auto& segment : segments) {
        if (segment.kind != segment_kind::text) names.push_back(segment.text);
    }
    return names;
}

pattern parse_pattern(std::string_view text) {
    if (!text.starts_with('/')) refuse(text, "does not start with a slash");
    pattern parsed;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = segment_end(text, start);
        if (!parsed.segments.empty() && parsed.segments.back().kind == segment_kind::tail) {
            refuse(text, "goes on after its tail");
        }
        parsed.segments.push_back(parse_segment(text, text.substr(start + 1, end - start - 1)));
        start = end;
    }
    auto names = parsed.parameter_names();
    if (names.size() > http::request::most_parameters) refuse(text, "has more than 16 parameters");
    std::sort(names.begin(), names.end());
    if (std::adjacent_find(names.begin(), names.end()) != names.end())
        refuse(text, "uses a name twice");
    return parsed;
}

std::string join_patterns(std::string_view prefix, std::string_view pattern) {
    if (!prefix.empty() && (!prefix.starts_with('/') || prefix.ends_with('/'))) {
        throw error(
            "the prefix \"" + std::string(prefix) +
            "\" of routes does not start with a slash, or ends with one"
        );
    }
    if (!pattern.empty() && !pattern.starts_with('/'))
        refuse(pattern, "does not start with a slash");
    return std::string(prefix) + std::string(pattern);
}

}  // namespace microfast::routing
