// unamex-api: answers whether usernames are free, finds and claims them.
#include <api/api_server.hpp>
#include <api/settings.hpp>
#include <api/termination.hpp>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <variant>

namespace {

using namespace unamex::api;

void write_port(const std::filesystem::path& file, std::uint16_t port) {
    std::ofstream out{file};
    out << port << '\n';
    if (!out.flush()) throw std::runtime_error("the port cannot be written to " + file.string());
}

int serve(const settings& wanted) {
    spdlog::set_default_logger(spdlog::stderr_logger_mt("unamex-api"));
    spdlog::set_level(spdlog::level::from_str(wanted.log_level));
    api_server server{wanted};
    termination end;
    if (!wanted.port_file.empty()) write_port(wanted.port_file, server.port());
    spdlog::info("signal {}: answering what was accepted, then stopping", end.wait_blocking());
    server.stop();
    spdlog::info("stopped");
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
