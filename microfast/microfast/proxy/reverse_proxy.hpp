/// @file
/// Answers requests with what other servers say.
#pragma once

#include <microfast/binding/route_literal.hpp>
#include <microfast/core/task.hpp>
#include <microfast/http/body_stream.hpp>
#include <microfast/http/handler.hpp>
#include <microfast/http/method.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/proxy/proxy_options.hpp>

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace microfast::proxy {

/// A handler that passes requests on to a group of servers.
///
///     mf::proxy::reverse_proxy shop({
///         .upstreams = {{"http://10.0.0.1:8080"}, {"http://10.0.0.2:8080", 2}},
///         .active = {.path = "/readyz"},
///     });
///     shop.add_routes(app, "/{path*}");
///
/// Bodies stream both ways: whoever is slower sets the pace. Messages are framed anew, so that what
/// a client or a server means by a strange head stays between it and us. An attempt that failed is
/// made again on another server if nothing can have happened twice: no byte was sent, or the method
/// is idempotent, no answer has begun and the body can be sent again; retries have a budget.
///
/// Answers of its own are problems: 502 where a server broke HTTP or the connection, 504 where it
/// was too slow, 503 with Retry-After where none is up or all connections are in use, 508 where a
/// request has passed sixteen proxies. A body that breaks off resets the client's connection, and a
/// client that leaves ends the request to the server.
///
/// `Upgrade` is not passed on, nor are interim answers (RFC 9110 would have them forwarded; 100 is
/// said by us). A server that answers before it has read the body is noticed at the next piece of
/// it. Thread safety: safe; each event loop has connections of its own.
/// Lifetime: copies share everything. What the last one leaves behind ends with the event loops.
/// Errors: throws `error` for no upstreams, a URL that is none, and a weight out of range.
class reverse_proxy {
public:
    explicit reverse_proxy(proxy_options options);

    [[nodiscard]] task<http::response> operator()(http::request& asked, http::body_stream& body)
        const;

    /// Routes for every method that is passed on. To be called on an application or a router; the
    /// pattern ends in a tail, "/{path*}".
    template <class Router>
    void add_routes(Router& router, std::string_view pattern) const {
        for (const auto method : methods) {
            router.template route<reverse_proxy>(method, binding::runtime_pattern{pattern}, *this)
                .undocumented()
                .cancel_on_disconnect();
        }
    }

    /// What it counts, in Prometheus' text format.
    [[nodiscard]] std::string metrics_text() const;

private:
    static constexpr std::array methods{
        http::method::get,
        http::method::head,
        http::method::post,
        http::method::put,
        http::method::patch,
        http::method::delete_,
        http::method::options,
    };

    class state;
    std::shared_ptr<state> state_;
};

}  // namespace microfast::proxy
