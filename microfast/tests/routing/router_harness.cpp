#include "routing/router_harness.hpp"

#include <microfast/http/head_parser.hpp>

#include <gtest/gtest.h>

namespace microfast::routing {

read_request::read_request(std::string_view method, std::string_view target, std::string_view host)
    : bytes_(
          std::string(method) + " " + std::string(target) +
          " HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n"
      ) {
    std::size_t scanned = 0;
    const auto result = http::parse_head(bytes_, scanned, {}, request.head());
    EXPECT_EQ(result.progress, http::parse_progress::complete) << bytes_;
}

router with_routes(
    std::initializer_list<std::pair<http::method, const char*>> routes, router_options options
) {
    router table(options);
    for (const auto& [method, pattern] : routes)
        table.add(method, pattern, {});
    return table;
}

std::string found(
    const router& table, std::string_view method, std::string_view target, std::string_view host
) {
    read_request read(method, target, host);
    const auto match = table.find(read.request);
    if (match.outcome != match_outcome::found) {
        http::response answer;
        match.route->handler.plain(match.route->handler.callable.get(), read.request, answer);
        const auto location = answer.headers.find("Location");
        const auto detail = location ? location : answer.headers.find("Allow");
        return std::to_string(answer.status) + " " + std::string(detail.value_or(""));
    }
    auto text = match.route->pattern;
    for (const auto& name : match.route->parameter_names) {
        text += " " + name + "=" + std::string(read.request.parameter(name));
    }
    return text;
}

}  // namespace microfast::routing
