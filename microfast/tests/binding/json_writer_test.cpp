#include <microfast/binding/json_writer.hpp>
#include <microfast/core/error.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "allocation_count.hpp"

namespace microfast::binding {

namespace {

enum class colour : int { red = -2, green };

struct point {
    int x;
    field<int, at_least<0>> y;
};

struct everything {
    bool flag;
    std::int64_t low;
    std::uint64_t high;
    double real;
    float narrow;
    std::string text;
    colour shade;
    std::optional<point> place;
    std::optional<point> nowhere;
    std::vector<point> path;
    std::array<int, 2> pair;
    std::map<std::string, double> map;
    std::variant<int, std::string> either;
    uuid id;
    bytes raw;
    std::chrono::sys_seconds moment;
    std::chrono::year_month_day day;
    http::json dynamic;
};

template <class Value>
std::string written(const Value& value) {
    std::string output;
    write_json(output, value);
    return output;
}

TEST(json_writer, writes_every_kind_of_value) {
    const everything value{
        .flag = true,
        .low = std::numeric_limits<std::int64_t>::min(),
        .high = std::numeric_limits<std::uint64_t>::max(),
        .real = 0.1,
        .narrow = 0.1F,
        .text = "a\"\n\u00e9",
        .shade = colour::red,
        .place = point{1, 2},
        .nowhere = {},
        .path = {{3, 4}, {5, 6}},
        .pair = {7, 8},
        .map = {{"k\"", 1.5}},
        .either = "x",
        .id = {},
        .raw = bytes(2),
        .moment = {},
        .day = std::chrono::year{2024} / 2 / 29,
        .dynamic = {{"z", nullptr}}};
    EXPECT_EQ(
        written(value),
        R"({"flag":true,"low":-9223372036854775808,"high":18446744073709551615,"real":0.1,)"
        R"("narrow":0.1,"text":"a\"\né","shade":"red","place":{"x":1,"y":2},"nowhere":null,)"
        R"("path":[{"x":3,"y":4},{"x":5,"y":6}],"pair":[7,8],"map":{"k\"":1.5},"either":"x",)"
        R"("id":"00000000-0000-0000-0000-000000000000","raw":"AAA=",)"
        R"("moment":"1970-01-01T00:00:00Z","day":"2024-02-29","dynamic":{"z":null}})"
    );
}

TEST(json_writer, writes_what_nlohmann_reads_as_the_same) {
    const std::map<std::string, std::vector<double>> value{
        {"", {}}, {"\x01\x1F\\/\b", {1e300, 5e-324, -0.0, 123456789012345680.0, 1e21, 100.0}}};
    EXPECT_EQ(
        (nlohmann::json::parse(written(value)).get<std::map<std::string, std::vector<double>>>()),
        value
    );
}

TEST(json_writer, appends_to_what_is_there) {
    std::string output = "[";
    write_json(output, 1);
    output += ',';
    write_json(output, field<std::string, min_length<1>>("x"));
    EXPECT_EQ(output, R"([1,"x")");
}

TEST(json_writer, writes_numbers_that_json_has_no_form_for_as_null) {
    EXPECT_EQ(written(std::numeric_limits<double>::infinity()), "null");
    EXPECT_EQ(written(std::numeric_limits<float>::quiet_NaN()), "null");
}

TEST(json_writer, replaces_bytes_that_are_not_utf8) {
    EXPECT_EQ(written(std::string("a\xFF")), "\"a\uFFFD\"");
}

TEST(json_writer, refuses_a_value_that_its_enumeration_does_not_name) {
    std::string output;
    EXPECT_THROW(write_json(output, static_cast<colour>(7)), error);
}

TEST(json_writer, writes_moments_with_the_digits_of_their_duration) {
    using std::chrono::sys_time;
    EXPECT_EQ(
        written(sys_time<std::chrono::microseconds>{std::chrono::microseconds{-1}}),
        "\"1969-12-31T23:59:59.999999Z\""
    );
}

TEST(json_writer, asks_for_no_memory_of_its_own) {
    struct order {
        std::string customer;
        std::vector<std::string> tags;
        std::optional<double> discount;
        colour shade;
    };
    const order value{"a customer with a long name", {"x", "y"}, 0.25, colour::green};
    std::string output;
    output.reserve(1000);
    const auto before = allocation_count();
    write_json(output, value);
    EXPECT_EQ(allocation_count(), before);
}

}  // namespace

}  // namespace microfast::binding
