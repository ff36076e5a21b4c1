#include <microfast/http/cookies.hpp>
#include <microfast/http/problem.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/middleware/trusted_proxies.hpp>
#include <microfast/proxy/message_fields.hpp>
#include <microfast/proxy/passage.hpp>

namespace microfast::middleware {
class decoded_stream;  // of the part for compression, which leaves one in the request's context
}

namespace microfast::proxy {

namespace {

using client::client_error;
using client::failure;

constexpr int bad_gateway = 502;
constexpr int gateway_timeout = 504;
constexpr int no_content = 204;
constexpr int not_modified = 304;

request_source source_of(const http::request& asked) {
    const auto scheme = middleware::forwarded_scheme(asked);
    return {
        asked.client_address(),
        scheme.empty() ? "http" : scheme,
        middleware::forwarded_host(asked)};
}

/// A layer of ours has taken the coding off the body, so that its length is not known any more.
bool is_decoded(const http::request& asked) noexcept {
    const auto* context = asked.find_context();
    return context != nullptr && context->find<middleware::decoded_stream>() != nullptr;
}

http::response unavailable(std::string_view why) {
    auto answer = http::problem(http::status::service_unavailable, why);
    answer.headers.append("Retry-After", "1");
    return answer;
}

/// Says nothing of where the servers are.
http::response to_answer(const client_error& failed) {
    switch (failed.kind()) {
        case failure::busy: return unavailable("all connections to the servers are in use");
        case failure::malformed_answer:
            return http::problem(bad_gateway, "the server gave an answer that is not HTTP");
        case failure::request_not_made:
            return http::problem(http::status::internal_server_error, {});
        default: break;
    }
    if (failed.is_timeout())
        return http::problem(gateway_timeout, "the server did not answer in time");
    return http::problem(bad_gateway, "the server cannot be reached");
}

}  // namespace

passage::passage(
    const proxy_options& options,
    upstream_group& group,
    http::request& asked,
    http::body_stream& body
)
    : options_{options},
      group_{group},
      asked_{asked},
      body_{body},
      tried_(group.size()) {
    sent_.method = asked.method();
    sent_.target = forwarded_target(asked.head(), options.strip_prefix);
    if (options.host == host_field::of_client) sent_.authority = asked.authority();
    add_request_fields(asked.head(), source_of(asked), options.name, sent_.headers);
    if (const auto left = most_forwards(asked.headers()))
        sent_.headers.append("Max-Forwards", std::to_string(*left - (*left > 0 ? 1 : 0)));
    if (is_decoded(asked)) sent_.headers.remove("Content-Encoding");
    if (asked.head().expects_continue) sent_.expect = client::expectation::continue_;
}

std::uint64_t passage::key() const {
    if (options_.key.from == sticky_key::part::header) {
        if (const auto value = asked_.header(options_.key.name)) return hash_key(*value);
    }
    if (options_.key.from == sticky_key::part::cookie) {
        const auto cookies = asked_.header(http::header_name::cookie).value_or("");
        if (const auto value = http::cookie_view(cookies).find(options_.key.name))
            return hash_key(*value);
    }
    return hash_key(asked_.client_address().to_string());
}

/// A small body that may have to be sent again is taken whole; any other one streams.
task<void> passage::take_body() {
    const auto& head = asked_.head();
    if (head.framing == http::body_framing::none) co_return;
    const bool has_length = head.framing == http::body_framing::length && !is_decoded(asked_);
    const bool is_kept = has_length && head.content_length <= options_.replay.value &&
                         client::is_idempotent(sent_.method);
    if (is_kept) {
        for (auto piece = co_await body_.read(); !piece.empty(); piece = co_await body_.read())
            sent_.body += piece;
        co_return;
    }
    relayed_.emplace(
        body_, has_length ? std::optional(head.content_length) : std::optional<std::uint64_t>{}
    );
    sent_.source = &*relayed_;
}

bool passage::may_repeat(const client_error& failed) const noexcept {
    if (relayed_ && relayed_->was_read()) return false;
    if (failed.nothing_was_sent()) return true;
    return failed.kind() == failure::no_answer && !failed.is_timeout() &&
           client::is_idempotent(sent_.method);
}

task<http::response> passage::run() {
    co_await take_body();
    group_.retries().on_request();
    answer_ = unavailable("no server is up");
    const auto hash = options_.policy == balancing::ring ? key() : 0;
    while (const auto index = group_.choose(hash, tried_)) {
        tried_[*index] = true;
        const bool is_over = co_await attempt_at(*index);
        if (is_over || ++attempts_ >= options_.retries.attempts) break;
        if (!group_.retries().take()) break;
    }
    co_return std::move(answer_);
}

/// False if another server should be asked. Either way there is an answer.
task<bool> passage::attempt_at(std::size_t index) {
    auto record = group_.begin(index);
    if (attempts_ > 0) record.count_retry();
    try {
        auto answered = co_await group_.client(index).send(sent_);
        relay(std::move(answered), std::move(record));
        co_return true;
    } catch (const client_error& failed) {
        const bool is_ours =
            failed.kind() == failure::busy || failed.kind() == failure::request_not_made;
        if (!is_ours) record.fail();
        answer_ = to_answer(failed);
        co_return !may_repeat(failed);
    }
}

void passage::relay(client::response answered, attempt record) {
    answer_ = {};
    answer_.status = answered.status();
    add_response_fields(answered.head(), options_.name, answer_.headers);
    if (answered.head().framing == client::answer_framing::none) record.succeed();
    if (answer_.status == no_content || answer_.status == not_modified) return;
    answer_.source = std::make_unique<relayed_answer>(std::move(answered), std::move(record));
}

}  // namespace microfast::proxy
