#include <tinyorm/core/error.hpp>
#include <tinyorm/session/row_type.hpp>

#include <gtest/gtest.h>
#include <models/blog.hpp>
#include <models/tree.hpp>

namespace tinyorm {
namespace {

using blog::User;
using blog::Vote;

TINYORM_MODEL(
    Every,
    "every",
    (tinyorm::uuid, id, primary_key),
    (bool, is_open),
    (double, weight),
    (tinyorm::bytes, content),
    (tinyorm::timestamp, made_at),
    (tinyorm::date, day),
    (tinyorm::decimal, price),
    (std::optional<std::string>, name),
    (std::vector<tinyorm::i64>, sizes)
);

TEST(row_type, gives_fields_what_was_bound_of_others) {
    const Every::row full{
        .id = *parse_uuid("00112233-4455-6677-8899-aabbccddeeff"),
        .is_open = true,
        .weight = 0.1,
        .content = {std::byte{0}, std::byte{255}},
        .made_at = timestamp{std::chrono::microseconds{1'700'000'000'123'456}},
        .day = date{std::chrono::year{2024} / 2 / 29},
        .price = decimal{"12.50"},
        .name = "a'b"};
    Every::row copied;
    for (const auto& field : schema::table_of<Every>().fields) {
        if (field.column != &Every::sizes) set_field(field, &copied, field.bind(&full));
    }
    EXPECT_EQ(copied, full);
    set_field(field_of(Every::name), &copied, value{});
    EXPECT_EQ(copied.name, std::nullopt);
    EXPECT_THROW(set_field(field_of(Every::sizes), &copied, value{std::vector<i64>{}}), error);
}

TEST(row_type, knows_keys_and_names_rows_by_them) {
    const Vote::row vote{.voter_id = 1, .post_id = 2};
    const auto& votes = schema::table_of<Vote>();
    EXPECT_EQ(key_of(votes, &vote), (row_key{value{i64{1}}, value{i64{2}}}));
    EXPECT_EQ(described(votes, key_of(votes, &vote)), "votes with voter_id 1, post_id 2");
    EXPECT_EQ(version_of(votes), nullptr);
    EXPECT_EQ(version_of(schema::table_of<User>())->column, &User::version);
}

TEST(row_type, knows_what_is_left_to_the_database) {
    const auto& users = schema::table_of<User>();
    const User::row unnumbered{};
    const User::row numbered{.id = 7};
    EXPECT_FALSE(has_key(users, &unnumbered));
    EXPECT_TRUE(has_key(users, &numbered));
    EXPECT_TRUE(is_left_to_database(field_of(User::created_at), &numbered));
    EXPECT_FALSE(is_left_to_database(field_of(User::username), &numbered));
}

TEST(row_type, copies_rows) {
    const User::row user{.id = 7, .username = "a"};
    const auto& type = row_type_of<User>;
    const auto copy = type.copy(&user);
    EXPECT_EQ(*static_cast<const User::row*>(copy.get()), user);
    const auto made = type.make();
    EXPECT_EQ(*static_cast<const User::row*>(made.get()), User::row{});
    type.assign(made.get(), &user);
    EXPECT_EQ(*static_cast<const User::row*>(made.get()), user);
}

}  // namespace
}  // namespace tinyorm
