#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/asked_program.hpp>
#include <tinyorm/migrations/commands.hpp>
#include <tinyorm/migrations/inspection.hpp>
#include <tinyorm/migrations/offline_sql.hpp>
#include <tinyorm/migrations/runner.hpp>
#include <tinyorm/migrations/scaffold.hpp>
#include <tinyorm/migrations/squash.hpp>
#include <tinyorm/migrations/state_json.hpp>

#include <algorithm>
#include <ostream>

namespace tinyorm::migrations {
namespace {

void print_status(const std::vector<migration_status>& all, std::ostream& out) {
    for (const auto& one : all) {
        out << to_string(one.state) << '\t' << one.name;
        if (one.applied_at) out << '\t' << tinyorm::to_string(*one.applied_at) << " UTC";
        out << '\n';
    }
}

}  // namespace

int commands::run() {
    const auto& verb = given_.verb;
    if (verb == "makemigrations") make_migrations();
    if (verb == "migrate") carry_out(true);
    if (verb == "rollback") carry_out(false);
    if (verb == "status") status();
    if (verb == "check") return check();
    if (verb == "sql") print_sql();
    if (verb == "squash") squash();
    if (verb == "inspect") inspect();
    if (verb == "schema") print_schema();
    return 0;
}

std::unique_ptr<driver::connection> commands::open() const {
    if (!given_.url) throw usage_error("which database? Say --url URL, or set TINYORM_URL");
    return driver::open_connection(*given_.url);
}

schema_state commands::schema_of_models(dialect_kind dialect) const {
    if (given_.app) return ask_for_schema(*given_.app, dialect);
    if (models_ == nullptr) {
        throw usage_error(
            "where are the models? Say --app PROGRAM, a program whose main() ends in "
            "tinyorm::manage()"
        );
    }
    return state_of(*models_, dialect);
}

dialect_kind commands::dialect_for(const std::optional<schema_state>& recorded) const {
    if (recorded) {
        if (given_.dialect.value_or(recorded->dialect) == recorded->dialect)
            return recorded->dialect;
        throw usage_error(
            "the migrations of this directory are for " +
            std::string{to_string(recorded->dialect)} + ": keep others in another --directory"
        );
    }
    if (given_.dialect) return *given_.dialect;
    if (given_.url) return driver::find_driver(*given_.url).dialect;
    throw usage_error("for which database? Say --dialect postgres or --dialect sqlite, or --url");
}

void commands::carry_out(bool is_up) {
    const auto connection = open();
    runner_options options;
    options.before_each = [&](const migration& one) {
        streams_.out << (is_up ? "applying " : "reverting ") << one.name << std::endl;
    };
    runner work{*connection, load_migrations(home_.path()), std::move(options)};
    if (given_.is_dry_run) {
        for (const auto* const one : is_up ? work.pending() : work.newest(given_.steps))
            streams_.out << "-- " << one->name << '\n' << (is_up ? one->up : *one->down).sql;
        return;
    }
    const auto done = is_up ? work.migrate() : work.rollback(given_.steps);
    if (done.empty()) streams_.out << "nothing to do\n";
}

void commands::status() {
    const auto connection = open();
    print_status(runner{*connection, load_migrations(home_.path())}.status(), streams_.out);
}

std::vector<migration> commands::up_to(const std::string& last) const {
    auto known = load_migrations(home_.path());
    if (last.empty()) return known;
    const auto found = std::ranges::find(known, last, &migration::name);
    if (found == known.end()) throw usage_error("there is no migration " + last);
    known.erase(found + 1, known.end());
    return known;
}

void commands::print_sql() {
    const auto known = load_migrations(home_.path());
    std::vector<const migration*> wanted;
    for (const auto& one : known) {
        if (wanted.empty() && !given_.subject.empty() && one.name != given_.subject) continue;
        refuse_if_edited(one);
        wanted.push_back(&one);
    }
    if (wanted.empty()) throw usage_error("there is no migration " + given_.subject);
    const auto stated =
        std::ranges::find_if(known, [](const migration& one) { return one.dialect.has_value(); });
    if (stated == known.end() && !given_.dialect)
        throw usage_error("for which database? Say --dialect postgres or --dialect sqlite");
    const auto dialect = stated == known.end() ? *given_.dialect : *stated->dialect;
    if (given_.dialect.value_or(dialect) != dialect) {
        throw usage_error("migration " + stated->name + " is written for another database");
    }
    streams_.out << offline_sql(wanted, dialect);
}

void commands::squash() {
    const auto oldest = up_to(given_.subject);
    const auto planned = migrations::squash(home_, oldest);
    home_.write(planned);
    for (const auto& one : oldest)
        home_.remove(one);
    streams_.out << "wrote " << planned.name << " for " << oldest.size() << " migrations\n";
}

void commands::inspect() {
    streams_.out << scaffold(inspect_schema(*open()));
}

void commands::print_schema() {
    streams_.out << to_json(schema_of_models(dialect_for(std::nullopt)));
}

}  // namespace tinyorm::migrations
