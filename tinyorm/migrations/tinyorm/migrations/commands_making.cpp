// The commands that hold the models against the migrations: makemigrations and check.
#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/commands.hpp>
#include <tinyorm/migrations/inspection.hpp>
#include <tinyorm/migrations/lint.hpp>
#include <tinyorm/migrations/runner.hpp>
#include <tinyorm/migrations/script_text.hpp>

#include <algorithm>
#include <ostream>

namespace tinyorm::migrations {

void commands::make_migrations() {
    const auto known = home_.load();
    const auto recorded = home_.newest_state(known);
    const auto dialect = dialect_for(recorded);
    if (!known.empty() && !recorded && !given_.is_from_database) {
        throw error(
            error_kind::migration_refused,
            "no migration in " + home_.path().string() +
                " has recorded a schema to start from: say --from-db, which takes that of the "
                "database"
        );
    }
    auto before = recorded.value_or(schema_state{.dialect = dialect});
    if (given_.is_from_database) before = inspect_schema(*open());
    maker_options options{.name = given_.name, .renamings = given_.renamings};
    if (given_.is_concurrent) options.indexes = index_building::concurrent;
    const auto planned =
        migrations::make_migrations(known, before, schema_of_models(dialect), options);
    if (planned.empty()) streams_.out << "nothing to do\n";
    for (const auto& one : planned) {
        announce(one, before);
        before = one.state;
        if (!given_.is_dry_run) home_.write(one);
    }
}

void commands::announce(const planned_migration& planned, const schema_state& before) const {
    streams_.out << (given_.is_dry_run ? "-- " : "wrote ") << planned.name << '\n';
    if (given_.is_dry_run) streams_.out << planned.script;
    const auto parsed = parse_migration({planned.name, planned.script});
    for (const auto& found : findings_of(parsed, &before, &planned.state))
        streams_.problems << "note: " << found.code << ": " << found.message << '\n';
    const auto change = difference(before, planned.state, parsed.renamings);
    for (const auto& one : possible_renamings(change)) {
        streams_.problems << "note: if " << one.from << " only has another name now, take the "
                          << "migration back and say --rename " << one.from << '=' << one.to
                          << '\n';
    }
}

int commands::check() {
    const auto known = home_.load();
    if (has_models()) check_models(known);
    check_scripts(known);
    if (given_.url) check_database(known);
    if (problems_ == 0) streams_.out << "all is well\n";
    return problems_ == 0 ? 0 : 1;
}

void commands::complain(const std::string& problem) {
    ++problems_;
    streams_.problems << problem << '\n';
}

void commands::check_models(const std::vector<migration>& known) {
    const auto recorded = home_.newest_state(known);
    const auto dialect = dialect_for(recorded);
    const auto change =
        difference(recorded.value_or(schema_state{.dialect = dialect}), schema_of_models(dialect));
    if (change.is_empty()) return;
    complain("the models ask for more than the migrations do: run makemigrations, which would say");
    streams_.problems << joined(to_sql(change));
}

void commands::check_scripts(const std::vector<migration>& known) {
    std::optional<schema_state> before;
    if (!known.empty() && known[0].dialect) before = schema_state{.dialect = *known[0].dialect};
    for (const auto& one : known) {
        if (one.seal == seal_state::broken) {
            complain(
                one.name +
                " was edited since it was written: restore it, or take its checksum line out"
            );
        }
        const auto after = home_.state_of(one);
        const auto* const start = before ? &*before : nullptr;
        for (const auto& found : findings_of(one, start, after ? &*after : nullptr)) {
            complain(
                one.name + ": " + found.code + ": " + found.message +
                " (meant? Then write `-- tinyorm: allow " + found.code + "` into its script)"
            );
        }
        if (after) before = after;
    }
}

void commands::check_database(const std::vector<migration>& known) {
    const auto connection = open();
    runner work{*connection, known};
    for (const auto* const one : work.pending())
        complain(one->name + " is not applied to the database");
    const auto recorded = home_.newest_state(known);
    if (problems_ > 0 || !recorded) return;
    const auto change = difference(*recorded, inspect_schema(*connection));
    if (change.is_empty()) return;
    complain("the database is not what its migrations made. Somebody did to it what this does:");
    streams_.problems << joined(to_sql(change));
}

}  // namespace tinyorm::migrations
