#include <microfast/http/request_context.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/post.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>

#include "server/parking.hpp"
#include "server/scripted_source.hpp"
#include "server/served_test.hpp"

namespace microfast::server {

namespace {

using testing::HasSubstr;
using testing::Not;

/// Throws where it is asked for what a test names.
class throwing_source final : public http::body_source {
public:
    enum class at { size, file, read, trailers };

    explicit throwing_source(at where) : where_{where} {}

    [[nodiscard]] task<bool> read(std::string& into) override {
        fail_at(at::read);
        return give(into);
    }
    [[nodiscard]] std::optional<std::uint64_t> size() const override {
        fail_at(at::size);
        return std::nullopt;
    }
    [[nodiscard]] const http::file_range* file() const override {
        fail_at(at::file);
        return nullptr;
    }
    void add_trailers(http::response_headers& /*trailers*/) override { fail_at(at::trailers); }

private:
    static task<bool> give(std::string& into) {
        into += "all";
        co_return false;
    }
    void fail_at(at here) const {
        if (here == where_) throw std::runtime_error{"the source is broken"};
    }

    const at where_;
};

class failing_source : public served_test {
protected:
    void add(std::string_view pattern, throwing_source::at where) {
        served_.add_source(pattern, [where](http::request&) {
            return std::make_unique<throwing_source>(where);
        });
    }
};

TEST_F(failing_source, is_answered_with_500_if_nothing_was_sent) {
    add("/size", throwing_source::at::size);
    add("/file", throwing_source::at::file);
    for (const auto* const path : {"/size", "/file"}) {
        auto client = connect();
        client.send(get(path) + get("/hello"));
        const auto refusal = client.read();
        EXPECT_EQ(refusal.status, 500);
        EXPECT_THAT(refusal.body, Not(HasSubstr("broken")));
        EXPECT_EQ(client.read().body, "hello");
        client.send(
            "HEAD " + std::string{path} + " HTTP/1.1\r\nHost: test\r\n\r\n" + get("/hello")
        );
        static_cast<void>(client.read(body_of_answer::absent));
        EXPECT_EQ(client.read().body, "hello");
        auto old = connect();
        old.send("GET " + std::string{path} + " HTTP/1.0\r\n\r\n");
        EXPECT_EQ(old.read().status, 500);
    }
}

TEST_F(failing_source, is_broken_off_once_its_head_is_sent) {
    add("/read", throwing_source::at::read);
    add("/trailers", throwing_source::at::trailers);
    for (const auto* const path : {"/read", "/trailers"}) {
        auto client = connect();
        client.send(get(path) + get("/hello"));
        const auto everything = client.read_to_end();
        EXPECT_THAT(everything, Not(HasSubstr("hello")));
        EXPECT_FALSE(everything.ends_with("0\r\n\r\n")) << everything;
        expect_still_serving();
    }
}

TEST_F(failing_source, breaks_its_connection_off) {
    const auto failing = [](http::request&) {
        auto left = std::make_shared<int>(2);
        return std::make_unique<scripted_source>([left](std::string& into) -> task<bool> {
            co_await asio::post(net::event_loop::current().executor(), net::use_task);
            if (--*left == 0) throw std::runtime_error{"out of pieces"};
            into += "piece";
            co_return true;
        });
    };
    served_.add_source("/failing", failing);
    served_.add_source("/failing-known", [failing](http::request& request) {
        auto source = failing(request);
        source->announced = 100;
        return source;
    });
    for (const std::string path : {"/failing", "/failing-known"}) {
        auto client = connect();
        client.send(get(path) + get("/hello"));
        EXPECT_THROW(static_cast<void>(client.read()), std::runtime_error);
    }
    auto old = connect();
    old.send("GET /failing HTTP/1.0\r\n\r\n");
    old.wait_for_reset();  // to close would look like the end of the body
    expect_still_serving();
}

TEST_F(failing_source, has_nothing_sent_behind_it_if_it_fails_at_once) {
    served_.add_source("/at-once", [](http::request&) {
        return std::make_unique<scripted_source>([](std::string&) -> task<bool> {
            throw std::runtime_error{"nothing to give"};
            co_return true;
        });
    });
    auto client = connect();
    client.send(get("/at-once") + get("/hello"));
    EXPECT_THAT(client.read_to_end(), Not(HasSubstr("hello")));
    expect_still_serving();
}

TEST_F(failing_source, takes_no_answer_away_that_was_before_it) {
    add("/read", throwing_source::at::read);
    auto client = connect();
    client.send(get("/yield/1/first") + post("/echo", "second") + get("/read") + get("/hello"));
    EXPECT_EQ(client.read().body, "first");
    EXPECT_EQ(client.read().body, "second");
    EXPECT_THAT(client.read_to_end(), Not(HasSubstr("hello")));
}

task<bool> fail_when_woken(parking& waits) {
    co_await waits;
    throw std::runtime_error{"nobody listens"};
}

TEST_F(failing_source, may_fail_when_its_client_leaves_in_the_middle_of_another_request) {
    parking waits;
    served_.add_source("/until-left", [&](http::request& request) {
        using callback = std::stop_callback<std::function<void()>>;
        const auto token = request.context().stop_token();
        auto told = std::make_shared<callback>(token, [&] { waits.resume_all(); });
        return std::make_unique<scripted_source>([&, told](std::string&) {
            return fail_when_woken(waits);
        });
    });
    auto client = connect();
    client.send(get("/until-left"));
    waits.entered.get_future().get();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nab");
    client.close_sending();
    EXPECT_THAT(client.read_to_end(), Not(HasSubstr("400")));
    expect_still_serving();
}

TEST_F(failing_source, is_one_that_is_not_as_long_as_announced) {
    for (const std::uint64_t announced : {3U, 50U}) {
        served_.add_source("/" + std::to_string(announced), [announced](http::request&) {
            auto source = pieces({"12", "34", "56"});
            source->announced = announced;
            return source;
        });
    }
    auto shorter = connect();
    shorter.send(get("/50"));
    EXPECT_THROW(static_cast<void>(shorter.read()), std::runtime_error);
    auto longer = connect();
    longer.send(get("/3") + get("/hello"));
    EXPECT_THAT(longer.read_to_end(), Not(HasSubstr("hello")));
}

}  // namespace

}  // namespace microfast::server
