#include <microfast/middleware/field_edits.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/security_headers.hpp>

#include <utility>
#include <vector>

namespace microfast::middleware {

namespace {

class security_headers_layer {
public:
    explicit security_headers_layer(security_headers_options options) {
        add("X-Content-Type-Options", std::move(options.content_type_options));
        add("X-Frame-Options", std::move(options.frame_options));
        add("Referrer-Policy", std::move(options.referrer_policy));
        add("Cross-Origin-Opener-Policy", std::move(options.opener_policy));
        add("Cross-Origin-Resource-Policy", std::move(options.resource_policy));
        add("Content-Security-Policy", std::move(options.content_security_policy));
        add("Permissions-Policy", std::move(options.permissions_policy));
        if (options.transport_security.count() > 0) {
            auto value = "max-age=" + std::to_string(options.transport_security.count());
            if (options.transport_security_of_subdomains) value += "; includeSubDomains";
            add("Strict-Transport-Security", std::move(value));
        }
    }

    void after(http::request&, http::response& answer) const {
        for (const auto& [name, value] : fields_)
            set_if_absent(answer.headers, name, value);
    }

private:
    void add(const char* name, std::string value) {
        if (value.empty()) return;
        http::response_headers().append(name, value);  // throws now, not at every answer
        fields_.emplace_back(name, std::move(value));
    }

    std::vector<std::pair<const char*, std::string>> fields_;
};

}  // namespace

http::middleware security_headers(security_headers_options options) {
    return make_middleware(security_headers_layer(std::move(options)));
}

}  // namespace microfast::middleware
