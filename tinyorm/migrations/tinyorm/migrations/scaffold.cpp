#include <tinyorm/migrations/scaffold.hpp>
#include <tinyorm/schema/identifier.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace tinyorm::migrations {
namespace {

// The C++ type of a column, empty for a type that models do not have.
std::string cpp_type(std::string_view type) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 21> types{{
        {"boolean", "bool"},
        {"smallint", "tinyorm::i16"},
        {"integer", "tinyorm::i32"},
        {"bigint", "tinyorm::i64"},
        {"real", "float"},
        {"double precision", "double"},
        {"numeric", "tinyorm::decimal"},
        {"text", "std::string"},
        {"bytea", "tinyorm::bytes"},
        {"timestamptz", "tinyorm::timestamp"},
        {"date", "tinyorm::date"},
        {"uuid", "tinyorm::uuid"},
        {"jsonb", "tinyorm::json"},
        {"bigint[]", "std::vector<tinyorm::i64>"},
        {"text[]", "std::vector<std::string>"},
        {"INTEGER", "tinyorm::i64"},
        {"INT", "tinyorm::i64"},
        {"REAL", "double"},
        {"TEXT", "std::string"},
        {"BLOB", "tinyorm::bytes"},
        {"VARCHAR", "std::string"},
    }};
    const auto found =
        std::ranges::find(types, type, &std::pair<std::string_view, std::string_view>::first);
    return found == types.end() ? "" : std::string{found->second};
}

bool is_now(std::string_view sql) {
    return sql == "now()" || sql == "CURRENT_TIMESTAMP" || sql.starts_with("strftime('%Y-%m-%d");
}

// In SQLite only its default tells a time from a text.
std::string type_of(const column_state& column) {
    const auto type = cpp_type(column.type);
    return type == "std::string" && is_now(column.default_sql) ? "tinyorm::timestamp" : type;
}

// The model of "blog_posts" is BlogPost.
std::string model_name(std::string_view table) {
    std::string name;
    bool begins_word = true;
    for (const char letter : table) {
        if (letter == '_') {
            begins_word = true;
            continue;
        }
        const bool is_small = letter >= 'a' && letter <= 'z';
        name += begins_word && is_small ? static_cast<char>(letter - 'a' + 'A') : letter;
        begins_word = false;
    }
    if (name.ends_with("ies")) return name.substr(0, name.size() - 3) + 'y';
    if (name.ends_with("s") && !name.ends_with("ss") && name.size() > 1) name.pop_back();
    return name;
}

bool is_only(const column_names& columns, const std::string& name) {
    return columns == column_names{name};
}

// The argument of default_value, empty for a default that models cannot say.
std::string constant_of(std::string_view sql) {
    const bool is_number =
        !sql.empty() &&
        sql.find_first_not_of("0123456789", sql[0] == '-' ? 1 : 0) == std::string_view::npos;
    if (is_number || sql == "true" || sql == "false") return std::string{sql};
    if (!sql.starts_with('\'') || !sql.ends_with('\'')) return "";
    std::string literal = "\"";
    for (std::size_t i = 1; i + 1 < sql.size(); ++i) {
        if (sql[i] == '\'') ++i;  // doubled
        if (sql[i] == '"' || sql[i] == '\\') literal += '\\';
        literal += sql[i];
    }
    return literal + '"';
}

// Writes one model.
class model_writer {
public:
    explicit model_writer(const table_state& table) : table_(table) {}

    std::string text() {
        for (const auto& column : table_.columns)
            add_column(column);
        for (const auto& check : table_.checks)
            remark("check " + check.name + ": " + check.sql);
        return remarks_ + "TINYORM_MODEL(\n    " + model_name(table_.name) + ",\n    \"" +
               table_.name + '"' + columns_ + "\n);\n";
    }

private:
    void add_column(const column_state& column) {
        auto type = type_of(column);
        if (type.empty() || !schema::is_identifier(column.name)) {
            return remark("column " + column.name + " of type " + column.type + " is left out");
        }
        if (column.is_nullable) type = "std::optional<" + type + '>';
        words_ = {type, column.name};
        add_keys(column);
        if (column.max_length > 0)
            words_.push_back("max_length<" + std::to_string(column.max_length) + '>');
        add_default(column);
        add_references(column);
        for (const auto& index : table_.indexes)
            add_index(index, column.name);
        columns_ += ",\n    (";
        for (const auto& word : words_)
            columns_ += (&word == &words_.front() ? "" : ", ") + word;
        columns_ += ')';
    }

    void add_keys(const column_state& column) {
        const auto& key = table_.primary_key;
        if (std::ranges::find(key, column.name) != key.end()) words_.emplace_back("primary_key");
        const bool is_serial = column.default_sql.starts_with("nextval(");
        if (column.is_autoincrement || is_serial) words_.emplace_back("autoincrement");
        for (const auto& unique : table_.uniques) {
            const auto& columns = unique.columns;
            if (is_only(columns, column.name)) {
                words_.emplace_back("unique");
            } else if (std::ranges::find(columns, column.name) != columns.end()) {
                words_.push_back("unique_in<\"" + unique.name + "\">");
            }
        }
    }

    void add_default(const column_state& column) {
        const auto& sql = column.default_sql;
        if (sql.empty() || sql.starts_with("nextval(")) return;
        const auto type = type_of(column);
        if (is_now(sql)) {
            if (type == "tinyorm::timestamp") return void(words_.emplace_back("default_now"));
            return remark("the default of " + column.name + ": " + sql);
        }
        const auto constant = constant_of(sql);
        const bool is_text = constant.starts_with('"');
        const bool suits =
            is_text ? type == "std::string" : type == "bool" || type.starts_with("tinyorm::i");
        if (constant.empty() || !suits) return remark("the default of " + column.name + ": " + sql);
        words_.push_back("default_value<" + constant + '>');
    }

    void add_references(const column_state& column) {
        for (const auto& reference : table_.foreign_keys) {
            if (!is_only(reference.columns, column.name)) {
                if (reference.columns.front() == column.name)
                    remark("foreign key " + reference.name + " of several columns");
                continue;
            }
            words_.push_back("foreign_key<" + model_name(reference.table) + '>');
            if (reference.on_delete == schema::delete_action::cascade)
                words_.emplace_back("on_delete_cascade");
            if (reference.on_delete == schema::delete_action::set_null)
                words_.emplace_back("on_delete_set_null");
        }
    }

    void add_index(const index_state& index, const std::string& column) {
        if (std::ranges::find(index.columns, column) == index.columns.end()) return;
        const bool is_alone = is_only(index.columns, column);
        if (index.is_unique) {
            if (index.columns.front() == column) remark("unique index " + index.name);
        } else if (is_alone && index.name == conventional_name(table_.name, {column}, "index")) {
            words_.emplace_back("indexed");
        } else {
            words_.push_back("indexed_in<\"" + index.name + "\">");
        }
    }

    void remark(const std::string& text) {
        remarks_ += "// " + table_.name + ": ";
        for (const char letter : text)
            remarks_ += letter == '\n' ? ' ' : letter;
        remarks_ += '\n';
    }

    const table_state& table_;
    std::vector<std::string> words_;  // of the column that is written
    std::string columns_;
    std::string remarks_;
};

}  // namespace

std::string scaffold(const schema_state& state) {
    std::string text =
        "#pragma once\n\n#include <tinyorm/tinyorm.hpp>\n\n#include <optional>\n#include "
        "<string>\n#include <vector>\n";
    for (const auto* const table : in_order_of_reference(state.tables))
        text += '\n' + model_writer{*table}.text();
    return text;
}

}  // namespace tinyorm::migrations
