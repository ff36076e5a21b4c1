#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/directory.hpp>
#include <tinyorm/migrations/state_json.hpp>

#include <fstream>
#include <iterator>
#include <utility>

namespace tinyorm::migrations {
namespace {

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& path) {
    throw error(error_kind::invalid_configuration, "cannot " + what + ' ' + path.string());
}

// Beside the file first, so that its name never stands for half of it.
void write_whole(const std::filesystem::path& path, const std::string& text) {
    auto interim = path;
    interim += ".new";
    std::ofstream file{interim, std::ios::binary | std::ios::trunc};
    file << text;
    file.close();
    if (!file) fail("write", interim);
    std::filesystem::rename(interim, path);
}

}  // namespace

std::filesystem::path directory::file(const std::string& name, const char* extension) const {
    return path_ / (name + extension);
}

std::vector<migration> directory::load() const {
    if (!std::filesystem::exists(path_)) return {};
    return load_migrations(path_);
}

std::optional<schema_state> directory::state_of(const migration& one) const {
    const auto path = file(one.name, ".json");
    if (!std::filesystem::exists(path)) return std::nullopt;
    std::ifstream opened{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{opened}, {}};
    if (!opened) fail("read", path);
    return parse_state(text, path.string());
}

std::optional<schema_state> directory::newest_state(const std::vector<migration>& known) const {
    for (auto one = known.rbegin(); one != known.rend(); ++one) {
        if (auto state = state_of(*one)) return state;
    }
    return std::nullopt;
}

void directory::write(const planned_migration& planned) const {
    std::filesystem::create_directories(path_);
    write_whole(file(planned.name, ".json"), to_json(planned.state));
    write_whole(file(planned.name, ".sql"), planned.script);
}

void directory::remove(const migration& one) const {
    std::filesystem::remove(file(one.name, ".sql"));
    std::filesystem::remove(file(one.name, ".json"));
}

}  // namespace tinyorm::migrations
