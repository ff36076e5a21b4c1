#include <tinyorm/driver/postgres/conninfo.hpp>
#include <tinyorm/driver/postgres/postgres_connection.hpp>
#include <tinyorm/driver/registry.hpp>

namespace tinyorm::driver::postgres {
namespace {

std::unique_ptr<connection> open(std::string_view url) {
    return std::make_unique<postgres_connection>(to_conninfo(url));
}

bool is_private(std::string_view url) {
    (void)to_conninfo(url);  // a malformed URL is refused here as well
    return false;
}

int register_here() {
    register_driver(
        {.dialect = dialect_kind::postgres,
         .schemes = {"postgres", "postgresql"},
         .open = &open,
         .is_private = &is_private}
    );
    return 1;
}

}  // namespace
}  // namespace tinyorm::driver::postgres

// The target tinyorm::postgres makes the linker ask for this symbol, or it would drop the
// registration.
extern "C" {
extern int tinyorm_postgres_driver;
int tinyorm_postgres_driver = tinyorm::driver::postgres::register_here();
}
