#include <microfast/core/error.hpp>
#include <microfast/http/method.hpp>
#include <microfast/openapi/document.hpp>
#include <microfast/openapi/operation_writer.hpp>
#include <microfast/openapi/schema_writer.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <map>

namespace microfast::openapi {

namespace {

using json = nlohmann::ordered_json;

std::string in_lower_case(std::string_view text) {
    std::string lowered{text};
    for (char& c : lowered) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lowered;
}

bool is_known(http::method method) {
    switch (method) {
        case http::method::get:
        case http::method::put:
        case http::method::post:
        case http::method::delete_:
        case http::method::options:
        case http::method::head:
        case http::method::patch:
        case http::method::trace: return true;
        default: return false;
    }
}

/// Where the parameter that begins at `begin` ends: behind its closing brace.
std::size_t end_of_parameter(std::string_view pattern, std::size_t begin) {
    std::size_t depth = 0;
    for (auto at = begin; at < pattern.size(); ++at) {
        if (pattern[at] == '\\') {
            ++at;
        } else if (pattern[at] == '{') {
            ++depth;
        } else if (pattern[at] == '}' && --depth == 0) {
            return at + 1;
        }
    }
    return pattern.size();
}

/// "id" of "{id:[0-9]+}".
std::string_view name_in(std::string_view parameter) {
    const auto inner = parameter.substr(1);
    return inner.substr(0, inner.find_first_of(":*}"));
}

/// Calls with each piece of a pattern: text, or a whole parameter.
template <class Text, class Parameter>
void for_each_piece(std::string_view pattern, Text text, Parameter parameter) {
    for (std::size_t at = 0; at < pattern.size();) {
        const auto end = pattern[at] == '{' ? end_of_parameter(pattern, at)
                                            : std::min(pattern.find('{', at), pattern.size());
        const auto piece = pattern.substr(at, end - at);
        pattern[at] == '{' ? parameter(name_in(piece)) : text(piece);
        at = end;
    }
}

json info_of(const document_info& info) {
    json made{{"title", info.title}};
    if (!info.summary.empty()) made["summary"] = info.summary;
    if (!info.description.empty()) made["description"] = info.description;
    made["version"] = info.version;
    return made;
}

}  // namespace

std::string path_of(std::string_view pattern) {
    std::string path;
    for_each_piece(
        pattern,
        [&path](std::string_view text) { path += text; },
        [&path](std::string_view name) { path += '{' + std::string{name} + '}'; }
    );
    return path;
}

std::string operation_id_of(http::method method, std::string_view pattern) {
    std::string id = in_lower_case(http::to_string(method));
    const auto add_word = [&id](std::string_view word) {
        if (!id.ends_with('_')) id += '_';
        id += word;
    };
    for_each_piece(
        pattern,
        [&](std::string_view text) {
            for (const char c : text) {
                const bool is_letter =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                if (is_letter) {
                    id += c;
                } else if (!id.ends_with('_')) {
                    id += '_';
                }
            }
        },
        [&](std::string_view name) { add_word("by_" + std::string{name}); }
    );
    while (id.ends_with('_'))
        id.pop_back();
    return pattern == "/" ? id + "_root" : id;
}

std::string write_document(const document_info& info, const std::vector<operation>& operations) {
    schema_writer schemas;
    operation_writer writer{schemas};
    json paths = json::object();
    std::map<std::string, std::string> patterns_by_id;
    for (const auto& each : operations) {
        if (!is_known(each.method)) continue;
        auto written = writer.write(each);
        const std::string id = written["operationId"];
        const auto [other, is_new] = patterns_by_id.emplace(id, each.pattern);
        if (!is_new) {
            throw error(
                "the routes " + other->second + " and " + each.pattern +
                " have the same operationId \"" + id + "\": give one of them a name()"
            );
        }
        paths[path_of(each.pattern)][in_lower_case(http::to_string(each.method))] =
            std::move(written);
    }
    json document{{"openapi", "3.1.0"}, {"info", info_of(info)}};
    if (!info.prefix.empty()) {
        document["servers"] = json::array({json{{"url", info.prefix}}});
    }
    document["paths"] = std::move(paths);
    json components = json::object();
    if (!schemas.components().empty()) components["schemas"] = schemas.components();
    if (!writer.security_schemes().empty()) {
        components["securitySchemes"] = writer.security_schemes();
    }
    if (!components.empty()) document["components"] = std::move(components);
    return document.dump();
}

}  // namespace microfast::openapi
