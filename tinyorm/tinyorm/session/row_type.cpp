#include <tinyorm/session/row_type.hpp>

#include <algorithm>
#include <variant>

namespace tinyorm {
namespace {

// A value as a driver would hand it out.
class cell_writer {
public:
    explicit cell_writer(const value& given) { std::visit(*this, given.held()); }

    void operator()(std::monostate) {}
    void operator()(bool given) { (*this)(i64{given ? 1 : 0}); }
    void operator()(i64 given) {
        written_.form = cell_form::integer;
        written_.integer = given;
    }
    void operator()(double given) {
        written_.form = cell_form::real;
        written_.real = given;
    }
    void operator()(const std::string& given) { point_at(cell_form::text, given); }
    void operator()(const bytes& given) {
        written_.form = cell_form::blob;
        written_.data = reinterpret_cast<const char*>(given.data());
        written_.size = given.size();
    }
    void operator()(timestamp given) { point_at(cell_form::text, text_ = to_string(given)); }
    template <typename Element>
    void operator()(const std::vector<Element>&) {
        throw error{error_kind::invalid_query, "an array is no key, and the database makes none"};
    }

    [[nodiscard]] const cell& written() const noexcept { return written_; }

private:
    void point_at(cell_form form, const std::string& text) {
        written_.form = form;
        written_.data = text.data();
        written_.size = text.size();
    }

    cell written_;
    std::string text_;
};

struct value_text {
    std::string operator()(std::monostate) const { return "NULL"; }
    std::string operator()(bool given) const { return given ? "true" : "false"; }
    std::string operator()(i64 given) const { return std::to_string(given); }
    std::string operator()(double given) const { return std::to_string(given); }
    std::string operator()(const std::string& given) const { return given; }
    std::string operator()(const bytes& given) const {
        return std::to_string(given.size()) + " bytes";
    }
    std::string operator()(timestamp given) const { return to_string(given); }
    template <typename Element>
    std::string operator()(const std::vector<Element>&) const {
        return "an array";
    }
};

}  // namespace

row_key key_of(const schema::table_definition& table, const void* row) {
    row_key key;
    for (const auto& field : table.fields) {
        if (field.column->is_primary_key) key.push_back(field.bind(row));
    }
    return key;
}

bool is_left_to_database(const schema::field_definition& field, const void* row) {
    if (!field.column->is_generated()) return false;
    const auto given = field.bind(row);
    return given.is_null() || given == value{i64{0}} || given == value{timestamp{}};
}

bool has_key(const schema::table_definition& table, const void* row) {
    return std::ranges::none_of(table.fields, [row](const schema::field_definition& field) {
        return field.column->is_primary_key && is_left_to_database(field, row);
    });
}

void set_field(const schema::field_definition& field, void* row, const value& given) {
    field.decode(cell_writer{given}.written(), row);
}

const schema::field_definition& field_of(const schema::column_definition& column) {
    return *std::ranges::find(column.table().fields, &column, &schema::field_definition::column);
}

const schema::field_definition* version_of(const schema::table_definition& table) {
    const auto found = std::ranges::find_if(table.fields, [](const auto& field) {
        return field.column->is_row_version;
    });
    return found == table.fields.end() ? nullptr : &*found;
}

std::string described(const schema::table_definition& table, const row_key& key) {
    std::string text{table.name};
    std::size_t next = 0;
    for (const auto& field : table.fields) {
        if (!field.column->is_primary_key) continue;
        (text += next == 0 ? " with " : ", ") += field.column->name;
        (text += ' ') += std::visit(value_text{}, key[next++].held());
    }
    return text;
}

}  // namespace tinyorm
