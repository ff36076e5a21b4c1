/// @file
/// The lines of a migration's script, sorted into what they say.
#pragma once

#include <tinyorm/migrations/migration.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tinyorm::migrations {

/// What a line begins with that is for tinyorm.
inline constexpr std::string_view directive = "-- tinyorm:";

/// The checksum of a script. The lines `-- tinyorm: checksum` and `-- tinyorm: allow`, which change
/// nothing that a database sees, do not count.
[[nodiscard]] std::string checksum_of_script(std::string_view text);

/// Reads one script into a migration that has its name already.
class script_reader {
public:
    explicit script_reader(migration& target) : target_(target) {}

    void read(std::string_view text);

private:
    void read_line(std::string_view line);
    void read_directive(std::string_view words);
    void open_section(section& opened, std::string_view options);
    [[noreturn]] void refuse_line(const std::string& message) const;

    migration& target_;
    section* current_ = nullptr;
    bool has_up_ = false;
    int line_number_ = 0;
    std::string stated_checksum_;
};

}  // namespace tinyorm::migrations
