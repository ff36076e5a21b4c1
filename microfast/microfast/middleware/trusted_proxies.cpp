#include <microfast/http/request_context.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/trusted_proxies.hpp>

namespace microfast::middleware {

namespace {

class trusted_proxies_layer {
public:
    explicit trusted_proxies_layer(const trusted_proxies_options& options)
        : fields_(options.fields) {
        for (const auto& network : options.networks)
            trusted_.add(network);
    }

    [[nodiscard]] http::verdict before(http::request& request, http::response&) const {
        const auto peer = request.client_address();
        if (!trusted_.contains(peer)) return http::verdict::proceed;
        const auto origin = http::find_origin(request.headers(), peer, trusted_, fields_);
        request.set_client_address(origin.client);
        request.context().set(origin);
        return http::verdict::proceed;
    }

private:
    http::ip_networks trusted_;
    http::forwarding_fields fields_;
};

const http::request_origin* origin_of(const http::request& request) noexcept {
    const auto* context = request.find_context();
    return context == nullptr ? nullptr : context->find<http::request_origin>();
}

}  // namespace

http::middleware trusted_proxies(const trusted_proxies_options& options) {
    return make_middleware(trusted_proxies_layer(options));
}

std::string_view forwarded_scheme(const http::request& request) noexcept {
    const auto* origin = origin_of(request);
    return origin == nullptr ? std::string_view{} : origin->scheme;
}

std::string_view forwarded_host(const http::request& request) noexcept {
    const auto* origin = origin_of(request);
    return origin == nullptr || origin->host.empty() ? request.authority() : origin->host;
}

}  // namespace microfast::middleware
