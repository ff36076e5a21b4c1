#include <tinyorm/session/transaction.hpp>

#include <driver/inert_connection.hpp>
#include <gtest/gtest.h>

namespace tinyorm {
namespace {

class busy_connection final : public testing_support::inert_connection {
public:
    void begin(const transaction_options&) override {
        ++begun;
        throw error(error_kind::busy, "somebody else writes");
    }

    int begun = 0;
};

TEST(run_in_transaction, waits_only_once_for_its_turn) {
    busy_connection busy;
    shape_cache shapes{dialect::dialect_of(dialect_kind::sqlite)};
    const auto never = [](session&) { FAIL() << "ran outside of a transaction"; };
    EXPECT_THROW(run_in_transaction(busy, shapes, {.retry = {.attempts = 3}}, never), error);
    EXPECT_EQ(busy.begun, 1);
}

}  // namespace
}  // namespace tinyorm
