#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/migration.hpp>
#include <tinyorm/migrations/script_reader.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <utility>

namespace tinyorm::migrations {
namespace {

[[noreturn]] void refuse(const std::string& message) {
    throw error(error_kind::invalid_configuration, message);
}

i64 version_of(std::string_view name) {
    i64 version = 0;
    const auto [end, failure] = std::from_chars(name.data(), name.data() + name.size(), version);
    const bool has_number = failure == std::errc{} && version > 0;
    if (!has_number || end == name.data() + name.size() || *end != '_') {
        refuse(
            "a migration is named by its number and what it does, as in 0001_create_users, not \"" +
            std::string{name} + '"'
        );
    }
    return version;
}

void refuse_unless_after(const migration& checked, std::span<const migration> all) {
    for (const auto& name : checked.dependencies) {
        const auto needed = std::ranges::find_if(all, [&name](const migration& one) {
            return one.name == name || std::ranges::find(one.replaced, name) != one.replaced.end();
        });
        if (needed == all.end()) {
            refuse(
                "migration " + checked.name + " depends on " + name +
                ", but there is no such script: restore it"
            );
        }
        if (needed->version >= checked.version) {
            refuse(
                "migration " + checked.name + " depends on " + name +
                ", which comes later: give it a later number"
            );
        }
    }
}

std::vector<migration> in_order(std::vector<migration> migrations) {
    std::vector<std::string> replaced;
    for (const auto& one : migrations)
        replaced.insert(replaced.end(), one.replaced.begin(), one.replaced.end());
    std::erase_if(migrations, [&replaced](const migration& one) {
        return std::ranges::find(replaced, one.name) != replaced.end();
    });
    std::ranges::sort(migrations, {}, &migration::version);
    const auto twins = std::ranges::adjacent_find(migrations, {}, &migration::version);
    if (twins != migrations.end()) {
        refuse(
            "two migrations have the same number: " + twins->name + " and " + std::next(twins)->name
        );
    }
    for (const auto& one : migrations)
        refuse_unless_after(one, migrations);
    return migrations;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (!file) refuse("cannot read " + path.string());
    return text;
}

}  // namespace

migration parse_migration(const script& source) {
    migration parsed;
    parsed.name = source.name;
    parsed.version = version_of(source.name);
    script_reader{parsed}.read(source.text);
    return parsed;
}

void refuse_if_edited(const migration& checked) {
    if (checked.seal != seal_state::broken) return;
    throw error(
        error_kind::migration_refused,
        "migration " + checked.name +
            " was edited since it was written: its line `-- tinyorm: checksum` does not say " +
            checked.checksum + ". Restore it; or, if the edit is meant, take that line out"
    );
}

std::vector<migration> parse_migrations(std::span<const script> sources) {
    std::vector<migration> migrations;
    migrations.reserve(sources.size());
    for (const auto& source : sources)
        migrations.push_back(parse_migration(source));
    return in_order(std::move(migrations));
}

std::vector<migration> load_migrations(const std::filesystem::path& directory) {
    if (!std::filesystem::is_directory(directory))
        refuse("there is no directory " + directory.string());
    std::vector<migration> migrations;
    for (const auto& entry : std::filesystem::directory_iterator{directory}) {
        if (entry.path().extension() != ".sql") continue;
        const auto name = entry.path().stem().string();
        migrations.push_back(parse_migration({.name = name, .text = read_file(entry.path())}));
    }
    return in_order(std::move(migrations));
}

}  // namespace tinyorm::migrations
