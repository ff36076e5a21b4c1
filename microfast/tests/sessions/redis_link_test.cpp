#include <microfast/core/error.hpp>
#include <microfast/net/sleep.hpp>
#include <microfast/sessions/redis_link.hpp>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "files/temporary_directory.hpp"
#include "sessions/store_promises.hpp"

namespace microfast::sessions {

namespace {

using std::chrono::milliseconds;

/// Listens in the place of Redis and says to each connection, whatever it asks, a fixed text; then
/// closes it, or waits until the client does.
class pretender {
public:
    enum class then : std::uint8_t { waits, closes };

    explicit pretender(std::string says, then after = then::waits)
        : says_(std::move(says)),
          after_(after),
          listener_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path().copy(address.sun_path, path().size());
        const auto* const name = reinterpret_cast<const sockaddr*>(&address);
        if (::bind(listener_.number(), name, sizeof(address)) != 0) throw error("bind");
        if (::listen(listener_.number(), 16) != 0) throw error("listen");
        thread_ = std::thread([this] { serve(); });
    }
    pretender(const pretender&) = delete;
    pretender& operator=(const pretender&) = delete;
    ~pretender() {
        ::shutdown(listener_.number(), SHUT_RDWR);
        thread_.join();
    }

    [[nodiscard]] std::string path() const { return directory_.path("redis"); }
    [[nodiscard]] int connections() const noexcept { return connections_; }

private:
    void serve() {
        for (;;) {
            const net::descriptor client(::accept(listener_.number(), nullptr, nullptr));
            if (!client.is_open()) return;
            ++connections_;
            std::array<char, 1000> asked;
            if (::recv(client.number(), asked.data(), asked.size(), 0) <= 0) continue;
            (void)::send(client.number(), says_.data(), says_.size(), MSG_NOSIGNAL);
            while (after_ == then::waits &&
                   ::recv(client.number(), asked.data(), asked.size(), 0) > 0) {
            }
        }
    }

