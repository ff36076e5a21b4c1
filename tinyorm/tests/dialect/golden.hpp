/// @file
/// Statements and the text each dialect gives them.
#pragma once

#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/renderer.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace tinyorm::dialect {

struct golden_case {
    const char* name;
    std::function<query::statement()> build;
    std::string postgres;
    std::string sqlite{};  // empty: the same with ? for $; "-": refused
};

class golden : public testing::TestWithParam<golden_case> {
protected:
    static std::string with_question_marks(std::string sql) {
        for (char& letter : sql) {
            if (letter == '$') letter = '?';
        }
        return sql;
    }
    static void check() {
        const auto& expected = GetParam();
        const auto built = expected.build();
        EXPECT_EQ(render(dialect_of(dialect_kind::postgres), built), expected.postgres);
        const auto& sqlite = dialect_of(dialect_kind::sqlite);
        if (expected.sqlite == "-") {
            EXPECT_THROW(static_cast<void>(render(sqlite, built)), error);
            return;
        }
        EXPECT_EQ(
            render(sqlite, built),
            expected.sqlite.empty() ? with_question_marks(expected.postgres) : expected.sqlite
        );
    }
};

inline std::string name_of_case(const testing::TestParamInfo<golden_case>& tested) {
    return tested.param.name;
}

}  // namespace tinyorm::dialect
