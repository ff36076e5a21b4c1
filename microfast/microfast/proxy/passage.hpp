/// @file
/// One request through a proxy, from attempt to attempt.
#pragma once

#include <microfast/client/client_error.hpp>
#include <microfast/client/request.hpp>
#include <microfast/http/body_stream.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/proxy/proxy_options.hpp>
#include <microfast/proxy/relayed_bodies.hpp>
#include <microfast/proxy/upstream_group.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace microfast::proxy {

/// Thread safety: none, belongs to one event loop. Lifetime: what it is made of outlives it.
/// Errors: what the client's body throws, and `operation_aborted` when the client has left.
class passage {
public:
    passage(
        const proxy_options& options,
        upstream_group& group,
        http::request& asked,
        http::body_stream& body
    );

    [[nodiscard]] task<http::response> run();

private:
    [[nodiscard]] task<void> take_body();
    [[nodiscard]] task<bool> attempt_at(std::size_t index);
    [[nodiscard]] bool may_repeat(const client::client_error& failed) const noexcept;
    [[nodiscard]] std::uint64_t key() const;
    void relay(client::response answered, attempt record);

    const proxy_options& options_;
    upstream_group& group_;
    http::request& asked_;
    http::body_stream& body_;
    client::request sent_;
    std::optional<relayed_request> relayed_;  // unless the body is kept, or there is none
    std::vector<bool> tried_;
    unsigned attempts_ = 0;
    http::response answer_;
};

}  // namespace microfast::proxy
