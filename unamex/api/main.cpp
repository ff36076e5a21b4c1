// unamex-api: answers whether usernames are free, finds and claims them.
#include <api/api_server.hpp>
#include <api/settings.hpp>
#include <api/termination.hpp>
#include <unamex/observability/json_log.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <variant>

namespace {

using namespace unamex::api;
using unamex::observability::json_log;
using unamex::observability::log_level;

log_level level_of(std::string_view word) {
    if (word == "debug") return log_level::debug;
    if (word == "warn") return log_level::warning;
    return word == "error" ? log_level::error : log_level::info;
}

void write_port(const std::filesystem::path& file, std::uint16_t port) {
    std::ofstream out{file};
    out << port << '\n';
    if (!out.flush()) throw std::runtime_error("the port cannot be written to " + file.string());
}

int serve(const settings& wanted) {
    json_log log{{}, level_of(wanted.log_level)};
    log.become_default();
    api_server server{wanted};
    termination end;
    if (!wanted.port_file.empty()) write_port(wanted.port_file, server.port());
    const int signal = end.wait_blocking();
    log.write(log_level::info, "answering what was accepted, then stopping", {{"signal", signal}});
    server.stop();
    log.write(log_level::info, "stopped");
    return 0;
}

}  // namespace

int main(int argument_count, char** arguments) {
    try {
        const auto parsed = parse_settings(argument_count, arguments);
        if (const auto* nothing = std::get_if<no_settings>(&parsed)) return nothing->exit_status;
        return serve(std::get<settings>(parsed));
    } catch (const std::exception& failure) {
        fmt::print(stderr, "unamex-api: {}\n", failure.what());
        return 1;
    }
}
