// unamex-ingest: fills the store with names.
#include <ingest/command.hpp>
#include <ingest/name_generator.hpp>
#include <ingest/run_load.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <variant>

namespace {

using namespace unamex::ingest;

int run(const no_command& nothing) {
    return nothing.exit_status;
}

int run(const load_command& load) {
    return run_load(load);
}

int run(const generate_command& generate) {
    name_generator names{generate.seed};
    for (std::uint64_t i = 0; i < generate.count; ++i)
        fmt::print("{}\n", names.next());
    return 0;
}

}  // namespace

int main(int argument_count, char** arguments) {
    try {
        const auto wanted = parse_command(argument_count, arguments);
        return std::visit([](const auto& command) { return run(command); }, wanted);
    } catch (const std::exception& failure) {
        fmt::print(stderr, "unamex-ingest: {}\n", failure.what());
        return 1;
    }
}
