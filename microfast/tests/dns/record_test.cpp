#include <microfast/dns/record.hpp>

#include <gtest/gtest.h>

namespace microfast::dns {

namespace {

TEST(record_type, has_a_name_or_a_number) {
    EXPECT_EQ(to_string(record_type::aaaa), "AAAA");
    EXPECT_EQ(to_record_type("mx"), record_type::mx);
    EXPECT_EQ(to_string(record_type{65}), "TYPE65");
    EXPECT_EQ(to_record_type("TYPE65"), record_type{65});
    for (const auto* const text : {"", "MXX", "TYPE", "TYPE65536", "TYPEx", "TYPE1 "})
        EXPECT_EQ(to_record_type(text), std::nullopt) << text;
}

}  // namespace

}  // namespace microfast::dns
