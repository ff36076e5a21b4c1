#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/runner.hpp>

#include <command.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string>

namespace tinyorm::command {
namespace {

constexpr std::string_view usage_text =
    R"(usage: tinyorm migrate  [options]          apply what is pending
       tinyorm status   [options]          show every migration and its state
       tinyorm rollback [STEPS] [options]  revert the newest one, or the newest STEPS

options: --url URL         the database; otherwise the environment's TINYORM_URL
         --directory PATH  where the scripts are; otherwise ./migrations
)";

class usage_error : public std::exception {
public:
    explicit usage_error(std::string problem) : problem_(std::move(problem)) {}
    [[nodiscard]] const char* what() const noexcept override { return problem_.c_str(); }

private:
    std::string problem_;
};

struct settings {
    std::string_view verb;
    std::optional<std::string> url;
    std::string directory = "migrations";
    std::size_t steps = 1;
};

std::size_t parse_steps(std::string_view text) {
    std::size_t steps = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), steps);
    if (failure != std::errc{} || end != text.data() + text.size() || steps == 0) {
        throw usage_error("STEPS is a number from 1 on, not \"" + std::string{text} + '"');
    }
    return steps;
}

settings parse(std::span<const std::string_view> arguments) {
    settings parsed;
    if (const char* url = std::getenv("TINYORM_URL")) parsed.url = url;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto argument = arguments[i];
        if (argument == "--url" || argument == "--directory") {
            if (++i == arguments.size())
                throw usage_error(std::string{argument} + " needs a value");
            if (argument == "--url") parsed.url = arguments[i];
            if (argument == "--directory") parsed.directory = arguments[i];
        } else if (parsed.verb.empty()) {
            parsed.verb = argument;
        } else if (parsed.verb == "rollback" && !argument.starts_with("-")) {
            parsed.steps = parse_steps(argument);
        } else {
            throw usage_error("what is \"" + std::string{argument} + "\"?");
        }
    }
    if (parsed.verb != "migrate" && parsed.verb != "status" && parsed.verb != "rollback") {
        throw usage_error("say migrate, status or rollback");
    }
    if (!parsed.url) throw usage_error("which database? Say --url URL, or set TINYORM_URL");
    return parsed;
}

void print_status(const std::vector<migrations::migration_status>& all, std::ostream& out) {
    for (const auto& one : all) {
        out << migrations::to_string(one.state) << '\t' << one.name;
        if (one.applied_at) out << '\t' << to_string(*one.applied_at) << " UTC";
        out << '\n';
    }
}

void obey(const settings& wanted, std::ostream& out) {
    auto scripts = migrations::load_migrations(wanted.directory);
    const auto connection = driver::open_connection(*wanted.url);
    const auto verb = wanted.verb;
    migrations::runner_options options;
    options.before_each = [&](const migrations::migration& one) {
        out << (verb == "migrate" ? "applying " : "reverting ") << one.name << std::endl;
    };
    migrations::runner runner{*connection, std::move(scripts), std::move(options)};
    if (verb == "status") {
        print_status(runner.status(), out);
    } else {
        const auto done = verb == "migrate" ? runner.migrate() : runner.rollback(wanted.steps);
        if (done.empty()) out << "nothing to do\n";
    }
}

}  // namespace

int run(std::span<const std::string_view> arguments, std::ostream& out, std::ostream& problems) {
    try {
        obey(parse(arguments), out);
        return 0;
    } catch (const usage_error& wrong) {
        problems << "tinyorm: " << wrong.what() << '\n' << usage_text;
        return 2;
    } catch (const std::exception& failed) {
        problems << "tinyorm: " << failed.what() << '\n';
        return 1;
    }
}

}  // namespace tinyorm::command
