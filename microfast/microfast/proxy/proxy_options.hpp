/// @file
/// How a reverse proxy chooses, checks, repeats and gives up.
#pragma once

#include <microfast/client/http_client.hpp>
#include <microfast/core/byte_count.hpp>
#include <microfast/proxy/balancer.hpp>
#include <microfast/proxy/retry_budget.hpp>
#include <microfast/proxy/upstream_health.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace microfast::proxy {

struct upstream {
    std::string url;      ///< "http://10.0.0.1:8080"
    unsigned weight = 1;  ///< from 1 to 100
};

/// What the ring hashes. Where the field or the cookie is missing: the address of the client.
struct sticky_key {
    enum class part : std::uint8_t { client_address, header, cookie };

    part from = part::client_address;
    std::string name{};
};

/// What servers read in `Host`.
enum class host_field : std::uint8_t {
    of_client,    ///< as the client sent it
    of_upstream,  ///< the one of their URL
};

struct proxy_options {
    std::vector<upstream> upstreams{};
    balancing policy = balancing::round_robin;
    sticky_key key{};
    passive_health passive{};
    active_health active{};
    retry_options retries{};
    /// The time for a head is below the handler deadline of the server, which ends everything.
    client::client_options client{};
    host_field host = host_field::of_client;
    std::string strip_prefix{};      ///< taken off paths: "/api"
    std::string name = "microfast";  ///< in `Via`
    byte_count replay =
        64_KiB;  ///< a body of an idempotent request up to this is kept to repeat it
};

}  // namespace microfast::proxy
