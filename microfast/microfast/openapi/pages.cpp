#include <microfast/http/json_writer.hpp>
#include <microfast/openapi/assets.hpp>
#include <microfast/openapi/pages.hpp>

#include <algorithm>
#include <utility>

namespace microfast::openapi {

namespace {

constexpr std::string_view never_changes = "public, max-age=31536000, immutable";
constexpr std::string_view may_change = "no-cache";

page make_text_page(std::string path, std::string content_type, std::string content) {
    page made;
    made.path = std::move(path);
    made.content_type = std::move(content_type);
    made.cache_control = may_change;
    made.tag = tag_of(content);
    made.owned = std::move(content);
    return made;
}

const asset* find_asset(std::string_view name) {
    const auto all = assets();
    const auto found = std::ranges::find(all, name, &asset::name);
    return found == all.end() ? nullptr : &*found;
}

/// "/docs/5.35.0/swagger-ui.css"
std::string path_of(std::string_view directory, const asset& file) {
    return std::string(directory) + '/' + std::string(file.version) + '/' + std::string(file.name);
}

page make_asset_page(std::string_view directory, const asset& file) {
    page made;
    made.path = path_of(directory, file);
    made.content_type = file.content_type;
    made.cache_control = never_changes;
    made.tag = file.tag;
    if (!file.brotli.empty()) made.encoded.push_back({"br", file.brotli});
    made.encoded.push_back({"gzip", file.gzip});
    return made;
}

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '"': safe += "&quot;"; break;
            default: safe += c;
        }
    }
    return safe;
}

/// As a value in a script.
std::string quoted(std::string_view text) {
    std::string literal;
    http::json_writer{literal}.value(text);
    return literal;
}

std::string head_of(std::string_view title, std::string_view what) {
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<link rel=\"icon\" href=\"data:,\">\n<title>" +
           escaped(title) + " - " + std::string(what) + "</title>\n";
}

std::string script_of(std::string_view url) {
    return "<script src=\"" + escaped(url) + "\" defer></script>\n";
}

void add_swagger_ui(std::vector<page>& pages, const page_options& options) {
    const auto* script = find_asset("swagger-ui-bundle.js");
    const auto* style = find_asset("swagger-ui.css");
    if (options.docs_path.empty() || script == nullptr || style == nullptr) return;
    const auto& directory = options.docs_path;
    const auto start = directory + "/start.js";
    auto html = make_text_page(
        directory,
        "text/html; charset=utf-8",
        head_of(options.title, "Swagger UI") + "<link rel=\"stylesheet\" href=\"" +
            escaped(options.prefix + path_of(directory, *style)) + "\">\n" +
            script_of(options.prefix + path_of(directory, *script)) +
            script_of(options.prefix + start) +
            "</head>\n<body>\n<div id=\"swagger-ui\"></div>\n</body>\n</html>\n"
    );
    html.security_policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    pages.push_back(std::move(html));
    pages.push_back(make_text_page(
        start,
        "text/javascript; charset=utf-8",
        "window.ui = SwaggerUIBundle({url: " + quoted(options.prefix + options.document_path) +
            ", dom_id: \"#swagger-ui\", deepLinking: true, tryItOutEnabled: true, "
            "validatorUrl: null, queryConfigEnabled: false});\n"
    ));
    pages.push_back(make_asset_page(directory, *script));
    pages.push_back(make_asset_page(directory, *style));
}

void add_redoc(std::vector<page>& pages, const page_options& options) {
    const auto* script = find_asset("redoc.standalone.js");
    if (options.redoc_path.empty() || script == nullptr) return;
    const auto& directory = options.redoc_path;
    const auto start = directory + "/start.js";
    auto html = make_text_page(
        directory,
        "text/html; charset=utf-8",
        head_of(options.title, "ReDoc") + script_of(options.prefix + path_of(directory, *script)) +
            script_of(options.prefix + start) +
            "</head>\n<body>\n<div id=\"redoc\"></div>\n</body>\n</html>\n"
    );
    // ReDoc adds two style elements, an empty one that its scripts fill and one of its scroll bars,
    // and looks things up in a worker made of a blob.
    html.security_policy =
        "default-src 'none'; script-src 'self'; style-src 'self' "
        "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' "
        "'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='; "
        "img-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'";
    pages.push_back(std::move(html));
    pages.push_back(make_text_page(
        start,
        "text/javascript; charset=utf-8",
        "Redoc.init(" + quoted(options.prefix + options.document_path) +
            ", {disableGoogleFont: true, hideDownloadButton: false}, "
            "document.getElementById(\"redoc\"));\n"
    ));
    pages.push_back(make_asset_page(directory, *script));
}

}  // namespace

std::vector<page> make_pages(page_options options) {
    std::vector<page> pages;
    pages.push_back(
        make_text_page(options.document_path, "application/json", std::move(options.document))
    );
    add_swagger_ui(pages, options);
    add_redoc(pages, options);
    return pages;
}

}  // namespace microfast::openapi
