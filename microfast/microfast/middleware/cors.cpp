#include <microfast/core/error.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/status.hpp>
#include <microfast/middleware/cors.hpp>
#include <microfast/middleware/field_edits.hpp>
#include <microfast/middleware/make_middleware.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace microfast::middleware {

namespace {

using http::header_name;

std::string joined(const std::vector<std::string>& names) {
    std::string list;
    for (const auto& name : names) {
        if (!http::is_token(name)) throw error("cors: \"" + name + "\" is not the name of a field");
        list.append(list.empty() ? "" : ", ").append(name);
    }
    return list;
}

std::string joined(const std::vector<http::method>& methods) {
    std::string list;
    for (const auto method : methods)
        list.append(list.empty() ? "" : ", ").append(to_string(method));
    return list;
}

bool has_star(const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), "*") != list.end();
}

/// Scheme and host, no path, nothing in capitals.
bool is_origin(std::string_view text) {
    if (text == "null") return true;
    const auto separator = text.find("://");
    if (separator == text.npos || separator == 0) return false;
    const auto host = text.substr(separator + 3);
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return !host.empty() && host.find_first_of("/?#@, ") == host.npos &&
           std::none_of(text.begin(), text.end(), is_capital);
}

class cors_layer {
public:
    explicit cors_layer(cors_options options)
        : options_(std::move(options)),
          allows_all_(has_star(options_.origins)),
          echoes_headers_(has_star(options_.request_headers)),
          methods_(joined(options_.methods)),
          exposed_(joined(options_.exposed_headers)),
          max_age_(std::to_string(options_.max_age.count())) {
        if (!echoes_headers_) request_headers_ = joined(options_.request_headers);
        if (allows_all_ && options_.credentials)
            throw error("cors: credentials need origins by name, \"*\" is none");
        for (const auto& origin : options_.origins) {
            if (origin != "*" && !is_origin(origin))
                throw error("cors: \"" + origin + "\" is not an origin as browsers send it");
        }
    }

    [[nodiscard]] http::verdict before(http::request& request, http::response& answer) const {
        if (request.method() != http::method::options) return http::verdict::proceed;
        const auto origin = request.header(header_name::origin);
        const auto asks_for = request.header(header_name::access_control_request_method);
        if (!origin || !asks_for) return http::verdict::proceed;
        answer.status = http::status::no_content;
        mark(answer, *origin);
        add_to_vary(answer.headers, "Access-Control-Request-Method");
        add_to_vary(answer.headers, "Access-Control-Request-Headers");
        if (!allows(*origin)) return http::verdict::answered;
        answer.headers.set("Access-Control-Allow-Methods", methods_);
        allow_headers(request, answer);
        answer.headers.set("Access-Control-Max-Age", max_age_);
        return http::verdict::answered;
    }

    void after(http::request& request, http::response& answer) const {
        mark(answer, request.header(header_name::origin).value_or(""));
        const bool shows = !exposed_.empty() && answer.headers.find("Access-Control-Allow-Origin");
        if (shows) answer.headers.set("Access-Control-Expose-Headers", exposed_);
    }

private:
    [[nodiscard]] bool allows(std::string_view origin) const {
        const auto fits = [origin](const containers::regex& each) { return each.matches(origin); };
        const auto& names = options_.origins;
        return allows_all_ || std::find(names.begin(), names.end(), origin) != names.end() ||
               std::any_of(options_.origin_patterns.begin(), options_.origin_patterns.end(), fits);
    }

    void mark(http::response& answer, std::string_view origin) const {
        if (!allows_all_) add_to_vary(answer.headers, "Origin");
        if (origin.empty() || !allows(origin)) return;
        answer.headers.set("Access-Control-Allow-Origin", allows_all_ ? "*" : origin);
        if (options_.credentials) answer.headers.set("Access-Control-Allow-Credentials", "true");
    }

    void allow_headers(const http::request& request, http::response& answer) const {
        const auto asked = request.header(header_name::access_control_request_headers);
        const std::string_view allowed = echoes_headers_ ? asked.value_or("") : request_headers_;
        if (!allowed.empty()) answer.headers.set("Access-Control-Allow-Headers", allowed);
    }

    cors_options options_;
    bool allows_all_;
    bool echoes_headers_;
    std::string methods_;
    std::string exposed_;
    std::string max_age_;
    std::string request_headers_;
};

}  // namespace

http::middleware cors(cors_options options) {
    return make_middleware(cors_layer(std::move(options)));
}

}  // namespace microfast::middleware
