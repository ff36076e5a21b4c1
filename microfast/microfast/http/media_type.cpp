#include <microfast/http/characters.hpp>
#include <microfast/http/field_reader.hpp>
#include <microfast/http/media_type.hpp>

namespace microfast::http {

bool media_type::is(std::string_view full_name) const noexcept {
    const auto slash = full_name.find('/');
    return slash != full_name.npos && equal_ignoring_case(type, full_name.substr(0, slash)) &&
           equal_ignoring_case(subtype, full_name.substr(slash + 1));
}

bool media_type::is_json() const noexcept {
    constexpr std::string_view suffix = "+json";
    if (is("application/json")) return true;
    return subtype.size() > suffix.size() &&
           equal_ignoring_case(subtype.substr(subtype.size() - suffix.size()), suffix);
}

std::optional<std::string> media_type::parameter(std::string_view name) const {
    field_reader from(parameters);
    field_parameter found;
    while (from.take_parameter(found) == field_reader::parameter_result::taken) {
        if (equal_ignoring_case(found.name, name)) return found.value.text();
    }
    return std::nullopt;
}

std::optional<media_type> parse_media_type(std::string_view text) noexcept {
    field_reader from(text);
    media_type found;
    found.type = from.take_token();
    const bool has_slash = from.take('/');
    found.subtype = from.take_token();
    if (found.type.empty() || !has_slash || found.subtype.empty()) return std::nullopt;
    found.parameters = from.rest();
    field_parameter passed_over;
    while (from.take_parameter(passed_over) == field_reader::parameter_result::taken) {
    }
    from.skip_white_space();
    return from.at_end() ? std::optional{found} : std::nullopt;
}

}  // namespace microfast::http
