#include "conduct/conduct.hpp"

#include <microfast/core/error.hpp>
#include <microfast/files/static_files.hpp>
#include <microfast/http/body_source.hpp>
#include <microfast/http/cookies.hpp>
#include <microfast/http/forwarded.hpp>
#include <microfast/http/multipart_stream.hpp>
#include <microfast/http/status.hpp>
#include <microfast/http/urlencoded.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <charconv>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace microfast::conduct {

namespace {

using http::method;
using http::request;
using http::response;

std::string make_folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "conduct-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    return pattern;
}

int to_number(std::string_view digits) {
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

void add_echoes(server::test_server& server) {
    server.add_plain(method::get, "/field/{name}", [](request& asked, response& answer) {
        answer.set_text(asked.header(asked.parameter("name")).value_or("(none)"));
    });
    server.add_plain(method::get, "/fields", [](request& asked, response& answer) {
        for (const auto& field : asked.headers())
            answer.body.append(field.name).append("=").append(field.value).append("|");
        answer.headers.set("Content-Type", "text/plain; charset=utf-8");
    });
    server.add_plain(method::post, "/fields", [](request& asked, response& answer) {
        for (const auto& field : asked.headers())
            answer.body.append(field.name).append("=").append(field.value).append("|");
        answer.headers.set("Content-Type", "text/plain; charset=utf-8");
    });
    server.add_plain(method::get, "/authority", [](request& asked, response& answer) {
        answer.set_text(asked.authority());
    });
    server.add_plain(method::post, "/length", [](request& asked, response& answer) {
        answer.set_text(std::to_string(asked.body().size()));
    });
    const routing::route_options limited{.body_limit = 1_KiB};
    server.add_plain(
        method::post,
        "/limited",
        [](request& asked, response& answer) { answer.set_text(asked.body()); },
        limited
    );
}

void add_answers(server::test_server& server) {
    server.add_plain(method::get, "/status/{code}", [](request& asked, response& answer) {
        answer.set_text("content");
        answer.status = to_number(asked.parameter("code"));
    });
    server.add_plain(method::get, "/throws", [](request&, response&) {
        throw std::runtime_error("the secret reason");
    });
    server.add_plain(method::get, "/bad-field", [](request& asked, response& answer) {
        std::string value;
        const auto sent = http::query_view(asked.query_string()).find("value").value_or("");
        static_cast<void>(http::append_urldecoded(value, sent));
        answer.set_text("answered");
        answer.headers.append("X-Value", value);
    });
    server.add_plain(method::get, "/redirect", [](request& asked, response& answer) {
        std::string where;
        const auto sent = http::query_view(asked.query_string()).find("to").value_or("");
        static_cast<void>(http::append_urldecoded(where, sent));
        answer.status = http::status::temporary_redirect;
        answer.headers.append("Location", where);
    });
    server.add_plain(method::get, "/cookie", [](request& asked, response& answer) {
        const bool crosses_sites = asked.query_string() == "none";
        http::set_cookie(
            answer.headers,
            {.name = crosses_sites ? "a" : "__Host-a",
             .value = "1",
             .secure = !crosses_sites,
             .same_site = crosses_sites ? http::same_site::none : http::same_site::lax}
        );
        answer.set_text("set");
    });
}

/// "piece 0 piece 1 ..." of a length that it does not know; fails before the last one if told so.
class counted_pieces : public http::body_source {
public:
    counted_pieces(int count, bool fails) : count_{count}, fails_{fails} {}

    task<bool> read(std::string& into) override {
        if (fails_ && given_ + 1 == count_) throw std::runtime_error("the secret reason");
        into += "piece " + std::to_string(given_) + ' ';
        co_return ++given_ < count_;
    }

private:
    int count_;
    int given_ = 0;
    bool fails_;
};

void add_streams(server::test_server& server) {
    const auto add = [&server](std::string_view pattern, bool fails) {
        server.add_plain(method::get, pattern, [fails](request& asked, response& answer) {
            answer.headers.append("Content-Type", "text/plain; charset=utf-8");
            answer.source =
                std::make_unique<counted_pieces>(to_number(asked.parameter("count")), fails);
        });
    };
    add("/pieces/{count}", false);
    add("/broken/{count}", true);
}

/// A value that requests change, to see in which order they ran.
void add_value(server::test_server& server) {
    struct guarded_value {
        std::mutex mutex;
        std::string text;
    };
    const auto value = std::make_shared<guarded_value>();
    server.add_plain(method::put, "/value/{text}", [value](request& asked, response& answer) {
        const std::lock_guard lock(value->mutex);
        value->text = asked.parameter("text");
        answer.status = http::status::no_content;
    });
    server.add_plain(method::get, "/value", [value](request&, response& answer) {
        const std::lock_guard lock(value->mutex);
        answer.set_text(value->text);
    });
}

int to_status(http::urlencoded_result result) {
    switch (result) {
        case http::urlencoded_result::complete: return http::status::ok;
        case http::urlencoded_result::malformed: return http::status::bad_request;
        case http::urlencoded_result::too_many_pairs: return http::status::content_too_large;
    }
    return http::status::internal_server_error;
}

/// "name:filename=content|" of each part, read while they arrive.
task<void> list_parts(request& asked, response& answer) {
    const auto type = asked.header(http::header_name::content_type).value_or("");
    const auto boundary = http::multipart_boundary(type);
    if (!boundary) throw http_error(http::status::bad_request, "no boundary");
    http::multipart_stream parts(*asked.body_stream(), *boundary);
    std::string text;
    while (const auto* each = co_await parts.next()) {
        text += each->name + ":" + each->filename.value_or("") + "=";
        for (auto piece = co_await parts.read(); !piece.empty(); piece = co_await parts.read())
            text += piece;
        text += "|";
    }
    answer.set_text(text);
}

void add_forms(server::test_server& server) {
    server.add_plain(method::post, "/form", [](request& asked, response& answer) {
        http::urlencoded_fields fields;
        answer.status = to_status(fields.parse(asked.body()));
        std::string text;
        for (const auto& [name, value] : fields)
            text.append(name).append("=").append(value).append("|");
        answer.set_text(text);
    });
    server.add_coroutine(method::post, "/upload", &list_parts, {.streams_body = true});
}

void add_origin(server::test_server& server) {
    server.add_plain(method::get, "/origin", [](request& asked, response& answer) {
        http::ip_networks trusted;
        const bool trusts_us = asked.query_string() == "trusted";
        trusted.add(trusts_us ? "127.0.0.0/8" : "203.0.113.0/24");
        const auto peer = *http::ip_address::parse("127.0.0.1");
        const auto origin =
            http::find_origin(asked.headers(), peer, trusted, http::forwarding_fields::x_forwarded);
        answer.set_text(origin.client.to_string());
    });
}

std::unique_ptr<served>& kept_server() {
    static std::unique_ptr<served> kept;
    return kept;
}

/// Stops the shared server while everything that its threads use is still there.
class end_of_tests : public testing::Environment {
public:
    void TearDown() override { kept_server().reset(); }
};

const auto* const registered = testing::AddGlobalTestEnvironment(new end_of_tests);

}  // namespace

