#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>

#include "server/scripted_source.hpp"
#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast::server {

namespace {

using testing::HasSubstr;
using testing::Not;

/// Serves /file: a file of 20 MB without its first byte.
class file_answer : public testing::Test {
protected:
    file_answer() {
        for (int i = 0; content_.size() < 20'000'000; ++i)
            content_ += std::to_string(i) + " ";
        if (::write(number(), content_.data(), content_.size()) < 0)
            throw std::runtime_error{"write"};
        served_.add_source("/file", [this](http::request&) {
            auto source = pieces({});
            source->range = http::file_range{number(), 1, announced_};
            source->announced = announced_;
            source->on_end = [this] { ended_.set_value(); };
            return source;
        });
        announced_ = content_.size() - 1;
        served_.start();
    }

    [[nodiscard]] int number() const { return ::fileno(file_.get()); }

    void expect_still_serving() {
        test_client client{served_.port()};
        client.send(get("/hello"));
        EXPECT_EQ(client.read().body, "hello");
    }

    std::string content_;
    std::atomic<std::uint64_t> announced_ = 0;
    std::promise<void> ended_;
    std::unique_ptr<FILE, int (*)(FILE*)> file_{std::tmpfile(), std::fclose};
    test_server served_;
};

TEST_F(file_answer, is_sent_whole_and_in_its_turn) {
    test_client client{served_.port()};
    client.send(get("/yield/1/first") + get("/file") + get("/hello") + get("/yield/1/last"));
    expect_still_serving();  // beside a client that does not read yet
    EXPECT_EQ(client.read().body, "first");
    const auto answer = client.read();
    EXPECT_TRUE(answer.has_line("Content-Length: " + std::to_string(announced_)));
    EXPECT_TRUE(answer.body == std::string_view{content_}.substr(1));
    EXPECT_EQ(client.read().body, "hello");
    EXPECT_EQ(client.read().body, "last");
}

TEST_F(file_answer, has_no_body_for_head) {
    test_client client{served_.port()};
    client.send("HEAD /file HTTP/1.1\r\nHost: test\r\n\r\n" + get("/hello"));
    EXPECT_TRUE(client.read(body_of_answer::absent)
                    .has_line("Content-Length: " + std::to_string(announced_)));
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(file_answer, closes_after_it_where_the_client_says_so) {
    test_client client{served_.port()};
    client.send("GET /file HTTP/1.0\r\n\r\n");
    const auto everything = client.read_to_end();
    EXPECT_TRUE(everything.ends_with(std::string_view{content_}.substr(1)));
}

TEST_F(file_answer, is_broken_off_where_the_file_has_become_shorter) {
    announced_ = content_.size() + 5;
    test_client client{served_.port()};
    client.send(get("/file") + get("/hello"));
    EXPECT_THAT(client.read_to_end(), Not(HasSubstr("hello")));
    ended_.get_future().get();
    expect_still_serving();
}

TEST_F(file_answer, lets_go_of_the_file_when_its_client_leaves) {
    test_client client{served_.port()};
    client.send(get("/file"));
    EXPECT_EQ(client.read(body_of_answer::absent).status, 200);
    client.reset();
    ended_.get_future().get();
    expect_still_serving();
}

}  // namespace

}  // namespace microfast::server
