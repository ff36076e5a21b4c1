#include <unamex/storage/outage.hpp>

#include <gtest/gtest.h>

#include <ostream>

namespace unamex::storage {
namespace {

using enum tinyorm::error_kind;
using enum failure_blame;

struct blamed_kind {
    tinyorm::error_kind kind;
    failure_blame expected;

    friend void PrintTo(const blamed_kind& shown, std::ostream* out) {
        *out << tinyorm::to_string(shown.kind);
    }
};

class blame : public testing::TestWithParam<blamed_kind> {};

TEST_P(blame, is_told_by_the_kind_of_the_error) {
    EXPECT_EQ(blame_for(GetParam().kind), GetParam().expected);
}

constexpr blamed_kind every_kind[] = {
    {unique_violation, program},
    {foreign_key_violation, program},
    {not_null_violation, program},
    {check_violation, program},
    {exclusion_violation, program},
    {serialization_failure, shard},
    {deadlock, shard},
    {busy, shard},
    {timeout, shard},
    {cancelled, shard},
    {cannot_connect, shard},
    {connection_lost, unknown_outcome},
    {in_doubt, unknown_outcome},
    {transaction_aborted, shard},
    {invalid_query, program},
    {permission_denied, shard},
    {out_of_resources, shard},
    {unsupported_feature, program},
    {value_out_of_range, program},
    {unexpected_null, program},
    {no_rows, program},
    {too_many_rows, program},
    {pool_exhausted, shard},
    {invalid_configuration, program},
    {migration_refused, program},
    {database_failure, shard},
};

INSTANTIATE_TEST_SUITE_P(every, blame, testing::ValuesIn(every_kind), [](const auto& tested) {
    return std::string{tinyorm::to_string(tested.param.kind)};
});

}  // namespace
}  // namespace unamex::storage
