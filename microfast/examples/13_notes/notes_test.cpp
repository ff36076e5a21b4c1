#include "13_notes/notes.hpp"

#include <microfast/testing/test_client.hpp>

#include <gtest/gtest.h>

namespace notes {

namespace {

class service : public testing::Test {
protected:
    service() {
        app.provide(book);
        add_routes(app);
    }

    notebook book;
    microfast::application app;
};

TEST_F(service, keeps_what_is_written) {
    microfast::testing::test_client client(app.compile());
    EXPECT_EQ(client.get("/notes").body(), "[]");
    const auto written = client.post_json("/notes", R"({"title":"milk","text":"two"})");
    EXPECT_EQ(written.status(), 201);
    EXPECT_EQ(written.header("Location"), "/notes/1");
    EXPECT_EQ(client.get("/notes/1").body(), R"({"id":1,"title":"milk","text":"two"})");
}

TEST_F(service, throws_away_what_is_there) {
    book.add({"milk", "two"});
    microfast::testing::test_client client(app.compile());
    EXPECT_EQ(client.send("DELETE", "/notes/1").status(), 204);
    EXPECT_EQ(client.send("DELETE", "/notes/1").status(), 404);
    EXPECT_EQ(client.get("/notes/1").status(), 404);
}

TEST_F(service, refuses_a_note_without_a_title) {
    microfast::testing::test_client client(app.compile());
    const auto refused = client.post_json("/notes", R"({"title":"","text":"two"})");
    EXPECT_EQ(refused.status(), 422);
    EXPECT_NE(refused.body().find(R"(["body","title"])"), std::string::npos);
    EXPECT_TRUE(book.all().empty());
}

}  // namespace

}  // namespace notes
