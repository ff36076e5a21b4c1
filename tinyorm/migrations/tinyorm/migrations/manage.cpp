#include <tinyorm/migrations/command.hpp>
#include <tinyorm/migrations/manage.hpp>

#include <iostream>
#include <string_view>
#include <vector>

namespace tinyorm {

int manage(int count, const char* const* arguments, const migrations::model_list& models) {
    const std::vector<std::string_view> given{arguments + 1, arguments + count};
    return migrations::run_command(given, &models, {std::cout, std::cerr});
}

}  // namespace tinyorm
