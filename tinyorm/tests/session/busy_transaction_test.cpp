#include <tinyorm/session/transaction.hpp>

#include <gtest/gtest.h>

namespace tinyorm {
namespace {

// A connection on which no transaction can begin.
class busy_connection final : public driver::connection {
public:
    [[nodiscard]] dialect_kind dialect() const noexcept override { return dialect_kind::sqlite; }
    std::unique_ptr<driver::result> execute(const driver::statement&, std::span<const value>)
        override {
        throw std::logic_error("nothing has begun");
    }
    void execute_script(std::string_view) override { throw std::logic_error("nothing has begun"); }
    i64 copy_in(const driver::copy_target&, const driver::copy_source&) override { return 0; }
    void begin(const transaction_options&) override {
        ++begun_;
        throw error(error_kind::busy, "somebody else writes");
    }
    void commit() override { throw std::logic_error("nothing has begun"); }
    void rollback() override {}
    [[nodiscard]] bool in_transaction() const noexcept override { return false; }
    [[nodiscard]] bool is_sound() const noexcept override { return true; }
    void ping() override {}

    [[nodiscard]] int begun() const noexcept { return begun_; }

private:
    void interrupt() noexcept override {}

    int begun_ = 0;
};

TEST(run_in_transaction, waits_only_once_for_its_turn) {
    busy_connection busy;
    shape_cache shapes{dialect::dialect_of(dialect_kind::sqlite)};
    const auto never = [](session&) { FAIL() << "ran outside of a transaction"; };
    EXPECT_THROW(run_in_transaction(busy, shapes, {.retry = {.attempts = 3}}, never), error);
    EXPECT_EQ(busy.begun(), 1);
}

}  // namespace
}  // namespace tinyorm
