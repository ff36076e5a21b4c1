/// @file
/// What each command does.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/migrations/arguments.hpp>
#include <tinyorm/migrations/command.hpp>
#include <tinyorm/migrations/directory.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tinyorm::migrations {

/// One call of a command. Lifetime: of the arguments, models and streams.
class commands {
public:
    commands(const command_arguments& given, const model_list* models, command_streams streams)
        : given_(given),
          models_(models),
          streams_(streams),
          home_(given.directory) {}

    /// Does it, and returns the exit status.
    int run();

private:
    void make_migrations();
    void status();
    int check();
    void print_sql();
    void squash();
    void inspect();
    void print_schema();

    void check_models(const std::vector<migration>& known);
    void check_scripts(const std::vector<migration>& known);
    void check_database(const std::vector<migration>& known);
    void complain(const std::string& problem);

    [[nodiscard]] std::unique_ptr<driver::connection> open() const;
    [[nodiscard]] bool has_models() const { return models_ != nullptr || given_.app.has_value(); }
    [[nodiscard]] schema_state schema_of_models(dialect_kind dialect) const;
    [[nodiscard]] dialect_kind dialect_for(const std::optional<schema_state>& recorded) const;
    [[nodiscard]] std::vector<migration> up_to(const std::string& last) const;
    void announce(const planned_migration& planned, const schema_state& before) const;
    void carry_out(bool is_up);

    const command_arguments& given_;
    const model_list* models_;
    command_streams streams_;
    directory home_;
    int problems_ = 0;
};

}  // namespace tinyorm::migrations
