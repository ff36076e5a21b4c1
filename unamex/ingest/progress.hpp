/// @file
/// How far is it? A bar on a terminal, lines of JSON anywhere else.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

namespace unamex::ingest {

/// One stage of the work at one moment.
struct progress_state {
    std::string stage;  ///< `read`, `load`, `snapshot`
    std::string unit;   ///< of what is counted: `bytes`, `names`
    std::uint64_t done = 0;
    std::optional<std::uint64_t> total;  ///< where it is known
    std::chrono::milliseconds elapsed{};
};

/// One line of at most `width` columns: the stage, a bar and what is left where the total is known.
[[nodiscard]] std::string to_bar(const progress_state& state, std::size_t width);

/// `{"stage":"load","unit":"names","done":1,"total":2,"seconds":0.5}`.
[[nodiscard]] std::string to_json_line(const progress_state& state);

enum class progress_style : std::uint8_t { bar, json_lines };

/// `bar` where the stream is a terminal.
[[nodiscard]] progress_style style_for(std::FILE* stream);

/// Tells about one stage after the other, not more often than is pleasant: ten times a second on a
/// bar, once a second in JSON, and always at the end of a stage.
///
/// Thread safety: none. Lifetime: the stream outlives it.
class progress {
public:
    using time_point = std::chrono::steady_clock::time_point;

    progress(std::FILE* stream, progress_style style);

    void start(
        std::string stage, std::string unit, std::optional<std::uint64_t> total, time_point now
    );
    void update(std::uint64_t done, time_point now);
    void finish(std::uint64_t done, time_point now);

private:
    void show(time_point now);

    std::FILE* stream_;
    progress_style style_;
    progress_state state_;
    time_point started_;
    time_point shown_;
};

}  // namespace unamex::ingest
