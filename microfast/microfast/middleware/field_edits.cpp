#include <microfast/http/characters.hpp>
#include <microfast/middleware/field_edits.hpp>

#include <string>

namespace microfast::middleware {

bool has_member(std::string_view list, std::string_view token) noexcept {
    while (!list.empty()) {
        const auto comma = list.find(',');
        if (http::equal_ignoring_case(http::trimmed(list.substr(0, comma)), token)) return true;
        if (comma == list.npos) break;
        list.remove_prefix(comma + 1);
    }
    return false;
}

void add_to_vary(http::response_headers& headers, std::string_view field) {
    const auto present = headers.find("Vary");
    if (!present) return headers.append("Vary", field);
    if (has_member(*present, field) || has_member(*present, "*")) return;
    const auto longer = std::string(*present) + ", " + std::string(field);
    headers.set("Vary", longer);
}

void set_if_absent(http::response_headers& headers, std::string_view name, std::string_view value) {
    if (!headers.find(name)) headers.append(name, value);
}

}  // namespace microfast::middleware
