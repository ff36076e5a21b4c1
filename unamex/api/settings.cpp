#include <api/settings.hpp>

#include <CLI/CLI.hpp>

namespace unamex::api {

namespace {

constexpr unsigned most_workers = 256;

void add_options(CLI::App& program, settings& into) {
    program.add_option("--bind", into.bind, "Where to listen; port 0 takes a free one")
        ->type_name("HOST:PORT")
        ->envname("UNAMEX_BIND")
        ->capture_default_str();
    program
        .add_option(
            "--shards",
            into.shards,
            "URLs of the shards, between commas: sqlite:PATH or postgres://..."
        )
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("URL")
        ->envname("UNAMEX_SHARDS");
    program
        .add_option(
            "--redis",
            into.redis,
            "URL of the Redis to cache in, the same for all processes of a store; without, each "
            "process has its own cache, which suits only one process"
        )
        ->type_name("URL")
        ->envname("UNAMEX_REDIS");
    program.add_option("--data-dir", into.data_dir, "Where snapshots are kept between two runs")
        ->type_name("DIR")
        ->envname("UNAMEX_DATA_DIR")
        ->capture_default_str();
    program.add_option("--port-file", into.port_file, "A file to write the bound port to")
        ->type_name("FILE")
        ->envname("UNAMEX_PORT_FILE");
    program.add_option("--log-level", into.log_level, "What to log")
        ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
        ->envname("UNAMEX_LOG_LEVEL")
        ->capture_default_str();
    program.add_option("--workers", into.workers, "Event loops; 0 for one a core")
        ->check(CLI::Range(0U, most_workers))
        ->envname("UNAMEX_WORKERS")
        ->capture_default_str();
}

}  // namespace

std::variant<settings, no_settings> parse_settings(
    int argument_count, const char* const* arguments
) {
    CLI::App program{"Answers whether usernames are free, finds and claims them.", "unamex-api"};
    settings parsed;
    parsed.bind = "127.0.0.1:8080";
    parsed.data_dir = ".data";
    parsed.log_level = "info";
    add_options(program, parsed);
    try {
        program.parse(argument_count, arguments);
    } catch (const CLI::ParseError& error) {
        return no_settings{program.exit(error)};
    }
    if (parsed.shards.empty())
        parsed.shards = {"sqlite:" + (parsed.data_dir / "names.db").string()};
    return parsed;
}

}  // namespace unamex::api
