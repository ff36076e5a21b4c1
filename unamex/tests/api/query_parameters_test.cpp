#include <api/query_parameters.hpp>
#include <microfast/core/error.hpp>

#include <gmock/gmock.h>

namespace unamex::api {
namespace {

int status_of(const auto& action) {
    try {
        action();
    } catch (const microfast::http_error& error) {
        return error.status();
    }
    return 200;
}

struct lookup {
    std::string_view query;
    std::optional<std::string> value;  // of `a`
};

class query_lookup : public ::testing::TestWithParam<lookup> {};

TEST_P(query_lookup, finds_the_first_of_a_name_and_decodes_it) {
    const auto& [query, value] = GetParam();
    EXPECT_EQ(query_parameters{query}.find("a"), value) << query;
}

INSTANTIATE_TEST_SUITE_P(
    queries,
    query_lookup,
    ::testing::Values(
        lookup{"", std::nullopt},
        lookup{"a", ""},
        lookup{"a=", ""},
        lookup{"a=1", "1"},
        lookup{"b=2&a=1", "1"},
        lookup{"a=1&a=2", "1"},
        lookup{"ab=1", std::nullopt},
        lookup{"b=a=1", std::nullopt},
        lookup{"a=b=c", "b=c"},
        lookup{"&&a=1", "1"},
        lookup{"%61=x", "x"},
        lookup{"a=x+y%2By%26%3d", "x y+y&="},
        lookup{"a=%d0%B0", "\xd0\xb0"}
    )
);

TEST(query_parameters, refuses_broken_percent_encoding) {
    for (const auto* query : {"a=%", "a=%4", "a=%4g", "a=%-1", "a=%%41", "%zz=1"}) {
        EXPECT_EQ(status_of([&] { (void)query_parameters{query}.find("a"); }), 400) << query;
    }
}

TEST(query_parameters, reads_flags) {
    EXPECT_TRUE(query_parameters{"strict=true"}.flag("strict"));
    EXPECT_FALSE(query_parameters{"strict=false"}.flag("strict"));
    EXPECT_FALSE(query_parameters{""}.flag("strict"));
    for (const auto* query : {"strict", "strict=", "strict=1", "strict=TRUE", "strict=true+"}) {
        EXPECT_EQ(status_of([&] { (void)query_parameters{query}.flag("strict"); }), 422) << query;
    }
}

TEST(query_parameters, reads_numbers_within_their_range) {
    const auto limit = [](std::string_view query) {
        return query_parameters{query}.number("limit", {.least = 1, .most = 100}, 10);
    };
    EXPECT_EQ(limit(""), 10U);
    EXPECT_EQ(limit("limit=1"), 1U);
    EXPECT_EQ(limit("limit=100"), 100U);
    for (const auto* query :
         {"limit=",
          "limit=0",
          "limit=101",
          "limit=-1",
          "limit=1x",
          "limit=+1",
          "limit=1.0",
          "limit=99999999999999999999"}) {
        EXPECT_EQ(status_of([&] { (void)limit(query); }), 422) << query;
    }
}

}  // namespace
}  // namespace unamex::api
