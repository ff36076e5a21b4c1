/// @file
/// Where a `sqlite:` URL points, and how the database is to be opened.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace tinyorm::driver::sqlite {

/// `sqlite:path`, `sqlite:///absolute/path` or `sqlite::memory:`, followed perhaps by parameters:
/// `sqlite:app.db?mode=ro&synchronous=normal&busy_timeout_ms=500&cache_kib=65536`.
struct location {
    enum class open_mode : std::uint8_t { create, read_write, read_only };
    enum class durability : std::uint8_t { full, normal };

    std::string path;
    open_mode mode = open_mode::create;             ///< `mode`: rwc, rw, ro
    durability synchronous = durability::full;      ///< normal: a power cut may undo commits
    std::chrono::milliseconds busy_timeout{5'000};  ///< `busy_timeout_ms`
    unsigned cache_kib = 2'000;                     ///< pages each connection keeps

    [[nodiscard]] bool is_in_memory() const { return path == ":memory:"; }
};

/// Throws `invalid_configuration`, saying which part of the URL is wrong.
[[nodiscard]] location parse_location(std::string_view url);

}  // namespace tinyorm::driver::sqlite
