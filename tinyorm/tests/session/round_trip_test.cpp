#include <tinyorm/tinyorm.hpp>

#include <limits>

#include "fresh_database.hpp"

namespace tinyorm {
namespace {

enum class colour : std::int16_t { red = 1, green = -7 };

TINYORM_MODEL(
    Everything,
    "everything",
    (i64, id, primary_key),
    (bool, flag),
    (i16, small),
    (i32, medium),
    (i64, large),
    (float, single),
    (double, precise),
    (std::string, words),
    (bytes, binary),
    (timestamp, moment),
    (uuid, identity),
    (colour, paint)
);

TINYORM_MODEL(
    Perhaps,
    "perhaps",
    (i64, id, primary_key),
    (std::optional<bool>, flag),
    (std::optional<i16>, small),
    (std::optional<i32>, medium),
    (std::optional<i64>, large),
    (std::optional<float>, single),
    (std::optional<double>, precise),
    (std::optional<std::string>, words),
    (std::optional<bytes>, binary),
    (std::optional<timestamp>, moment),
    (std::optional<uuid>, identity),
    (std::optional<colour>, paint)
);

bytes every_byte() {
    bytes all;
    for (int octet = 0; octet < 256; ++octet)
        all.push_back(static_cast<std::byte>(octet));
    return all;
}

const uuid some_uuid = *parse_uuid("01234567-89ab-cdef-0123-456789abcdef");

Everything::row lowest() {
    return {
        .id = std::numeric_limits<i64>::min(),
        .flag = false,
        .small = std::numeric_limits<i16>::min(),
        .medium = std::numeric_limits<i32>::min(),
        .large = std::numeric_limits<i64>::min(),
        .single = std::numeric_limits<float>::lowest(),
        .precise = std::numeric_limits<double>::denorm_min(),
        .words = "",
        .binary = {},
        .moment = *parse_timestamp("0001-01-01 00:00:00"),
        .identity = {},
        .paint = colour::green};
}

Everything::row highest() {
    return {
        .id = std::numeric_limits<i64>::max(),
        .flag = true,
        .small = std::numeric_limits<i16>::max(),
        .medium = std::numeric_limits<i32>::max(),
        .large = std::numeric_limits<i64>::max(),
        .single = 0.1F,
        .precise = 0.1 + 0.2,
        .words = "quote ' \" backslash \\ tab \t newline \n \\N \\. grüße 𝄞",
        .binary = every_byte(),
        .moment = *parse_timestamp("9999-12-31 23:59:59.999999"),
        .identity = some_uuid,
        .paint = colour::red};
}

template <typename Backend>
class round_trip : public testing::Test {
protected:
    Backend backend;
    database db{backend.url()};
};
TYPED_TEST_SUITE(round_trip, every_database, database_names);

TYPED_TEST(round_trip, keeps_every_type_exactly) {
    this->db.template create_tables<Everything>();
    for (const auto& row : {lowest(), highest()}) {
        EXPECT_EQ(Everything::insert(row).execute(this->db), 1);
        const auto found = Everything::select().where(Everything::id == row.id).one(this->db);
        EXPECT_EQ(found, row);
    }
}

TYPED_TEST(round_trip, keeps_every_type_exactly_in_bulk) {
    this->db.template create_tables<Everything>();
    const std::vector rows{lowest(), highest()};
    EXPECT_EQ(this->db.insert_all(std::span<const Everything::row>{rows}), 2);
    EXPECT_EQ(Everything::select().order_by(Everything::id.asc()).all(this->db), rows);
}

TYPED_TEST(round_trip, keeps_null_apart_from_every_value) {
    this->db.template create_tables<Perhaps>();
    const auto full = highest();
    const Perhaps::row nothing{.id = 1};
    const Perhaps::row something{
        .id = 2,
        .flag = false,
        .small = i16{0},
        .medium = 0,
        .large = 0,
        .single = 0.0F,
        .precise = 0.0,
        .words = "",
        .binary = bytes{},
        .moment = timestamp{},
        .identity = uuid{},
        .paint = colour::red};
    const Perhaps::row much{
        .id = 3, .words = full.words, .binary = full.binary, .moment = full.moment};
    const std::vector rows{nothing, something, much};
    EXPECT_EQ(Perhaps::insert(rows).execute(this->db), 3);
    EXPECT_EQ(Perhaps::select().order_by(Perhaps::id.asc()).all(this->db), rows);
    EXPECT_EQ(Perhaps::remove().every_row().execute(this->db), 3);
    EXPECT_EQ(this->db.insert_all(std::span<const Perhaps::row>{rows}), 3);
    EXPECT_EQ(Perhaps::select().order_by(Perhaps::id.asc()).all(this->db), rows);
}

TYPED_TEST(round_trip, finds_a_row_by_each_of_its_values) {
    this->db.template create_tables<Everything>();
    const auto row = highest();
    Everything::insert(row).execute(this->db);
    Everything::insert(lowest()).execute(this->db);
    const condition conditions[] = {
        Everything::flag,
        Everything::small == row.small,
        Everything::medium == row.medium,
        Everything::large == row.large,
        Everything::precise == row.precise,
        Everything::words == row.words,
        Everything::binary == row.binary,
        Everything::moment == row.moment,
        Everything::identity == row.identity,
        Everything::paint == row.paint,
        Everything::identity.any_of(std::vector{row.identity}),
        Everything::words.any_of(std::vector{row.words}),
        Everything::large.any_of(std::vector{row.large}),
        Everything::paint.any_of(std::vector{row.paint}),
    };
    for (const auto& each : conditions) {
        EXPECT_EQ(Everything::select(Everything::id).where(each).one(this->db), row.id);
    }
}

TYPED_TEST(round_trip, names_the_column_it_cannot_read) {
    this->db.template create_tables<Perhaps>();
    Perhaps::insert({.id = 1, .small = i16{1}}).execute(this->db);
    this->db.execute("CREATE VIEW everything AS SELECT * FROM perhaps");
    try {
        static_cast<void>(Everything::select().all(this->db));
        FAIL() << "read NULL into a bool";
    } catch (const error& failure) {
        EXPECT_EQ(failure.kind(), error_kind::unexpected_null);
        EXPECT_TRUE(std::string_view{failure.what()}.starts_with("everything.flag: "));
    }
}

}  // namespace
}  // namespace tinyorm
