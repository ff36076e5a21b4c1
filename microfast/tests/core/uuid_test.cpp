#include <microfast/core/uuid.hpp>

#include <gtest/gtest.h>

#include <string_view>

namespace microfast {

namespace {

TEST(uuid, is_written_in_lower_case_and_read_in_either) {
    const auto id = parse_uuid("0123abCD-89ab-4def-8123-456789ABCDEF");
    ASSERT_TRUE(id.has_value());
    EXPECT_EQ(to_string(*id), "0123abcd-89ab-4def-8123-456789abcdef");
    EXPECT_EQ(id->octets[1], std::byte{0x23});
    EXPECT_EQ(id->octets[15], std::byte{0xEF});
}

TEST(uuid, is_empty_by_default) {
    EXPECT_EQ(to_string(uuid{}), "00000000-0000-0000-0000-000000000000");
}

TEST(uuid, is_read_from_the_canonical_form_only) {
    for (const std::string_view text :
         {"",
          "0123abcd89ab4def8123456789abcdef",
          "{0123abcd-89ab-4def-8123-456789abcdef}",
          "0123abcd-89ab-4def-8123-456789abcdeg",
          "0123abcd-89ab-4def-8123-456789abcde",
          "0123abcd-89ab-4def-8123-456789abcdef ",
          "0123abcd089ab-4def-8123-456789abcdef",
          "+123abcd-89ab-4def-8123-456789abcdef",
          "-123abcd-89ab-4def-8123-456789abcdef",
          "0x23abcd-89ab-4def-8123-456789abcdef"}) {
        EXPECT_FALSE(parse_uuid(text).has_value()) << text;
    }
}

TEST(uuid, has_an_order) {
    EXPECT_LT(
        parse_uuid("00000000-0000-0000-0000-000000000001"),
        parse_uuid("00000000-0000-0000-0000-000000000100")
    );
}

}  // namespace

}  // namespace microfast
