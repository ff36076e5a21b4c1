#include <tinyorm/migrations/arguments.hpp>
#include <tinyorm/migrations/command.hpp>
#include <tinyorm/migrations/commands.hpp>

#include <exception>
#include <ostream>

namespace tinyorm::migrations {

int run_command(
    std::span<const std::string_view> arguments, const model_list* models, command_streams streams
) {
    try {
        const auto given = parse_arguments(arguments);
        return commands{given, models, streams}.run();
    } catch (const usage_error& wrong) {
        streams.problems << "tinyorm: " << wrong.what() << "\n\n" << usage();
        return 2;
    } catch (const std::exception& failed) {
        streams.problems << "tinyorm: " << failed.what() << '\n';
        return 1;
    }
}

}  // namespace tinyorm::migrations
