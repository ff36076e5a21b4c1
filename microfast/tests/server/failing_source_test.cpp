#include <microfast/net/use_task.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "server/scripted_source.hpp"
#include "server/test_client.hpp"
#include "server/test_server.hpp"

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

class failing_source : public testing::Test {
protected:
    test_client connect() {
        if (!std::exchange(started_, true)) served_.start();
        return test_client{served_.port()};
    }

    void add(std::string_view pattern, throwing_source::at where) {
        served_.add_source(pattern, [where](http::request&) {
            return std::make_unique<throwing_source>(where);
        });
    }

    void expect_still_serving() {
        auto client = connect();
        client.send(get("/hello"));
        EXPECT_EQ(client.read().body, "hello");
    }

    test_server served_;

private:
    bool started_ = false;
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

}  // namespace

}  // namespace microfast::server
