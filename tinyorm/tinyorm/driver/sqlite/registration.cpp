#include <tinyorm/driver/registry.hpp>
#include <tinyorm/driver/sqlite/location.hpp>
#include <tinyorm/driver/sqlite/sqlite_connection.hpp>

#include <sqlite3.h>

namespace tinyorm::driver::sqlite {
namespace {

std::unique_ptr<connection> open(std::string_view url) {
    return std::make_unique<sqlite_connection>(parse_location(url));
}

bool is_private(std::string_view url) {
    return parse_location(url).is_in_memory();
}

int register_here() {
    register_driver(
        {.dialect = dialect_kind::sqlite,
         .schemes = {"sqlite"},
         .open = &open,
         .is_private = &is_private,
         .version = sqlite3_libversion_number()}
    );
    return 1;
}

}  // namespace
}  // namespace tinyorm::driver::sqlite

// The target tinyorm::sqlite makes the linker ask for this symbol, or it would drop the
// registration.
extern "C" {
extern int tinyorm_sqlite_driver;
int tinyorm_sqlite_driver = tinyorm::driver::sqlite::register_here();
}
