#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/state_json.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <migrations/schema_changes.hpp>

namespace tinyorm::migrations {
namespace {

TEST(state_json, keeps_every_state_whole) {
    for (const auto dialect : {dialect_kind::sqlite, dialect_kind::postgres}) {
        for (const auto& change : schema_changes()) {
            auto state = base_schema(dialect);
            change.apply(state);
            state.tables[0].checks = {{"c", "id > 0 AND name <> '\"'"}};
            const auto text = to_json(state);
            EXPECT_TRUE(is_same_schema(parse_state(text, "it"), state)) << text;
            EXPECT_EQ(to_json(parse_state(text, "it")), text);
        }
    }
}

TEST(state_json, refuses_what_is_none_naming_its_origin) {
    for (const std::string text :
         {"",
          "{",
          "[]",
          "{}",
          R"({"format": 2, "dialect": "sqlite"})",
          R"({"format": 1, "dialect": "oracle"})",
          R"({"format": 1, "dialect": "sqlite", "tables": [{"name": 5}]})",
          R"({"format": 1, "dialect": "sqlite", "tables": [{"name": "a", "columns": [{}]}]})"}) {
        try {
            static_cast<void>(parse_state(text, "0001_a.json"));
            FAIL() << "accepted " << text;
        } catch (const error& refused) {
            EXPECT_EQ(refused.kind(), error_kind::invalid_configuration) << text;
            EXPECT_THAT(
                refused.what(),
                testing::AnyOf(testing::HasSubstr("0001_a.json"), testing::HasSubstr("oracle"))
            );
        }
    }
}

}  // namespace
}  // namespace tinyorm::migrations