    files::temporary_directory directory_;
    std::string says_;
    then after_;
    net::descriptor listener_;
    std::atomic<int> connections_ = 0;
    std::thread thread_;
};

std::shared_ptr<const redis_link_options> options_for(
    const std::string& path, milliseconds pause = milliseconds{0}
) {
    redis_link_options made;
    made.address.socket_path = path;
    made.places = find_places_blocking(made.address);
    made.deadline = milliseconds{20'000};
    made.pause = pause;
    made.waiting = 3;
    return std::make_shared<const redis_link_options>(made);
}

task<std::string> reply_of(std::shared_ptr<const redis_link_options> options) {
    redis_link link(net::event_loop::current(), std::move(options));
    std::string command;
    append_command(command, {"GET", "a"});
    auto asking = link.ask(std::move(command));
    const auto reply = co_await std::move(asking);
    co_return reply.text;
}

std::string failure_of(std::shared_ptr<const redis_link_options> options) {
    looped run;
    try {
        return "no failure but " + run(reply_of(std::move(options)));
    } catch (const error& failed) {
        return failed.what();
    }
}

TEST(redis_link, gives_the_reply) {
    const pretender redis("+PONG\r\n$5\r\nvalue\r\n");
    looped run;
    EXPECT_EQ(run(reply_of(options_for(redis.path()))), "value");
}

TEST(redis_link, says_what_went_wrong) {
    const pretender closing("+PO", pretender::then::closes);
    EXPECT_EQ(
        failure_of(options_for(closing.path())), "Redis is away: it has closed the connection"
    );
    const pretender refusing("-NOAUTH log in\r\n");
    EXPECT_EQ(failure_of(options_for(refusing.path())), "Redis is away: NOAUTH log in");
    const pretender failing("+PONG\r\n-LOADING a data set\r\n");
    EXPECT_EQ(failure_of(options_for(failing.path())), "Redis refuses: LOADING a data set");
    const pretender stranger("HTTP/1.1 400 Bad Request\r\n\r\n");
    EXPECT_EQ(
        failure_of(options_for(stranger.path())), "Redis is away: what it says is not understood"
    );
    const pretender talking("+PONG\r\n+a\r\n+b\r\n");
    EXPECT_EQ(failure_of(options_for(talking.path())), "no failure but a");
    EXPECT_EQ(
        failure_of(options_for("/no/such/socket")), "Redis is away: No such file or directory"
    );
}

TEST(redis_link, waits_no_longer_than_it_may) {
    const pretender silent("");
    auto options = *options_for(silent.path());
    options.deadline = milliseconds{1};
    EXPECT_EQ(
        failure_of(std::make_shared<const redis_link_options>(options)),
        "Redis is away: no answer in 1 ms"
    );
}

task<int> failures(std::shared_ptr<const redis_link_options> options, int times) {
    redis_link link(net::event_loop::current(), std::move(options));
    int failed = 0;
    for (int i = 0; i < times; ++i) {
        std::string command;
        append_command(command, {"PING"});
        auto asking = link.ask(std::move(command));
        try {
            (void)co_await std::move(asking);
        } catch (const error&) {
            ++failed;
        }
    }
    co_return failed;
}

TEST(redis_link, tries_again_only_after_a_pause) {
    const pretender closing("", pretender::then::closes);
    looped run;
    EXPECT_EQ(run(failures(options_for(closing.path(), milliseconds{3'600'000}), 5)), 5);
    EXPECT_EQ(closing.connections(), 1);
    EXPECT_EQ(run(failures(options_for(closing.path()), 5)), 5);
    EXPECT_EQ(closing.connections(), 6);
}

/// A port of this machine that nobody listens at, for as long as this lives.
class closed_port {
public:
    closed_port() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* const name = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof(address);
        if (::bind(socket_.number(), name, size) != 0) throw error("bind");
        if (::getsockname(socket_.number(), name, &size) != 0) throw error("getsockname");
        number_ = ntohs(address.sin_port);
    }
    [[nodiscard]] std::string number() const { return std::to_string(number_); }

private:
    net::descriptor socket_;
    std::uint16_t number_ = 0;
};

TEST(redis_link, looks_its_host_up_again_after_a_failure) {
    const closed_port nobody;
    redis_link_options made;
    made.address.host = "127.0.0.1";
    made.address.port = nobody.number();
    made.places = find_places_blocking({.socket_path = "/no/such/socket"});  // where it was
    made.deadline = milliseconds{20'000};
    made.waiting = 3;
    const auto options = std::make_shared<const redis_link_options>(made);
    const auto until_refused = [](std::shared_ptr<const redis_link_options> of) -> task<int> {
        redis_link link(net::event_loop::current(), std::move(of));
        for (int asked = 1;; ++asked) {
            std::string command;
            append_command(command, {"PING"});
            auto asking = link.ask(std::move(command));
            try {
                (void)co_await std::move(asking);
            } catch (const error& failed) {
                if (std::string(failed.what()).ends_with("Connection refused")) co_return asked;
            }
            co_await net::sleep_for(milliseconds(1));
        }
    };
    looped run;
    EXPECT_GT(run(until_refused(options)), 1);
}

task<void> ask_and_forget(redis_link& link, int& failed) {
    std::string command;
    append_command(command, {"PING"});
    auto asking = link.ask(std::move(command));
    try {
        (void)co_await std::move(asking);
    } catch (const error&) {
        ++failed;
    }
}

TEST(redis_link, lets_only_so_many_wait_and_may_end_before_them) {
    const pretender silent("");
    net::event_loop loop;
    int failed = 0;
    redis_link link(loop, options_for(silent.path()));
    for (int i = 0; i < 5; ++i)
        loop.spawn(ask_and_forget(link, failed));
    loop.post([&loop] { loop.stop(); });
    loop.run();
    EXPECT_EQ(failed, 3);  // the greeting and two of them wait
}

}  // namespace

}  // namespace microfast::sessions
