#include <unamex/domain/normaliser.hpp>
#include <unamex/domain/policy.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace unamex::domain {
namespace {

TEST(reserved_words, are_in_lower_case_and_listed_once) {
    const auto reserved = default_reserved_words();
    const std::set<std::string> names{reserved.names.begin(), reserved.names.end()};
    EXPECT_EQ(names.size(), reserved.names.size());
    for (const auto& name : names) {
        EXPECT_FALSE(name.empty());
        EXPECT_TRUE(std::ranges::none_of(name, [](char c) {
            return c == ' ' || (c >= 'A' && c <= 'Z');
        })) << name;
    }
    EXPECT_TRUE(names.contains("abuse"));
    EXPECT_TRUE(names.contains("well-known"));
    EXPECT_TRUE(names.contains("void"));
}

TEST(reserved_words, cannot_be_had) {
    const normaliser rules;
    for (const auto& name : default_reserved_words().names)
        EXPECT_TRUE(rules.normalise(name).reason) << name;
}

TEST(reserved_words, leave_ordinary_names_alone) {
    const normaliser rules;
    for (const auto* name :
         {"alice", "newton", "mailer", "robot", "sysiphus", "devon", "teamster", "homer"}) {
        EXPECT_EQ(rules.normalise(name).norm, name);
    }
}

}  // namespace
}  // namespace unamex::domain
