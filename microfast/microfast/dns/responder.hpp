/// @file
/// Whoever answers questions.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/dns/message.hpp>
#include <microfast/http/ip_address.hpp>

namespace microfast::dns {

/// Answers sound queries: one question, of class IN, with an EDNS that is understood.
class responder {
public:
    responder() = default;
    responder(const responder&) = delete;
    responder& operator=(const responder&) = delete;
    virtual ~responder() = default;

    /// `query` outlives the answer's making. What is thrown is answered with SERVFAIL.
    [[nodiscard]] virtual task<message> respond(
        const message& query, const http::ip_address& client
    ) = 0;
};

}  // namespace microfast::dns
