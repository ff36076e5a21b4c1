#include <unamex/services/search_service.hpp>

#include <gtest/gtest.h>

namespace unamex::services {
namespace {

class search_service : public testing::Test {
protected:
    search_service() {
        for (const auto* const name : {"jürgen", "jürg", "julia", "ada"})
            index.add(name);
    }

    domain::normaliser rules;
    search::name_index index{search::siphash_key{}};
    services::search_service service{rules, index};
};

TEST_F(search_service, brings_the_prefix_into_the_form_of_names) {
    const auto found = service.search({.prefix = " JÜR"});
    ASSERT_TRUE(std::holds_alternative<search::search_page>(found));
    EXPECT_EQ(
        std::get<search::search_page>(found).names, (std::vector<std::string>{"jürg", "jürgen"})
    );
}

TEST_F(search_service, says_that_no_name_begins_like_that) {
    EXPECT_TRUE(std::holds_alternative<bad_prefix>(service.search({.prefix = "\xff"})));
}

TEST_F(search_service, says_what_is_wrong_with_a_cursor) {
    const auto found = service.search({.prefix = "j", .cursor = "garbage!"});
    EXPECT_TRUE(std::holds_alternative<search::cursor_defect>(found));
}

}  // namespace
}  // namespace unamex::services
