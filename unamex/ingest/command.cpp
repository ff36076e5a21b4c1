#include <ingest/command.hpp>

#include <CLI/CLI.hpp>

namespace unamex::ingest {

namespace {

constexpr std::uint64_t most_generated = 1'000'000'000;

CLI::App& add_load(CLI::App& program, load_command& load) {
    auto& stage = *program.add_subcommand(
        "load", "Load files of names, one a line, plain or gzip, into the shards"
    );
    stage
        .add_option(
            "files", load.files, "Files in the order of importance; - for the standard input"
        )
        ->required()
        ->type_name("FILE");
    stage
        .add_option(
            "--shards",
            load.shards,
            "URLs of the shards, between commas: sqlite:PATH or postgres://..."
        )
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("URL")
        ->envname("UNAMEX_SHARDS");
    stage
        .add_option(
            "--redis",
            load.redis,
            "URL of the Redis that the unamex-api of this store cache in, if they do"
        )
        ->type_name("URL")
        ->envname("UNAMEX_REDIS");
    stage.add_option("--data-dir", load.data_dir, "Where snapshots and the manifest go")
        ->type_name("DIR")
        ->envname("UNAMEX_DATA_DIR")
        ->capture_default_str();
    return stage;
}

CLI::App& add_generate(CLI::App& program, generate_command& generate) {
    auto& stage = *program.add_subcommand(
        "generate", "Write synthetic names to the standard output, one a line"
    );
    stage.add_option("--count", generate.count, "How many")
        ->required()
        ->check(CLI::Range(std::uint64_t{1}, most_generated));
    stage.add_option("--seed", generate.seed, "The same seed gives the same names")
        ->capture_default_str();
    return stage;
}

}  // namespace

command parse_command(int argument_count, const char* const* arguments) {
    CLI::App program{"Fills the store of unamex with names.", "unamex-ingest"};
    program.require_subcommand(1);
    program.failure_message(CLI::FailureMessage::help);
    load_command load{.files = {}, .shards = {}, .redis = {}, .data_dir = ".data"};
    generate_command generate{.count = 0, .seed = 1};
    const auto& loading = add_load(program, load);
    add_generate(program, generate);
    try {
        program.parse(argument_count, arguments);
    } catch (const CLI::ParseError& error) {
        return no_command{program.exit(error)};
    }
    if (!loading.parsed()) return generate;
    if (load.shards.empty()) load.shards = {"sqlite:" + (load.data_dir / "names.db").string()};
    return load;
}

}  // namespace unamex::ingest
