/// @file
/// What a command was told.
#pragma once

#include <tinyorm/core/dialect_kind.hpp>
#include <tinyorm/migrations/schema_change.hpp>

#include <cstddef>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tinyorm::migrations {

/// A command that nobody can obey; `what()` says why.
class usage_error : public std::exception {
public:
    explicit usage_error(std::string problem) : problem_(std::move(problem)) {}
    [[nodiscard]] const char* what() const noexcept override { return problem_.c_str(); }

private:
    std::string problem_;
};

struct command_arguments {
    std::string verb;
    std::string directory = "migrations";
    std::optional<std::string> url{};  ///< or the environment's TINYORM_URL
    std::optional<std::string> app{};  ///< the program that has the models
    std::optional<dialect_kind> dialect{};
    std::string subject{};  ///< a migration, for sql and squash
    std::string name{};     ///< of the migration that is made
    std::vector<renaming> renamings{};
    std::size_t steps = 1;
    bool is_dry_run = false;
    bool is_from_database = false;
    bool is_concurrent = false;
};

/// Throws `usage_error` for an unknown command, an option that the command does not have, or one
/// without its value.
[[nodiscard]] command_arguments parse_arguments(std::span<const std::string_view> arguments);

/// How to call the commands.
[[nodiscard]] std::string_view usage() noexcept;

}  // namespace tinyorm::migrations
