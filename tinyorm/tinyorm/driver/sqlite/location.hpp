/// @file
/// Where a `sqlite:` URL points, and how the database is to be opened.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace tinyorm::driver::sqlite {

/// `sqlite:path`, `sqlite:///absolute/path` or `sqlite::memory:`, with the parameters named as the
/// fields are: `sqlite:app.db?mode=ro&synchronous=normal&busy_timeout_ms=500`.
struct location {
    std::string path;
    enum class open_mode {
        create,
        read_write,
        read_only
    } mode = open_mode::create;  ///< `rwc`, `rw`, `ro`
    enum class durability {
        full,
        normal
    } synchronous = durability::full;  ///< normal: a power cut may undo commits
    std::chrono::milliseconds busy_timeout{5'000};

    [[nodiscard]] bool is_in_memory() const { return path == ":memory:"; }
};

/// Throws `invalid_configuration`, saying which part of the URL is wrong.
[[nodiscard]] location parse_location(std::string_view url);

}  // namespace tinyorm::driver::sqlite
