/// @file
/// A connection without a database.
#pragma once

#include <tinyorm/driver/connection.hpp>

#include <memory>
#include <span>
#include <stdexcept>
#include <string_view>

namespace tinyorm::testing_support {

/// Always sound, executes nothing; for tests of what is done with a connection.
class inert_connection : public driver::connection {
public:
    [[nodiscard]] dialect_kind dialect() const noexcept override { return dialect_kind::sqlite; }
    std::unique_ptr<driver::result> execute(const driver::statement&, std::span<const value>)
        override {
        throw std::logic_error("there is no database");
    }
    void execute_script(std::string_view) override {}
    i64 copy_in(const driver::copy_target&, const driver::copy_source&) override { return 0; }
    void begin(const driver::transaction_options&) override {}
    void commit() override {}
    void rollback() override {}
    [[nodiscard]] bool in_transaction() const noexcept override { return false; }
    [[nodiscard]] bool is_sound() const noexcept override { return true; }
    void ping() override {}

protected:
    void interrupt() noexcept override {}
};

}  // namespace tinyorm::testing_support
