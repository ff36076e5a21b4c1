#include <tinyorm/dialect/sql_dialect.hpp>

#include <migrations/schema_changes.hpp>

#include <algorithm>

namespace tinyorm::migrations {
namespace {

using schema::column_type;
using schema::delete_action;

std::string type_of(dialect_kind dialect, column_type type) {
    return std::string{dialect::dialect_of(dialect).type_name(type)};
}

std::string now(dialect_kind dialect) {
    return dialect == dialect_kind::postgres ? "now()" : "strftime('%Y-%m-%d %H:%M:%f000', 'now')";
}

table_state& table(schema_state& state, const std::string& name) {
    return *std::ranges::find(state.tables, name, &table_state::name);
}

column_state& column(schema_state& state, const std::string& of, const std::string& name) {
    return *std::ranges::find(table(state, of).columns, name, &column_state::name);
}

column_state nullable(const schema_state& state, const std::string& name, column_type type) {
    return {.name = name, .type = type_of(state.dialect, type), .is_nullable = true};
}

column_state needed(
    const schema_state& state,
    const std::string& name,
    column_type type,
    const std::string& otherwise
) {
    return {.name = name, .type = type_of(state.dialect, type), .default_sql = otherwise};
}

column_state numbered(const schema_state& state) {
    return {
        .name = "id",
        .type = type_of(state.dialect, column_type::big_integer),
        .is_autoincrement = true};
}

unique_state unique(const std::string& of, const column_names& columns) {
    return {conventional_name(of, columns, "key"), columns};
}

index_state index(const std::string& of, const column_names& columns) {
    return {conventional_name(of, columns, "index"), columns};
}

foreign_key_state reference(
    const std::string& of,
    const std::string& from,
    const std::string& to,
    delete_action action = delete_action::refuse
) {
    return {conventional_name(of, {from}, "fkey"), {from}, to, {"id"}, action};
}

void add(schema_state& state, const std::string& of, column_state added) {
    table(state, of).columns.push_back(std::move(added));
}

// With everything that names it.
void drop(schema_state& state, const std::string& of, const std::string& name) {
    auto& from = table(state, of);
    const auto uses = [&name](const auto& item) {
        return std::ranges::find(item.columns, name) != item.columns.end();
    };
    std::erase_if(from.columns, [&name](const auto& one) { return one.name == name; });
    std::erase_if(from.uniques, uses);
    std::erase_if(from.indexes, uses);
    std::erase_if(from.foreign_keys, uses);
}

void drop_table(schema_state& state, const std::string& name) {
    std::erase_if(state.tables, [&name](const auto& one) { return one.name == name; });
    for (auto& other : state.tables) {
        std::erase_if(other.foreign_keys, [&name](const auto& one) { return one.table == name; });
    }
}

table_state small_table(const schema_state& state, const std::string& name) {
    return {
        .name = name,
        .columns = {numbered(state), nullable(state, "other_id", column_type::big_integer)},
        .primary_key = {"id"}};
}

}  // namespace

schema_state base_schema(dialect_kind dialect) {
    schema_state state{.dialect = dialect};
    table_state users{.name = "users", .columns = {numbered(state)}, .primary_key = {"id"}};
    users.columns.push_back(needed(state, "name", column_type::text, ""));
    users.columns.push_back(nullable(state, "email", column_type::text));
    users.columns.push_back(nullable(state, "age", column_type::integer));
    users.columns.push_back(needed(state, "created_at", column_type::timestamp, now(dialect)));
    users.columns.push_back(needed(state, "level", column_type::integer, "1"));
    users.columns.push_back(nullable(state, "nick", column_type::text));
    users.columns.back().max_length = 20;
    users.uniques = {unique("users", {"email"})};
    users.indexes = {index("users", {"age"})};
    table_state posts{.name = "posts", .columns = {numbered(state)}, .primary_key = {"id"}};
    posts.columns.push_back(nullable(state, "author_id", column_type::big_integer));
    posts.columns.push_back(needed(state, "title", column_type::text, ""));
    posts.columns.push_back(nullable(state, "tag_id", column_type::big_integer));
    posts.foreign_keys = {reference("posts", "author_id", "users", delete_action::cascade)};
    posts.indexes = {index("posts", {"author_id"}), index("posts", {"author_id", "title"})};
    table_state tags{.name = "tags", .columns = {}, .primary_key = {"id"}};
    tags.columns.push_back(needed(state, "id", column_type::big_integer, ""));
    tags.columns.push_back(needed(state, "label", column_type::text, ""));
    state.tables = {users, posts, tags};
    return state;
}

std::string base_rows(dialect_kind) {
    return "INSERT INTO users (name, email, age, nick) VALUES ('ann', 'a@x', 40, 'a'), "
           "('bob', NULL, NULL, NULL);"
           "INSERT INTO posts (author_id, title, tag_id) VALUES (1, 'first', NULL), (2, 'it''s', "
           "NULL);"
           "INSERT INTO tags (id, label) VALUES (7, 'blue');";
}

const std::vector<named_change>& schema_changes() {
    using state = schema_state;
    static const std::vector<named_change> all{
        {"nothing", [](state&) {}},
        {"add_a_column", [](state& s) { add(s, "users", nullable(s, "city", column_type::text)); }},
        {"add_a_number_with_default",
         [](state& s) { add(s, "users", needed(s, "score", column_type::integer, "-5")); }},
        {"add_a_text_with_default",
         [](state& s) { add(s, "posts", needed(s, "kind", column_type::text, "'it''s'")); }},
        {"add_a_flag_with_default",
         [](state& s) { add(s, "users", needed(s, "is_old", column_type::boolean, "false")); }},
        {"add_a_column_of_limited_length",
         [](state& s) {
             add(s, "posts", nullable(s, "subtitle", column_type::text));
             column(s, "posts", "subtitle").max_length = 9;
         }},
        {"add_a_time_of_now",
         [](state& s) {
             add(s, "posts", needed(s, "at", column_type::timestamp, now(s.dialect)));
         }},
        {"add_a_column_that_refers",
         [](state& s) {
             add(s, "posts", nullable(s, "editor_id", column_type::big_integer));
             table(s, "posts")
                 .foreign_keys.push_back(
                     reference("posts", "editor_id", "users", delete_action::set_null)
                 );
         }},
        {"add_a_unique_column",
         [](state& s) {
             add(s, "posts", nullable(s, "slug", column_type::text));
             table(s, "posts").uniques.push_back(unique("posts", {"slug"}));
         }},
        {"add_columns_of_rare_types",
         [](state& s) {
             add(s, "tags", nullable(s, "u", column_type::uuid));
             add(s, "tags", nullable(s, "j", column_type::json));
             add(s, "tags", nullable(s, "d", column_type::date));
             add(s, "tags", nullable(s, "n", column_type::decimal));
             add(s, "tags", nullable(s, "b", column_type::bytes));
             add(s, "tags", nullable(s, "ii", column_type::integer_array));
             add(s, "tags", nullable(s, "tt", column_type::text_array));
             add(s, "tags", nullable(s, "r", column_type::double_precision));
         }},
        {"drop_a_column", [](state& s) { drop(s, "posts", "tag_id"); }},
        {"drop_an_indexed_column", [](state& s) { drop(s, "users", "age"); }},
        {"drop_a_unique_column", [](state& s) { drop(s, "users", "email"); }},
        {"drop_a_referring_column", [](state& s) { drop(s, "posts", "author_id"); }},
        {"drop_a_column_of_limited_length", [](state& s) { drop(s, "users", "nick"); }},
        {"widen_a_number",
         [](state& s) {
             column(s, "users", "age").type = type_of(s.dialect, column_type::big_integer);
         }},
        {"make_a_number_a_text",
         [](state& s) { column(s, "users", "age").type = type_of(s.dialect, column_type::text); }},
        {"make_a_number_with_default_real",
         [](state& s) {
             column(s, "users", "level").type = type_of(s.dialect, column_type::double_precision);
         }},
        {"need_a_column",
         [](state& s) {
             column(s, "users", "nick").is_nullable = false;
             column(s, "users", "nick").default_sql = "'?'";
         }},
        {"need_an_indexed_column",
         [](state& s) {
             column(s, "users", "age").is_nullable = false;
             column(s, "users", "age").default_sql = "18";
         }},
        {"need_a_column_no_more", [](state& s) { column(s, "users", "name").is_nullable = true; }},
        {"set_a_default", [](state& s) { column(s, "users", "name").default_sql = "'nobody'"; }},
        {"change_a_default", [](state& s) { column(s, "users", "level").default_sql = "2"; }},
        {"drop_a_default", [](state& s) { column(s, "users", "level").default_sql = ""; }},
        {"drop_a_default_of_now",
         [](state& s) { column(s, "users", "created_at").default_sql = ""; }},
        {"limit_a_length", [](state& s) { column(s, "posts", "title").max_length = 100; }},
        {"change_a_limit", [](state& s) { column(s, "users", "nick").max_length = 30; }},
        {"drop_a_limit", [](state& s) { column(s, "users", "nick").max_length = 0; }},
        {"make_a_column_unique",
         [](state& s) { table(s, "users").uniques.push_back(unique("users", {"name"})); }},
        {"make_two_columns_unique",
         [](state& s) {
             table(s, "posts").uniques.push_back({"posts_once", {"author_id", "title"}});
         }},
        {"need_no_unique_column", [](state& s) { table(s, "users").uniques.clear(); }},
        {"add_an_index",
         [](state& s) { table(s, "posts").indexes.push_back(index("posts", {"title"})); }},
        {"add_a_wide_index",
         [](state& s) {
             table(s, "users").indexes.push_back({"by_name", {"name", "age"}});
         }},
        {"drop_an_index", [](state& s) { table(s, "users").indexes.clear(); }},
        {"turn_an_index",
         [](state& s) {
             table(s, "posts").indexes[1].columns = {"title", "author_id"};
         }},
        {"make_an_index_unique", [](state& s) { table(s, "posts").indexes[1].is_unique = true; }},
        {"add_a_reference",
         [](state& s) {
             table(s, "posts").foreign_keys.push_back(reference("posts", "tag_id", "tags"));
         }},
        {"drop_a_reference", [](state& s) { table(s, "posts").foreign_keys.clear(); }},
        {"refuse_to_delete",
         [](state& s) { table(s, "posts").foreign_keys[0].on_delete = delete_action::refuse; }},
        {"forget_on_delete",
         [](state& s) { table(s, "posts").foreign_keys[0].on_delete = delete_action::set_null; }},
        {"create_a_table", [](state& s) { s.tables.push_back(small_table(s, "notes")); }},
        {"create_a_table_that_refers",
         [](state& s) {
             s.tables.push_back(small_table(s, "comments"));
             table(s, "comments").foreign_keys = {reference("comments", "other_id", "posts")};
         }},
        {"create_a_table_that_refers_to_itself",
         [](state& s) {
             s.tables.push_back(small_table(s, "nodes"));
             table(s, "nodes").foreign_keys = {reference("nodes", "other_id", "nodes")};
         }},
        {"create_tables_in_a_circle",
         [](state& s) {
             s.tables.push_back(small_table(s, "hens"));
             s.tables.push_back(small_table(s, "eggs"));
             table(s, "hens").foreign_keys = {reference("hens", "other_id", "eggs")};
             table(s, "eggs").foreign_keys = {reference("eggs", "other_id", "hens")};
         }},
        {"create_a_table_with_a_wide_key",
         [](state& s) {
             s.tables.push_back(small_table(s, "votes"));
             table(s, "votes").columns[0].is_autoincrement = false;
             table(s, "votes").columns[1].is_nullable = false;
             table(s, "votes").primary_key = {"other_id", "id"};
         }},
        {"drop_a_table", [](state& s) { drop_table(s, "tags"); }},
        {"drop_a_table_that_others_refer_to",
         [](state& s) {
             drop(s, "posts", "author_id");
             drop_table(s, "users");
         }},
        {"widen_a_key",
         [](state& s) {
             table(s, "tags").primary_key = {"id", "label"};
         }},
        {"number_a_key", [](state& s) { column(s, "tags", "id").is_autoincrement = true; }},
        {"number_a_key_no_more",
         [](state& s) { column(s, "users", "id").is_autoincrement = false; }},
        {"change_much_of_a_table",
         [](state& s) {
             drop(s, "users", "email");
             add(s, "users", needed(s, "score", column_type::integer, "0"));
             column(s, "users", "name").is_nullable = true;
             table(s, "users").indexes.push_back({"by_score", {"score", "name"}});
         }},
        // Last, since these columns cannot come to tables with rows: they need a value.
        {"drop_needed_columns",
         [](state& s) {
             drop(s, "tags", "label");
             drop(s, "users", "level");
         }},
    };
    return all;
}

}  // namespace tinyorm::migrations
