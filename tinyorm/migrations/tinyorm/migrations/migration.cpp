#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/migration.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <utility>

namespace tinyorm::migrations {
namespace {

constexpr std::string_view directive = "-- tinyorm:";

[[noreturn]] void refuse(const std::string& message) {
    throw error(error_kind::invalid_configuration, message);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// FNV-1a: it tells an edited script from the one that was applied; nobody forges it.
std::string checksum_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char character : text) {
        if (character == '\r') continue;
        hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3;
    }
    char digits[17] = "0000000000000000";
    char written[16];
    const auto* const end = std::to_chars(written, written + sizeof(written), hash, 16).ptr;
    std::copy(static_cast<const char*>(written), end, digits + (16 - (end - written)));
    return digits;
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

// Takes a script line by line and sorts the lines into its sections.
class section_reader {
public:
    explicit section_reader(migration& target) : target_(target) {}

    void read_line(std::string_view line) {
        ++line_number_;
        const auto content = trimmed(line);
        if (content.starts_with(directive)) {
            open_section(trimmed(content.substr(directive.size())));
        } else if (current_ != nullptr) {
            (current_->sql += line) += '\n';
        } else if (!content.empty() && !content.starts_with("--")) {
            refuse_line("SQL stands before the line `-- tinyorm: up`");
        }
    }

    void finish() {
        if (!has_up_) refuse("migration " + target_.name + " has no line `-- tinyorm: up`");
    }

private:
    void open_section(std::string_view words) {
        const auto space = words.find(' ');
        const auto direction = words.substr(0, space);
        const auto option =
            space == std::string_view::npos ? std::string_view{} : trimmed(words.substr(space));
        if (direction == "up" && !has_up_) {
            has_up_ = true;
            current_ = &target_.up;
        } else if (direction == "down" && !target_.down) {
            current_ = &target_.down.emplace();
        } else {
            refuse_line(
                "`-- tinyorm:` is followed by up or down, each once, not by \"" +
                std::string{direction} + '"'
            );
        }
        current_->first_line = line_number_ + 1;
        if (option == "no-transaction") {
            current_->transaction = transaction_use::none;
        } else if (!option.empty()) {
            refuse_line(
                "the only option of a section is no-transaction, not \"" + std::string{option} + '"'
            );
        }
    }

    [[noreturn]] void refuse_line(const std::string& message) const {
        refuse(
            "migration " + target_.name + ", line " + std::to_string(line_number_) + ": " + message
        );
    }

    migration& target_;
    section* current_ = nullptr;
    bool has_up_ = false;
    int line_number_ = 0;
};

std::vector<migration> in_order(std::vector<migration> migrations) {
    std::ranges::sort(migrations, {}, &migration::version);
    const auto twins = std::ranges::adjacent_find(migrations, {}, &migration::version);
    if (twins != migrations.end()) {
        refuse(
            "two migrations have the same number: " + twins->name + " and " + std::next(twins)->name
        );
    }
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
    parsed.checksum = checksum_of(source.text);
    section_reader reader{parsed};
    for (auto rest = source.text; !rest.empty();) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        reader.read_line(line);
    }
    reader.finish();
    return parsed;
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
