#include <tinyorm/driver/sqlite/prepared.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace tinyorm::driver::sqlite {
namespace {

void append_json(std::string& json, i64 element) {
    json += std::to_string(element);
}

void append_json(std::string& json, std::string_view element) {
    constexpr std::string_view digits = "0123456789abcdef";
    json += '"';
    for (const char character : element) {
        const auto code = static_cast<unsigned char>(character);
        if (code < 0x20) {
            json += "\\u00";
            json += digits[code >> 4];
            json += digits[code & 15];
        } else {
            if (character == '"' || character == '\\') json += '\\';
            json += character;
        }
    }
    json += '"';
}

template <typename Element>
std::string to_json(const std::vector<Element>& elements) {
    std::string json = "[";
    for (const auto& element : elements) {
        if (json.size() > 1) json += ',';
        append_json(json, element);
    }
    return json += ']';
}

// Binds one parameter; what it makes itself (times, arrays) is always copied by SQLite.
class binder {
public:
    binder(sqlite3_stmt* statement, int index, sqlite3_destructor_type keeps)
        : statement_(statement),
          index_(index),
          keeps_(keeps) {}

    int operator()(std::monostate) const { return sqlite3_bind_null(statement_, index_); }
    int operator()(bool given) const { return sqlite3_bind_int(statement_, index_, given ? 1 : 0); }
    int operator()(i64 given) const { return sqlite3_bind_int64(statement_, index_, given); }
    int operator()(double given) const { return sqlite3_bind_double(statement_, index_, given); }
    int operator()(const std::string& given) const { return bind_text(given, keeps_); }
    int operator()(const bytes& given) const {
        if (given.empty())
            return sqlite3_bind_zeroblob(statement_, index_, 0);  // a null pointer would bind NULL
        return sqlite3_bind_blob64(statement_, index_, given.data(), given.size(), keeps_);
    }
    int operator()(timestamp given) const { return bind_text(to_string(given), SQLITE_TRANSIENT); }
    template <typename Element>
    int operator()(const std::vector<Element>& given) const {
        return bind_text(to_json(given), SQLITE_TRANSIENT);
    }

private:
    int bind_text(const std::string& text, sqlite3_destructor_type keeps) const {
        return sqlite3_bind_text64(
            statement_, index_, text.data(), text.size(), keeps, SQLITE_UTF8
        );
    }

    sqlite3_stmt* statement_;
    int index_;
    sqlite3_destructor_type keeps_;
};

cell read_cell(sqlite3_stmt* statement, int column) {
    cell read;
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER:
            read.form = cell_form::integer;
            read.integer = sqlite3_column_int64(statement, column);
            break;
        case SQLITE_FLOAT:
            read.form = cell_form::real;
            read.real = sqlite3_column_double(statement, column);
            break;
        case SQLITE_TEXT:
            read.form = cell_form::text;
            read.data = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
            read.size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
            break;
        case SQLITE_BLOB:
            read.form = cell_form::blob;
            read.data = static_cast<const char*>(sqlite3_column_blob(statement, column));
            read.size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
            break;
        default: break;
    }
    return read;
}

}  // namespace

int prepared::bind(std::span<const value> parameters) {
    const bool returns_rows = sqlite3_column_count(handle()) > 0;
    const auto keeps = returns_rows ? SQLITE_TRANSIENT : SQLITE_STATIC;
    int index = 0;
    for (const auto& parameter : parameters) {
        const int code = std::visit(binder{handle(), ++index, keeps}, parameter.held());
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}

std::span<const cell> prepared::read_row() {
    row_.resize(static_cast<std::size_t>(sqlite3_data_count(handle())));
    int column = 0;
    for (auto& read : row_)
        read = read_cell(handle(), column++);
    return row_;
}

void prepared::reset() noexcept {
    sqlite3_reset(handle());
    sqlite3_clear_bindings(handle());
}

}  // namespace tinyorm::driver::sqlite
