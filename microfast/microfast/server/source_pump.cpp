#include <microfast/core/error.hpp>
#include <microfast/net/use_task.hpp>
#include <microfast/server/connection.hpp>
#include <microfast/server/source_pump.hpp>

#include <asio/post.hpp>
#include <spdlog/spdlog.h>

#include <cstddef>
#include <exception>

namespace microfast::server {

namespace {

constexpr std::size_t most_in_one_turn = 256 * 1024;

/// Waits until the client has taken enough, or has gone.
class room {
public:
    explicit room(exchange& streaming) noexcept : streaming_{streaming} {}

    [[nodiscard]] bool await_ready() const noexcept {
        return streaming_.owner == nullptr || streaming_.owner->has_room();
    }
    void await_suspend(std::coroutine_handle<> pump) const noexcept { streaming_.held_up = pump; }
    void await_resume() const noexcept {}

private:
    exchange& streaming_;
};

enum class piece : std::uint8_t { inner, last, failed };

void count(exchange& streaming, piece read) {
    auto& left = streaming.announced_left;
    if (!left) return;
    const auto size = streaming.response.body.size();
    if (size > *left) throw error{"the source of a body gave more than it announced"};
    *left -= size;
    if (read == piece::last && *left > 0) {
        throw error{"the source of a body gave less than it announced"};
    }
}

void report_failure(const exchange& streaming) {
    try {
        throw;
    } catch (const std::exception& failure) {
        spdlog::error("the body of {} failed: {}", streaming.request.target(), failure.what());
    } catch (...) {
        spdlog::error("the body of {} failed", streaming.request.target());
    }
}

/// Reads into the body of the response, at the end trailers into its headers: both are free.
task<piece> read_piece(exchange& streaming) {
    co_await cancelled_by(streaming.cancelled);
    http::response& response = streaming.response;
    try {
        const bool is_more = co_await response.source->read(response.body);
        const auto read = is_more ? piece::inner : piece::last;
        count(streaming, read);
        response.headers.clear();
        if (!is_more) response.source->add_trailers(response.headers);
        co_return read;
    } catch (...) {
        if (streaming.owner != nullptr) report_failure(streaming);
        co_return piece::failed;
    }
}

auto next_turn(environment& shared) {
    return asio::post(shared.loop.executor(), net::use_task);
}

}  // namespace

task<void> pump_source(environment& shared, exchange& streaming) {
    for (std::size_t in_this_turn = 0; streaming.owner != nullptr;) {
        const piece read = co_await read_piece(streaming);
        streaming.since = shared.loop.now();
        in_this_turn += streaming.response.body.size();
        const bool gives_way = in_this_turn > most_in_one_turn || streaming.response.body.empty();
        const bool is_inside_another = shared.inside != nullptr && shared.inside != streaming.owner;
        if (is_inside_another) co_await next_turn(shared);
        if (streaming.owner == nullptr) break;
        if (read == piece::last) streaming.state = exchange_state::sent;
        if (read == piece::failed) streaming.state = exchange_state::broken;
        streaming.owner->on_piece(streaming);
        if (read != piece::inner) co_return;  // the connection has given the exchange back, or will
        if (gives_way) {
            in_this_turn = 0;
            co_await next_turn(shared);
        }
        co_await room(streaming);
    }
    shared.exchanges.give_back(streaming);
}

void append_piece(exchange& streaming, std::string& output) {
    http::response& response = streaming.response;
    if (streaming.rest == http::body_rest::chunked) {
        http::append_chunk(response.body, output);
        if (streaming.state == exchange_state::sent) {
            http::append_last_chunk(response.headers, output);
        }
    } else {
        output += response.body;
    }
    response.body.clear();
}

bool append_heartbeat(exchange& streaming, std::string& output) {
    std::string sign;  // not the body of the response, into which the source is reading
    auto* const source = streaming.response.source.get();
    const bool has_one = source != nullptr && !streaming.announced_left &&
                         source->append_heartbeat(sign) && !sign.empty();
    if (has_one && streaming.rest == http::body_rest::chunked) {
        http::append_chunk(sign, output);
    } else {
        output += sign;
    }
    return has_one;
}

}  // namespace microfast::server
