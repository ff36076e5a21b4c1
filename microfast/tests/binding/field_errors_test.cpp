#include <microfast/binding/field_errors.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <variant>
#include <vector>

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

TEST(field_errors, repeat_the_beginning_of_a_long_text_and_no_other_long_value) {
    field_errors errors;
    const std::string number(field_errors::longest_input, '1');
    errors.add(location("body"), "int_type", "m", number);
    errors.add(location("body"), "int_type", "m", number + '1');
    errors.add_text(location("query"), "int_parsing", "m", number);
    errors.add(location("body"), "int_type", "m", '"' + number + '"');
    EXPECT_EQ(errors.list()[0].input, number);
    EXPECT_EQ(errors.list()[1].input, "");
    EXPECT_EQ(errors.list()[2].input, '"' + number.substr(1) + "...\"");
    EXPECT_EQ(errors.list()[3].input, '"' + number.substr(1) + "...\"");
}

TEST(field_errors, cut_no_text_within_a_character) {
    for (const std::string_view character :
         {"\u00E9", "\U0001F600", R"(\n)", R"(\u00e9)", R"(\ud83d\ude00)"}) {
        for (std::size_t before = 0; before < 12; ++before) {
            std::string document = '"' + std::string(before, 'a');
            while (document.size() < 2 * field_errors::longest_input)
                document += character;
            document += '"';
            field_errors errors;
            errors.add(location("body"), "int_type", "m", document);
            const auto& input = errors.list()[0].input;
            EXPECT_LE(input.size(), field_errors::longest_input + 4);
            const auto text = input.substr(1 + before, input.size() - before - 5);
            EXPECT_EQ(text.size() % character.size(), 0U) << input;
            EXPECT_TRUE(input.ends_with("...\"")) << input;
            EXPECT_EQ(text.substr(text.size() - character.size()), character);
        }
    }
}

TEST(field_errors, cut_long_names) {
    const location body("body");
    field_errors errors;
    const std::string name = std::string(127, 'n') + "\u00E9\u00E9";
    errors.add(location(&body, name), "missing", "m", "");
    EXPECT_EQ(std::get<std::string>(errors.list()[0].where[1]), std::string(127, 'n') + "...");
    errors.add(location(&body, name.substr(0, 127) + "n"), "missing", "m", "");
    EXPECT_EQ(std::get<std::string>(errors.list()[1].where[1]), std::string(128, 'n'));
}

TEST(field_errors, are_never_many_times_the_body) {
    std::vector<std::unique_ptr<location>> above;
    above.push_back(std::make_unique<location>("body"));
    const std::string name(128, 'n');
    for (int level = 0; level < 60; ++level)
        above.push_back(std::make_unique<location>(above.back().get(), name));
    field_errors errors;
    for (std::size_t i = 0; i < 100; ++i)
        errors.add(location(above.back().get(), i), "missing", "Field required", "1");
    EXPECT_EQ(errors.size(), field_errors::most_bytes / (60 * 128));
    EXPECT_LT(document_of(errors).size(), field_errors::most_bytes * 5 / 4);
    errors.shrink(1);
    errors.add(location("body"), "missing", "m", "");
    EXPECT_EQ(errors.size(), 2U);
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
