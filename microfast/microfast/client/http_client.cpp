#include <microfast/client/http_client.hpp>
#include <microfast/http/response_writer.hpp>

#include <algorithm>
#include <utility>

namespace microfast::client {

namespace {

using std::chrono::milliseconds;

constexpr int switching_protocols = 101;
constexpr int most_interim_answers = 8;

http::http_limits head_limits(const client_options& options) noexcept {
    http::http_limits limits;
    limits.head = options.largest_head;
    limits.headers = options.headers;
    return limits;
}

}  // namespace

http_client::http_client(origin where, client_options options)
    : loop_{net::event_loop::current()},
      options_{options},
      limits_{head_limits(options)},
      pool_{loop_, std::move(where), options.pool} {}

task<response> http_client::send(const request& asked) {
    const bool may_repeat = is_idempotent(asked.method) && asked.source == nullptr;
    auto on = co_await pool_.acquire();
    const bool was_used = on->was_used();
    if (was_used && may_repeat) {
        try {
            co_return co_await exchange(std::move(on), asked);
        } catch (const client_error& failed) {
            if (failed.kind() != failure::no_answer || failed.is_timeout()) throw;
        }
        on = {};
        on = co_await pool_.acquire(reuse::refused);
    }
    co_return co_await exchange(std::move(on), asked);
}

task<response> http_client::exchange(lease on, const request& asked) {
    std::string bytes;
    append_request(asked, pool_.where().authority(), bytes);
    bool is_whole = co_await on->send(bytes, options_.send);
    std::string received;
    response_head head;
    if (asked.source != nullptr && is_whole) {
        bool may_send = true;
        if (asked.expect == expectation::continue_)
            may_send = co_await has_leave(*on, received, head, asked.method);
        is_whole = may_send && co_await send_source(*on, *asked.source);
    }
    if (head.status == 0) head = co_await read_head(*on, received, asked.method, options_.head);
    if (!is_whole) head.keep_alive = false;  // the server waits for the rest of the request
    co_return response(
        std::move(on), std::move(head), std::move(received), limits_, options_.silence
    );
}

milliseconds http_client::left_until(net::event_loop::time_point due) const noexcept {
    const auto left = std::chrono::duration_cast<milliseconds>(due - loop_.now());
    return std::max(left, milliseconds(1));
}

/// False if the server has answered instead; its head is in `head` then.
task<bool> http_client::has_leave(
    connection& on, std::string& received, response_head& head, http::method asked_with
) {
    const auto due = loop_.now() + options_.leave;
    try {
        std::size_t scanned = 0;
        for (;;) {
            const auto read = parse_response_head(received, scanned, asked_with, limits_, head);
            if (read.progress == http::parse_progress::complete) {
                received.erase(0, read.consumed);
                const bool has_answered = !head.is_interim();
                if (!has_answered) head = {};
                co_return !has_answered;
            }
            if (read.progress == http::parse_progress::rejected)
                throw client_error(failure::malformed_answer, "the head of an answer is malformed");
            const auto size = co_await on.receive(received, left_until(due), failure::no_answer);
            if (size == 0)
                throw client_error(failure::no_answer, "the server closed before it answered");
        }
    } catch (const client_error& failed) {
        if (!failed.is_timeout()) throw;
    }
    co_return true;
}

task<bool> http_client::send_source(connection& on, http::body_source& source) {
    const auto announced = source.size();
    auto left = announced.value_or(0);
    std::string piece;
    std::string framed;
    for (bool is_more = true; is_more;) {
        piece.clear();
        framed.clear();
        is_more = co_await source.read(piece);
        if (announced && (piece.size() > left || (!is_more && piece.size() < left))) {
            throw client_error(
                failure::request_not_made,
                "the source of a body gave another size than it announced"
            );
        }
        left -= announced ? piece.size() : 0;
        if (!announced) {
            http::append_chunk(piece, framed);
            http::response_headers trailers;
            if (!is_more) source.add_trailers(trailers);
            if (!is_more) http::append_last_chunk(trailers, framed);
        }
        if (!on.is_quiet()) co_return false;
        const std::string& bytes = announced ? piece : framed;
        const bool was_taken = co_await on.send(bytes, options_.send);
        if (!was_taken) co_return false;
    }
    co_return true;
}

task<response_head> http_client::read_head(
    connection& on, std::string& received, http::method asked_with, milliseconds most
) {
    const auto due = loop_.now() + most;
    response_head head;
    std::size_t scanned = 0;
    for (int interim = 0; interim < most_interim_answers;) {
        const auto read = parse_response_head(received, scanned, asked_with, limits_, head);
        if (read.progress == http::parse_progress::rejected) break;
        if (read.progress == http::parse_progress::complete) {
            received.erase(0, read.consumed);
            if (!head.is_interim()) co_return head;
            if (head.status == switching_protocols) break;
            ++interim;
            continue;
        }
        const auto size = co_await on.receive(received, left_until(due), failure::no_answer);
        if (size > 0) continue;
        // Once there is a part of a head it is not a connection that was idle for too long.
        const auto kind = received.empty() ? failure::no_answer : failure::malformed_answer;
        throw client_error(kind, "the server closed before it answered");
    }
    throw client_error(failure::malformed_answer, "the head of an answer is malformed");
}

}  // namespace microfast::client
