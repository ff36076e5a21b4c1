#include <microfast/net/descriptor.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/poller.hpp>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <functional>
#include <new>
#include <string_view>
#include <utility>

namespace microfast::net {

namespace {

class counting_watcher final : public watcher {
public:
    explicit counting_watcher(std::function<void(readiness)> action) : action_{std::move(action)} {}
    void on_ready(readiness found) override {
        ++calls;
        action_(found);
    }

    int calls = 0;

private:
    std::function<void(readiness)> action_;
};

/// The two ends of a connection.
struct socket_pair {
    socket_pair() {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) throw std::bad_alloc{};
        ours = descriptor{ends[0]};
        theirs = descriptor{ends[1]};
        ::fcntl(ours.number(), F_SETFL, O_NONBLOCK);
    }

    void write(std::string_view bytes) const {
        EXPECT_EQ(::write(theirs.number(), bytes.data(), bytes.size()), std::ssize(bytes));
    }
    void read_one() const {
        char byte = 0;
        EXPECT_EQ(::read(ours.number(), &byte, 1), 1);
    }

    descriptor ours;
    descriptor theirs;
};

class poller : public testing::TestWithParam<poller_kind> {
protected:
    event_loop loop_{{.poller = GetParam(), .tick = std::chrono::milliseconds{10}}};
};

TEST_P(poller, tells_again_until_everything_is_read) {
    const socket_pair connection;
    counting_watcher reader{[&](readiness found) {
        EXPECT_TRUE(found.readable);
        EXPECT_FALSE(found.writable);
        connection.read_one();
        if (reader.calls == 3) loop_.stop();
    }};
    loop_.readiness().watch(connection.ours.number(), interest::read, reader);
    connection.write("abc");
    loop_.run();
    EXPECT_EQ(reader.calls, 3);
    loop_.readiness().forget(connection.ours.number(), reader);
}

TEST_P(poller, tells_only_what_is_wanted) {
    const socket_pair connection;
    connection.write("abc");
    counting_watcher writer{[&](readiness found) {
        EXPECT_TRUE(found.writable);
        EXPECT_FALSE(found.readable);
        loop_.readiness().change(connection.ours.number(), interest::none, writer);
        loop_.post([&] { loop_.post([&] { loop_.stop(); }); });
    }};
    loop_.readiness().watch(connection.ours.number(), interest::none, writer);
    loop_.post([&] {
        EXPECT_EQ(writer.calls, 0);
        loop_.readiness().change(connection.ours.number(), interest::write, writer);
    });
    loop_.run();
    EXPECT_EQ(writer.calls, 1);
    loop_.readiness().forget(connection.ours.number(), writer);
}

TEST_P(poller, does_not_call_a_watcher_that_another_one_has_forgotten) {
    socket_pair first;
    socket_pair second;
    std::function<void(readiness)> forget_both;
    counting_watcher one{[&](readiness found) { forget_both(found); }};
    counting_watcher other{[&](readiness found) { forget_both(found); }};
    forget_both = [&](readiness) {
        loop_.readiness().forget(first.ours.number(), one);
        loop_.readiness().forget(second.ours.number(), other);
        first.ours.close();
        second.ours.close();
        loop_.post([&] { loop_.post([&] { loop_.stop(); }); });
    };
    loop_.readiness().watch(first.ours.number(), interest::read, one);
    loop_.readiness().watch(second.ours.number(), interest::read, other);
    first.write("a");
    second.write("b");
    loop_.run();
    EXPECT_EQ(one.calls + other.calls, 1);
}

INSTANTIATE_TEST_SUITE_P(
    both,
    poller,
    testing::Values(poller_kind::system, poller_kind::portable),
    [](const auto& kind) { return kind.param == poller_kind::system ? "system" : "portable"; }
);

}  // namespace

}  // namespace microfast::net
