#include <unamex/observability/request_ids.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace unamex::observability {
namespace {

TEST(request_ids, are_32_hexadecimal_digits) {
    request_ids ids;
    const auto id = ids.next();
    EXPECT_EQ(id.size(), 32U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_TRUE(request_ids::is_acceptable(id));
}

TEST(request_ids, do_not_repeat_in_a_generator_or_between_generators) {
    std::set<std::string> seen;
    request_ids some;
    request_ids others;
    for (int i = 0; i < 10'000; ++i) {
        seen.insert(some.next());
        seen.insert(others.next());
    }
    EXPECT_EQ(seen.size(), 20'000U);
}

TEST(request_ids, of_clients_are_accepted_when_they_are_short_and_plain) {
    EXPECT_TRUE(request_ids::is_acceptable("a"));
    EXPECT_TRUE(request_ids::is_acceptable("Order-42_b.c"));
    EXPECT_TRUE(request_ids::is_acceptable(std::string(64, 'a')));
    for (const auto* id : {"", "a b", "a\nb", "a\"b", "caf\xc3\xa9", "a;b", "<b>"}) {
        EXPECT_FALSE(request_ids::is_acceptable(id)) << id;
    }
    EXPECT_FALSE(request_ids::is_acceptable(std::string(65, 'a')));
}

}  // namespace
}  // namespace unamex::observability