served::served(server::server_options options)
    : folder_{make_folder()},
      server_{std::move(options)} {
    add_echoes(server_);
    add_answers(server_);
    add_streams(server_);
    add_value(server_);
    add_forms(server_);
    add_origin(server_);
    server_.add(method::get, "/static/{path*}", files::static_files(folder_).to_handler());
    server_.start();
}

served::~served() {
    server_.stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

served& the_server() {
    auto& shared = kept_server();
    if (shared == nullptr) shared = std::make_unique<served>();
    return *shared;
}

void expect_refused(const std::vector<sent>& rows, std::initializer_list<int> statuses) {
    for (const auto& [what, bytes] : rows) {
        SCOPED_TRACE(what);
        try {
            wire client(the_server().port());
            client.send_what_is_taken(bytes);
            const auto refusal = client.read();
            EXPECT_THAT(statuses, testing::Contains(refusal.status));
            EXPECT_TRUE(client.is_closed()) << "the connection goes on";
        } catch (const std::exception& failure) {
            ADD_FAILURE() << failure.what();
        }
    }
    EXPECT_EQ(ask(get("/hello")).body, "hello");
}

void expect_answered(const std::vector<sent>& rows, const std::vector<int>& statuses) {
    for (const auto& [what, bytes] : rows) {
        SCOPED_TRACE(what);
        try {
            wire client(the_server().port());
            client.send(bytes);
            for (const auto status : statuses)
                EXPECT_EQ(client.read().status, status);
            client.send(get("/hello"));
            EXPECT_EQ(client.read().body, "hello");
        } catch (const std::exception& failure) {
            ADD_FAILURE() << failure.what();
        }
    }
}

std::string get(std::string_view path, std::string_view lines) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(lines) + "\r\n";
}

std::string post(std::string_view path, std::string_view lines, std::string_view body) {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(lines) +
           "\r\n" + std::string(body);
}

std::string post_length(std::string_view path, std::string_view body) {
    return post(path, "Content-Length: " + std::to_string(body.size()) + "\r\n", body);
}

std::string line(std::string_view request_line) {
    return std::string(request_line) + "\r\nHost: test\r\n\r\n";
}

reply ask(std::string_view bytes, asked_with method) {
    wire client(the_server().port());
    client.send(bytes);
    return client.read(method);
}

}  // namespace microfast::conduct
