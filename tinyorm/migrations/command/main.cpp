#include <tinyorm/migrations/command.hpp>

#include <iostream>
#include <string_view>
#include <vector>

int main(int count, char** arguments) {
    const std::vector<std::string_view> given{arguments + 1, arguments + count};
    return tinyorm::migrations::run_command(given, nullptr, {std::cout, std::cerr});
}
