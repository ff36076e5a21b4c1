#include <unamex/observability/json_log.hpp>
#include <unamex/observability/json_text.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <cmath>
#include <iterator>
#include <utility>

namespace unamex::observability {
namespace {

// The logger whose messages are finished lines. A message of any other logger is put into one.
constexpr std::string_view finished_lines = "unamex.json";

constexpr std::string_view name_of(spdlog::level::level_enum level) {
    switch (level) {
        case spdlog::level::trace:
        case spdlog::level::debug: return "debug";
        case spdlog::level::info: return "info";
        case spdlog::level::warn: return "warning";
        default: return "error";
    }
}

constexpr spdlog::level::level_enum to_spdlog(log_level level) {
    switch (level) {
        case log_level::debug: return spdlog::level::debug;
        case log_level::info: return spdlog::level::info;
        case log_level::warning: return spdlog::level::warn;
        case log_level::error: break;
    }
    return spdlog::level::err;
}

class field_writer {
public:
    explicit field_writer(std::string& line) noexcept : line_{&line} {}

    void operator()(std::string_view text) const { append_json_string(*line_, text); }
    void operator()(std::int64_t number) const { append(number); }
    void operator()(bool answer) const { append(answer); }
    void operator()(double number) const {
        if (std::isfinite(number)) return append(number);
        *line_ += "null";
    }

private:
    void append(auto value) const { fmt::format_to(std::back_inserter(*line_), "{}", value); }

    std::string* line_;
};

// The line without its time and its end.
std::string body_of(
    std::string_view level, std::string_view message, std::initializer_list<log_field> fields
) {
    std::string line = fmt::format("\"level\":\"{}\",\"message\":", level);
    append_json_string(line, message);
    for (const auto& field : fields) {
        line += ',';
        append_json_string(line, field.name);
        line += ':';
        std::visit(field_writer{line}, field.value);
    }
    return line;
}

class line_formatter final : public spdlog::formatter {
public:
    void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& line) override {
        const std::string_view text{message.payload.data(), message.payload.size()};
        const std::string_view logger{message.logger_name.data(), message.logger_name.size()};
        const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(message.time);
        const auto body = logger == finished_lines ? std::string{text}
                                                   : body_of(name_of(message.level), text, {});
        fmt::format_to(
            std::back_inserter(line),
            "{{\"time\":\"{:%FT%T}.{:03}Z\",{}}}\n",
            fmt::gmtime(std::chrono::system_clock::to_time_t(milliseconds)),
            milliseconds.time_since_epoch().count() % 1'000,
            body
        );
    }

    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override {
        return std::make_unique<line_formatter>();
    }
};

std::shared_ptr<spdlog::sinks::sink> open_sink(const std::string& file) {
    if (file.empty()) return std::make_shared<spdlog::sinks::stdout_sink_mt>();
    return std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
}

}  // namespace

class json_log::implementation {
public:
    implementation(const std::string& file, log_level least)
        : sink_{open_sink(file)},
          lines_{std::string{finished_lines}, sink_} {
        sink_->set_formatter(std::make_unique<line_formatter>());
        lines_.set_level(to_spdlog(least));
        lines_.flush_on(spdlog::level::trace);
    }

    void write(log_level level, std::string_view message, std::initializer_list<log_field> fields) {
        const auto at = to_spdlog(level);
        if (!lines_.should_log(at)) return;
        const auto body = body_of(name_of(at), message, fields);
        lines_.log(at, spdlog::string_view_t{body.data(), body.size()});
    }

    void become_default() {
        auto of_libraries = std::make_shared<spdlog::logger>("", sink_);
        of_libraries->set_level(lines_.level());
        of_libraries->flush_on(spdlog::level::trace);
        spdlog::set_default_logger(std::move(of_libraries));
    }

private:
    std::shared_ptr<spdlog::sinks::sink> sink_;
    spdlog::logger lines_;
};

json_log::json_log(const std::string& file, log_level least)
    : implementation_{std::make_unique<implementation>(file, least)} {}

json_log::~json_log() = default;

void json_log::write(
    log_level level, std::string_view message, std::initializer_list<log_field> fields
) noexcept {
    implementation_->write(level, message, fields);
}

void json_log::become_default() {
    implementation_->become_default();
}

}  // namespace unamex::observability
