#include <microfast/binding/field_errors.hpp>

#include <gtest/gtest.h>

#include <string>
#include <variant>

namespace microfast::binding {

namespace {

std::string document_of(const field_errors& errors) {
    std::string text = "before ";
    errors.append_to(text);
    return text.substr(7);
}

TEST(field_errors, are_written_as_fastapi_does) {
    field_errors errors;
    const location body("body");
    const location items(&body, "items");
    const location first(&items, 0);
    errors.add(
        location(&first, "price"), "greater_than", "Input should be greater than 0", "-1.50"
    );
    errors.add_text(location(&body, "x\"y"), "int_parsing", "Input should be \"7\"", "a\"b\xFF");
    EXPECT_EQ(
        document_of(errors),
        R"({"detail":[{"type":"greater_than","loc":["body","items",0,"price"],)"
        R"("msg":"Input should be greater than 0","input":-1.50},)"
        R"({"type":"int_parsing","loc":["body","x\"y"],"msg":"Input should be \"7\"",)"
        "\"input\":\"a\\\"b\uFFFD\"}]}"
    );
}

TEST(field_errors, are_a_document_even_without_any) {
    EXPECT_TRUE(field_errors{}.empty());
    EXPECT_EQ(document_of(field_errors{}), R"({"detail":[]})");
}

TEST(field_errors, repeat_no_input_that_is_long) {
    field_errors errors;
    const std::string number(field_errors::longest_input, '1');
    errors.add(location("body"), "int_type", "m", number);
    errors.add(location("body"), "int_type", "m", number + '1');
    errors.add_text(location("query"), "int_parsing", "m", number + '1');
    EXPECT_EQ(errors.list()[0].input, number);
    EXPECT_EQ(errors.list()[1].input, "");
    EXPECT_EQ(errors.list()[2].input, "");
}

TEST(field_errors, keep_the_first_hundred) {
    field_errors errors;
    for (std::size_t i = 0; i < 150; ++i)
        errors.add(location(nullptr, i), "missing", "", "");
    ASSERT_EQ(errors.size(), 100U);
    EXPECT_EQ(std::get<std::size_t>(errors.list()[99].where[0]), 99U);
}

TEST(field_errors, forget_the_newest) {
    field_errors errors;
    errors.add(location("query"), "missing", "", "");
    errors.add(location("body"), "missing", "", "");
    errors.shrink(1);
    errors.shrink(5);
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(std::get<std::string>(errors.list()[0].where[0]), "query");
}

}  // namespace

}  // namespace microfast::binding
