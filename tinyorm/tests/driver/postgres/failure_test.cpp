#include <tinyorm/driver/postgres/failure.hpp>

#include <gtest/gtest.h>

namespace tinyorm::driver::postgres {
namespace {

struct state_case {
    const char* sqlstate;
    error_kind expected;
};

class sqlstates : public testing::TestWithParam<state_case> {};

TEST_P(sqlstates, have_a_kind) {
    EXPECT_EQ(kind_of(GetParam().sqlstate), GetParam().expected) << GetParam().sqlstate;
}

INSTANTIATE_TEST_SUITE_P(
    postgres,
    sqlstates,
    testing::Values(
        state_case{"23505", error_kind::unique_violation},
        state_case{"23503", error_kind::foreign_key_violation},
        state_case{"23502", error_kind::not_null_violation},
        state_case{"23514", error_kind::check_violation},
        state_case{"23P01", error_kind::exclusion_violation},
        state_case{"40001", error_kind::serialization_failure},
        state_case{"40P01", error_kind::deadlock},
        state_case{"40003", error_kind::in_doubt},
        state_case{"55P03", error_kind::busy},
        state_case{"57014", error_kind::cancelled},
        state_case{"57P01", error_kind::connection_lost},
        state_case{"08006", error_kind::connection_lost},
        state_case{"25P02", error_kind::transaction_aborted},
        state_case{"25006", error_kind::permission_denied},
        state_case{"42501", error_kind::permission_denied},
        state_case{"28P01", error_kind::permission_denied},
        state_case{"53300", error_kind::out_of_resources},
        state_case{"22003", error_kind::value_out_of_range},
        state_case{"0A000", error_kind::unsupported_feature},
        state_case{"42601", error_kind::invalid_query},
        state_case{"42P01", error_kind::invalid_query},
        state_case{"3D000", error_kind::invalid_query},
        state_case{"XX000", error_kind::database_failure},
        state_case{"", error_kind::database_failure}
    )
);

}  // namespace
}  // namespace tinyorm::driver::postgres
