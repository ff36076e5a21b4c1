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

pattern_segment parse_segment(std::string_view pattern, std::string_view text) {
    if (text.find_first_of("{}") == text.npos) {
        if (text == "." || text == "..") refuse(pattern, "has a dot segment, which no path has");
        return {segment_kind::text, std::string(text)};
    }
    if (!text.starts_with('{') || !text.ends_with('}'))
        refuse(pattern, "has a parameter that does not fill its segment");
    auto name = text.substr(1, text.size() - 2);
    const auto kind = name.ends_with('*') ? segment_kind::tail : segment_kind::parameter;
    if (kind == segment_kind::tail) name.remove_suffix(1);
    if (!is_identifier(name)) refuse(pattern, "has a parameter whose name is not an identifier");
    return {kind, std::string(name)};
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
        const auto end = std::min(text.find('/', start + 1), text.size());
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

}  // namespace microfast::routing
