#include <microfast/http/body_source.hpp>
#include <microfast/microfast.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "server/test_client.hpp"

namespace microfast {

namespace {

using std::chrono::milliseconds;

/// Is silent until it has been asked for so many signs of life, then says that it is done.
class silent_source final : public http::body_source {
public:
    explicit silent_source(int signs) : signs_left_(signs) {}

    task<bool> read(std::string& into) override {
        into += "begin ";  // what is being read is not what a sign of life goes into
        while (signs_left_ > 0)
            co_await sleep_for(milliseconds(1));
        into += "end";
        co_return false;
    }
    bool append_heartbeat(std::string& into) override {
        --signs_left_;
        into += "sign ";
        return true;
    }

private:
    int signs_left_;
};

/// Is silent until the deadline, and has nothing to say meanwhile.
class mute_source final : public http::body_source {
public:
    explicit mute_source(int& asked) : asked_(asked) {}

    task<bool> read(std::string& /*into*/) override {
        for (;;)
            co_await sleep_for(milliseconds(1));
    }
    bool append_heartbeat(std::string& /*into*/) override {
        ++asked_;
        return false;
    }

private:
    int& asked_;
};

server::server_options beating(milliseconds interval) {
    server::server_options options{.bind = "127.0.0.1:0"};
    options.workers = 1;
    options.limits.heartbeat = interval;
    return options;
}

auto silent_for(int signs) {
    return [signs](response& answer) { answer.source = std::make_unique<silent_source>(signs); };
}

TEST(heartbeat, is_sent_while_a_source_is_silent) {
    application app;
    app.get("/", silent_for(3));
    app.start(beating(milliseconds{1}));
    server::test_client client(app.port());
    client.send(server::get("/"));
    EXPECT_EQ(client.read().body, "sign sign sign begin end");
    server::test_client old(app.port());
    old.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_TRUE(old.read_to_end().ends_with("\r\n\r\nsign sign sign begin end"));
}

TEST(heartbeat, keeps_a_stream_beyond_the_deadline_of_its_route) {
    application app;
    app.get("/", silent_for(5)).deadline(milliseconds{250});
    app.start(beating(milliseconds{1}));
    server::test_client client(app.port());
    client.send(server::get("/"));
    EXPECT_EQ(client.read().body, "sign sign sign sign sign begin end");
}

TEST(heartbeat, is_as_far_apart_as_the_route_says) {
    application app;
    app.get("/never", silent_for(1)).heartbeat(milliseconds{0}).deadline(milliseconds{200});
    app.get("/soon", silent_for(1)).heartbeat(milliseconds{1});
    app.start(beating(milliseconds{3'600'000}));
    server::test_client client(app.port());
    client.send(server::get("/soon"));
    EXPECT_EQ(client.read().body, "sign begin end");
    client.send(server::get("/never"));
    EXPECT_FALSE(client.read_to_end().ends_with("0\r\n\r\n"));
}

TEST(heartbeat, is_not_for_bodies_that_have_none) {
    int asked = 0;
    application app;
    app.get(
           "/", [&asked](response& answer) { answer.source = std::make_unique<mute_source>(asked); }
    ).deadline(milliseconds{300});
    app.start(beating(milliseconds{1}));
    server::test_client client(app.port());
    client.send(server::get("/"));
    EXPECT_FALSE(client.read_to_end().ends_with("0\r\n\r\n"));
    app.stop();
    EXPECT_EQ(asked, 1);
}

}  // namespace

}  // namespace microfast
