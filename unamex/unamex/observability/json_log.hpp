/// @file
/// The log: one JSON object a line.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace unamex::observability {

enum class log_level : std::uint8_t { debug, info, warning, error };

struct log_field {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, bool> value;
};

/// Writes lines such as
/// `{"time":"2026-01-31T12:00:00.123Z","level":"info","message":"listening","port":8080}`.
///
/// Whatever a message or a field contains stays inside of its string, on its line: nobody who can
/// choose a name or a header can forge a line.
/// Thread safety: safe; lines do not mix.
/// Errors: none; a log that cannot be written is lost, and so says standard error.
class json_log {
public:
    /// Appends to the file; to standard output if it is empty. Levels below `least` are not
    /// written.
    explicit json_log(const std::string& file = {}, log_level least = log_level::info);
    json_log(const json_log&) = delete;
    json_log& operator=(const json_log&) = delete;
    ~json_log();

    void write(
        log_level level, std::string_view message, std::initializer_list<log_field> fields = {}
    ) noexcept;

    /// From now on what libraries log through spdlog comes out here, too, as messages without
    /// fields.
    void become_default();

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

}  // namespace unamex::observability
