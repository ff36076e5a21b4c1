/// @file
/// A session that dies at a chosen moment.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/migrations/statement_splitter.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace tinyorm::migrations {

/// Hands everything on to another connection, one statement at a time, until so many are done; then
/// it drops the connection, as a process that is killed does, and fails from then on.
class failing_connection : public driver::connection {
public:
    failing_connection(std::unique_ptr<driver::connection> inner, std::size_t allowed)
        : inner_(std::move(inner)),
          left_(allowed),
          dialect_(inner_->dialect()) {}

    [[nodiscard]] dialect_kind dialect() const noexcept override { return dialect_; }
    using driver::connection::begin;
    using driver::connection::execute;

    std::unique_ptr<driver::result> execute(
        const driver::statement& query, std::span<const value> parameters
    ) override {
        count();
        return inner_->execute(query, parameters);
    }
    void execute_script(std::string_view sql) override {
        for (const auto one : split_statements(sql, dialect_)) {
            count();
            inner_->execute_script(one);
        }
    }
    i64 copy_in(const driver::copy_target& target, const driver::copy_source& source) override {
        count();
        return inner_->copy_in(target, source);
    }
    void begin(const driver::transaction_options& options) override {
        count();
        inner_->begin(options);
    }
    void commit() override {
        count();
        inner_->commit();
    }
    void rollback() override {
        if (inner_) inner_->rollback();
    }
    [[nodiscard]] bool in_transaction() const noexcept override {
        return inner_ && inner_->in_transaction();
    }
    [[nodiscard]] bool is_sound() const noexcept override { return inner_ && inner_->is_sound(); }
    void ping() override { count(); }

    [[nodiscard]] bool is_dead() const noexcept { return inner_ == nullptr; }

protected:
    void interrupt() noexcept override {}

private:
    void count() {
        if (left_ == 0) inner_.reset();
        if (!inner_) throw error(error_kind::connection_lost, "the process was killed");
        --left_;
    }

    std::unique_ptr<driver::connection> inner_;
    std::size_t left_;
    dialect_kind dialect_;
};

}  // namespace tinyorm::migrations
