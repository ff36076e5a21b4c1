#include <tinyorm/driver/connection.hpp>

namespace tinyorm::driver {

void connection::savepoint(std::string_view name) {
    execute_script("SAVEPOINT " + quote_identifier(name));
}

void connection::rollback_to(std::string_view name) {
    execute_script("ROLLBACK TO SAVEPOINT " + quote_identifier(name));
}

void connection::release(std::string_view name) {
    execute_script("RELEASE SAVEPOINT " + quote_identifier(name));
}

void connection::cancel() noexcept {
    require_proof();
    is_cancelled_.store(true);
    interrupt();
}

void connection::abandon() noexcept {
    require_proof();
    is_cancelled_.store(true);
    cut();
}

void connection::refuse_if_cancelled() const {
    if (is_cancelled())
        throw error(error_kind::cancelled, "the work of this connection was cancelled");
}

void connection::accept_proof() noexcept {
    is_cancelled_.store(false);
    needs_proof_.store(false);
}

std::string quote_identifier(std::string_view name) {
    if (name.empty() || name.find('\0') != std::string_view::npos) {
        throw error(
            error_kind::invalid_query, "an identifier must not be empty nor hold a NUL character"
        );
    }
    std::string quoted = "\"";
    for (const char character : name) {
        if (character == '"') quoted += '"';
        quoted += character;
    }
    return quoted += '"';
}

}  // namespace tinyorm::driver
