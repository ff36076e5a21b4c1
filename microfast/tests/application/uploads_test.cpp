#include <microfast/microfast.hpp>
#include <microfast/testing/test_client.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>

#include "files/temporary_directory.hpp"
#include "server/test_client.hpp"

namespace microfast {

namespace {

constexpr std::string_view type = "multipart/form-data; boundary=B";

std::string part(std::string_view disposition, std::string_view content) {
    return "--B\r\nContent-Disposition: form-data; " + std::string(disposition) + "\r\n\r\n" +
           std::string(content) + "\r\n";
}

std::string form_with(std::string_view content) {
    return part("name=note", "hello") + part("name=photo; filename=a.png", content) + "--B--\r\n";
}

std::size_t open_descriptors() {
    const std::filesystem::directory_iterator own("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(own), end(own)));
}

class uploads : public ::testing::Test {
protected:
    using test_client = microfast::testing::test_client;
    using test_response = microfast::testing::test_response;

    application_options options() const {
        return {.uploads = {.memory = 64_KiB, .directory = directory.path()}};
    }
    test_response post(application& app, std::string_view target, std::string_view body) {
        test_client client(app.compile());
        return client.send("POST", target, {{"Content-Type", type}}, body);
    }
    files::temporary_directory directory;
};

TEST_F(uploads, give_plain_handlers_files_in_memory_or_on_disk) {
    application app(options());
    app.post(
           "/",
           [](form<"note"> note, file<"photo"> photo) {
               return *note + " " + photo->filename + " " + std::to_string(photo->content.size()) +
                      (photo->content.is_on_disk() ? " on disk" : " in memory");
           }
    ).body_limit(1_MiB);
    EXPECT_EQ(post(app, "/", form_with("PNG")).body(), "hello a.png 3 in memory");
    EXPECT_EQ(
        post(app, "/", form_with(std::string(100'000, 'x'))).body(), "hello a.png 100000 on disk"
    );
    EXPECT_EQ(post(app, "/", form_with(std::string(2'000'000, 'x'))).status(), 413);
    EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST_F(uploads, are_kept_where_the_handler_moves_them) {
    application app(options());
    app.post("/", [this](file<"photo"> photo) {
        photo->content.move_to(directory.path("kept"));
        return no_content{};
    });
    EXPECT_EQ(post(app, "/", form_with(std::string(100'000, 'x'))).status(), 204);
    EXPECT_EQ(std::filesystem::file_size(directory.path("kept")), 100'000U);
}

TEST_F(uploads, hold_forms_without_files_to_their_limits_too) {
    auto few = options();
    few.uploads.parts.parts = 2;
    application app(few);
    app.post("/", [](form<"note"> note) { return *note; });
    EXPECT_EQ(post(app, "/", form_with("PNG")).body(), "hello");
    EXPECT_EQ(post(app, "/", part("name=a", "1") + form_with("PNG")).status(), 413);
}

std::string note_of(form<"note"> note) {
    return *note;
}
std::string name_of(file<"photo"> photo) {
    return photo->filename;
}

TEST_F(uploads, share_their_form_with_dependencies) {
    application app(options());
    app.post("/a", [](depends<&note_of> note, file<"photo"> photo) {
        return *note + photo->filename;
    });
    app.post("/b", [](depends<&note_of> note, depends<&name_of> name) { return *note + *name; });
    EXPECT_EQ(post(app, "/a", form_with("PNG")).body(), "helloa.png");
    EXPECT_EQ(post(app, "/b", form_with("PNG")).body(), "helloa.png");
    EXPECT_EQ(post(app, "/b", "--B--").status(), 422);
}

TEST_F(uploads, are_not_read_for_a_request_that_is_refused_already) {
    application app(options());
    app.post("/", [](query<"n", int> n, file<"photo"> photo) {
        return std::to_string(*n) + photo->filename;
    });
    EXPECT_EQ(post(app, "/?n=1", form_with("PNG")).body(), "1a.png");
    const auto refused = post(app, "/?n=x", "this is not a form");
    EXPECT_EQ(refused.status(), 422);
    EXPECT_EQ(post(app, "/?n=1", "this is not a form").status(), 400);
}

TEST_F(uploads, refuse_a_body_that_two_would_read) {
    application app(options());
    app.post("/", [](file<"photo"> photo) { return photo->filename; }).depends<&note_of>();
    EXPECT_THROW((void)app.compile(), error);
}

task<std::string> list(multipart& parts) {
    std::string listed;
    while (const auto* each = co_await parts.next()) {
        std::size_t size = 0;
        for (auto piece = co_await parts.read(); !piece.empty(); piece = co_await parts.read())
            size += piece.size();
        listed += each->name + " " + std::to_string(size) + " ";
    }
    co_return listed;
}

TEST_F(uploads, are_listed_part_by_part) {
    application app(options());
    app.post("/", &list).body_limit(1_MiB);
    const auto large = form_with(std::string(500'000, 'x'));
    EXPECT_EQ(post(app, "/", large).body(), "note 5 photo 500000 ");
    EXPECT_EQ(post(app, "/", large.substr(0, 400'000)).status(), 400);
    test_client client(app.compile());
    EXPECT_EQ(client.post_json("/", "{}").status(), 415);
    EXPECT_EQ(client.post("/", "", {{"Content-Type", "multipart/form-data"}}).status(), 400);
}

TEST_F(uploads, leave_nothing_when_they_break_off) {
    application app(options());
    std::atomic<int> calls = 0;
    app.post(
           "/",
           [&calls](file<"photo"> photo) {
               ++calls;
               return photo->filename;
           }
    ).body_limit(10_MiB);
    server::server_options one_worker{.bind = "127.0.0.1:0"};
    one_worker.workers = 1;
    app.start(one_worker);
    const auto answered = [&app](std::string_view body) {
        server::test_client client(app.port());
        client.send(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\nContent-Type: " + std::string(type) + "\r\n\r\n" + std::string(body)
        );
        return client.read().body;
    };
    const auto whole = form_with(std::string(1'000'000, 'x'));
    EXPECT_EQ(answered(whole), "a.png");
    const auto before = open_descriptors();
    for (int i = 0; i < 5; ++i) {
        server::test_client leaving(app.port());
        leaving.send(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\nContent-Type: " +
            std::string(type) + "\r\n\r\n" + whole.substr(0, 900'000)
        );
        leaving.reset();
    }
    EXPECT_EQ(answered(form_with("x")), "a.png");
    app.stop();
    EXPECT_EQ(calls, 2);
    EXPECT_LE(open_descriptors(), before);
    EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

}  // namespace

}  // namespace microfast
