/// @file
/// A request as a handler sees it.
#pragma once

#include <microfast/http/header_fields.hpp>
#include <microfast/http/ip_address.hpp>
#include <microfast/http/method.hpp>
#include <microfast/http/request_head.hpp>

#include <array>
#include <cassert>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace microfast::http {

class body_stream;
class request_context;

/// One request: head, body and the parameters of its route, all as views.
///
/// Lifetime: the views point into the buffers of the connection. A plain handler may use them until
/// it returns, a coroutine handler until it ends; nobody may keep them longer. Moving a request
/// keeps them valid. Thread safety: none, belongs to one exchange.
class request {
public:
    static constexpr std::size_t most_parameters = 16;

    [[nodiscard]] http::method method() const noexcept { return head_.method; }
    [[nodiscard]] http_version version() const noexcept { return head_.version; }

    /// The target as sent: "/a%20b?c=d".
    [[nodiscard]] std::string_view target() const noexcept { return head_.target; }

    /// The path, percent-decoded once, dot segments removed: "/a b". UTF-8 only if the client
    /// meant it to be.
    [[nodiscard]] std::string_view path() const noexcept { return head_.path; }

    /// What follows the question mark, as sent: "c=d".
    [[nodiscard]] std::string_view query_string() const noexcept { return head_.query; }

    /// The host, and port if there is one, that the client asked for.
    [[nodiscard]] std::string_view authority() const noexcept { return head_.authority; }

    /// The value of the field of that name, in any mix of cases. Several lines of it are joined in
    /// their order: of Cookie by "; ", of others by ", "; of a field that has only one value the
    /// first counts. `headers()` has the lines as they came.
    [[nodiscard]] std::optional<std::string_view> header(header_name name) const noexcept {
        return head_.headers.combined(name);
    }
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept {
        return head_.headers.combined(name);
    }

    /// All fields in the order they were sent.
    [[nodiscard]] const header_fields& headers() const noexcept { return head_.headers; }

    /// The whole body, out of its framing.
    [[nodiscard]] std::string_view body() const noexcept { return body_; }

    /// The body as it arrives, on a route that streams bodies; `body()` is empty there. Null on any
    /// other route.
    [[nodiscard]] http::body_stream* body_stream() const noexcept { return body_stream_; }

    /// What the path has in the place of `{name}`, decoded. Throws `error` if the route has no such
    /// parameter.
    [[nodiscard]] std::string_view parameter(std::string_view name) const;

    /// The same by its place in the pattern, counted from 0; there must be as many.
    [[nodiscard]] std::string_view parameter_at(std::size_t index) const noexcept {
        assert(index < parameter_count_);
        return parameters_[index].value;
    }

    /// Values, background tasks and the stop token of this request; made when first asked for.
    [[nodiscard]] request_context& context();

    /// The same, null if nobody has asked for it.
    [[nodiscard]] request_context* find_context() const noexcept { return context_.get(); }

    /// Where the request came from: the address of the peer, or of the client where trusted proxies
    /// name it. "::" where nobody said: in tests, and on sockets that have no addresses.
    [[nodiscard]] const ip_address& client_address() const noexcept { return client_address_; }

    /// The pattern of the route that answers it, "/users/{id}"; empty if none does. For logs and
    /// metrics: there are as many as routes, whatever clients send.
    [[nodiscard]] std::string_view route_pattern() const noexcept { return route_pattern_; }

    /// If no route answers it: the methods that its path has, none if no pattern matches the path.
    [[nodiscard]] method_set allowed_methods() const noexcept { return allowed_methods_; }

    // For the server and the router, which fill a request.

    [[nodiscard]] request_head& head() noexcept { return head_; }
    [[nodiscard]] const request_head& head() const noexcept { return head_; }
    void set_body(std::string_view body) noexcept { body_ = body; }
    /// `stream` must outlive the request.
    void set_body_stream(http::body_stream* stream) noexcept { body_stream_ = stream; }

    /// Adds a parameter; `name` must outlive the request, `value` be part of its path.
    void add_parameter(std::string_view name, std::string_view value) noexcept {
        parameters_[parameter_count_++] = {name, value};
    }
    void clear_parameters() noexcept { parameter_count_ = 0; }
    void set_client_address(const ip_address& address) noexcept { client_address_ = address; }
    /// `pattern` must outlive the request.
    void set_route_pattern(std::string_view pattern) noexcept { route_pattern_ = pattern; }
    void set_allowed_methods(method_set methods) noexcept { allowed_methods_ = methods; }

    /// The bytes in `from`, which views of this request may point to, were copied to `to`: moves
    /// those views.
    void relocate(std::string_view from, const char* to) noexcept;

    /// Ready for the next request; memory is kept.
    void clear() noexcept;

private:
    struct path_parameter {
        std::string_view name;
        std::string_view value;
    };

    struct destroy_context {
        void operator()(request_context* context) const noexcept;
    };

    request_head head_;
    std::string_view body_;
    http::body_stream* body_stream_ = nullptr;
    std::array<path_parameter, most_parameters> parameters_;
    std::size_t parameter_count_ = 0;
    std::string_view route_pattern_;
    ip_address client_address_;
    method_set allowed_methods_;
    std::unique_ptr<request_context, destroy_context> context_;
};

}  // namespace microfast::http
