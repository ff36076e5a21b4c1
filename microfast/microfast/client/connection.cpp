#include <microfast/client/connection.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/buffer.hpp>
#include <asio/experimental/as_tuple.hpp>
#include <asio/steady_timer.hpp>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

namespace microfast::client {

namespace {

using asio::ip::tcp;

constexpr auto as_result = asio::experimental::as_tuple(net::use_task);
constexpr std::size_t read_size = 16 * 1024;
constexpr std::chrono::milliseconds look_for_answers{50};  // while the server takes nothing

}  // namespace

/// Outlives the one who waits for it: the system's resolver cannot be interrupted.
struct connection::lookup {
    explicit lookup(net::event_loop& loop) : resolver{loop.executor()}, timer{loop.executor()} {}

    tcp::resolver resolver;
    asio::steady_timer timer;
    tcp::resolver::results_type found{};
    std::error_code failed{};
    bool is_done = false;
};

struct connection::line final : net::deadline_wheel::entry {
    line(net::event_loop& loop, connection& belongs_to) : socket{loop.executor()}, of{belongs_to} {}
    void on_deadline(time_point now) override { of.on_deadline(now); }

    tcp::socket socket;
    connection& of;
};

/// While it exists the connection gives up at a deadline.
class connection::time_limit {
public:
    time_limit(connection& of, milliseconds most) : of_{of} {
        of_.is_late_ = false;
        of_.due_ = of_.loop_.now() + most;
        of_.look_again(of_.loop_.now());
    }
    time_limit(const time_limit&) = delete;
    time_limit& operator=(const time_limit&) = delete;
    ~time_limit() { of_.due_ = time_point::max(); }

private:
    connection& of_;
};

connection::connection(net::event_loop& loop)
    : loop_{loop},
      line_{std::make_unique<line>(loop, *this)},
      opened_at_{loop.now()},
      idle_since_{opened_at_} {}

connection::~connection() = default;

void connection::abandon() noexcept {
    line_.reset();
}

tcp::socket& connection::socket() noexcept {
    return line_->socket;
}

void connection::on_deadline(time_point now) {
    if (due_ == time_point::max()) return;  // what was waited for has come
    const bool was_answered = is_sending_ && !is_quiet();
    if (now < due_ && !was_answered) return look_again(now);
    is_late_ = now >= due_;
    std::error_code ignored;
    socket().cancel(ignored);
}

void connection::look_again(time_point now) {
    // Readiness to write does not tell that there is something to read.
    loop_.schedule(*line_, is_sending_ ? std::min(due_, now + look_for_answers) : due_);
}

void connection::fail(std::error_code why, failure kind, std::string_view what) const {
    const bool is_aborted = why == asio::error::operation_aborted;
    if (is_late_) {
        throw client_error(
            kind, fmt::format("{}: it took too long", what), client_error::reason::timed_out
        );
    }
    if (is_aborted) throw std::system_error{why};
    throw client_error(kind, fmt::format("{}: {}", what, why.message()));
}

task<tcp::resolver::results_type> connection::resolve(const origin& to, milliseconds most) {
    std::error_code is_name;
    const auto address = asio::ip::make_address(to.host, is_name);
    if (!is_name) {
        co_return tcp::resolver::results_type::create(tcp::endpoint{address, to.port}, to.host, {});
    }
    const auto asked = std::make_shared<lookup>(loop_);
    asked->timer.expires_after(most);
    asked->resolver.async_resolve(
        to.host,
        std::to_string(to.port),
        [asked](std::error_code failed, tcp::resolver::results_type found) {
            asked->failed = failed;
            asked->found = std::move(found);
            asked->is_done = true;
            asked->timer.cancel();
        }
    );
    if (!asked->is_done) {
        const auto [woken] = co_await asked->timer.async_wait(as_result);
        if (!asked->is_done) asked->resolver.cancel();  // also what waits for the resolver's thread
        if (!asked->is_done && woken) throw std::system_error{woken};  // the task is cancelled
    }
    if (!asked->is_done) {
        throw client_error(
            failure::not_connected,
            "resolving " + to.host + ": it took too long",
            client_error::reason::timed_out
        );
    }
    if (asked->failed) fail(asked->failed, failure::not_connected, "resolving " + to.host);
    co_return asked->found;
}

task<void> connection::connect_any(const tcp::resolver::results_type& addresses, const origin& to) {
    std::error_code last;
    for (const auto& each : addresses) {
        std::error_code ignored;
        socket().close(ignored);
        const auto [failed] = co_await socket().async_connect(each.endpoint(), as_result);
        last = failed;
        if (!failed || is_late_ || failed == asio::error::operation_aborted) break;
    }
    if (last) fail(last, failure::not_connected, "connecting to " + to.authority());
}

task<void> connection::connect(const origin& to, milliseconds most) {
    const auto begun = loop_.now();
    is_late_ = false;
    const auto addresses = co_await resolve(to, most);
    const auto used = std::chrono::duration_cast<milliseconds>(loop_.now() - begun);
    const time_limit limit(*this, most - std::min(used, most));
    co_await connect_any(addresses, to);
    socket().non_blocking(true);
    std::error_code ignored;
    socket().set_option(tcp::no_delay(true), ignored);
    opened_at_ = loop_.now();
}

task<bool> connection::send(std::string_view bytes, milliseconds most) {
    is_late_ = false;
    while (!bytes.empty()) {
        std::error_code failed;
        const auto size = socket().write_some(asio::buffer(bytes), failed);
        bytes.remove_prefix(size);
        if (!failed) continue;
        if (failed != asio::error::would_block && has_input()) co_return false;
        if (failed != asio::error::would_block) fail(failed, failure::no_answer, "sending");
        if (!is_quiet()) co_return false;
        is_sending_ = true;
        const time_limit limit(*this, most);
        const auto [stopped] = co_await socket().async_wait(tcp::socket::wait_write, as_result);
        is_sending_ = false;
        if (stopped && !is_late_ && !is_quiet()) co_return false;
        if (stopped) fail(stopped, failure::no_answer, "sending");
    }
    co_return true;
}

task<std::size_t> connection::receive(std::string& into, milliseconds most, failure kind) {
    const auto before = into.size();
    is_late_ = false;
    for (;;) {
        into.resize(before + read_size);
        std::error_code failed;
        const auto size = socket().read_some(asio::buffer(&into[before], read_size), failed);
        into.resize(before + size);
        if (failed == asio::error::eof) co_return 0;
        if (!failed) co_return size;
        if (failed != asio::error::would_block) fail(failed, kind, "receiving");
        const time_limit limit(*this, most);
        const auto [stopped] = co_await socket().async_wait(tcp::socket::wait_read, as_result);
        if (stopped) fail(stopped, kind, "receiving");
    }
}

bool connection::is_quiet() {
    char byte = 0;
    const auto seen = ::recv(socket().native_handle(), &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT);
    return seen < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

bool connection::has_input() {
    char byte = 0;
    return ::recv(socket().native_handle(), &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT) > 0;
}

}  // namespace microfast::client
