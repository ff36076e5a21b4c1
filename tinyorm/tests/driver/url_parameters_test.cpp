#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/url_parameters.hpp>

#include <gtest/gtest.h>

namespace tinyorm::driver {
namespace {

TEST(url_parameters, are_decoded_pairs_in_order) {
    EXPECT_EQ(
        parse_url_parameters("a=1&b=x%26y&c="),
        (url_parameters{{"a", "1"}, {"b", "x&y"}, {"c", ""}})
    );
    EXPECT_EQ(parse_url_parameters(""), url_parameters{});
}

TEST(url_parameters, refuse_what_is_no_pair) {
    for (const auto* query : {"a", "=1", "a=1&&b=2", "&"}) {
        EXPECT_THROW((void)parse_url_parameters(query), error) << query;
    }
}

TEST(decode_percent, refuses_half_an_escape) {
    EXPECT_EQ(decode_percent("%41%7a"), "Az");
    for (const auto* text : {"%", "%4", "%4g", "%-1", "%+1", "a%"})
        EXPECT_THROW((void)decode_percent(text), error) << text;
}

}  // namespace
}  // namespace tinyorm::driver
