// clang-format off
// Misuse that the compiler refuses, and the sentence it refuses it with. Each `#ifdef` is a test of its
// name; without any of them the file compiles.
#include "models/blog.hpp"

#include <tinyorm/tinyorm.hpp>

#include <string>
#include <tuple>
#include <vector>

using blog::Post;
using blog::User;
using blog::Vote;
using tinyorm::i64;

constexpr auto user_posts = tinyorm::one_to_many(User::id, Post::author_id);
constexpr auto post_author = tinyorm::many_to_one(Post::author_id, User::id);
TINYORM_MODEL(Keyless, "keyless", (i64, number));
#ifdef a_relationship_along_no_foreign_key  // tinyorm: a relationship needs a foreign key to the model whose key it names
constexpr auto wrong = tinyorm::one_to_many(User::id, Vote::post_id);
#endif
#ifdef a_relationship_from_no_key  // tinyorm: a relationship leads to or from a primary key or a unique column
constexpr auto wrong = tinyorm::one_to_many(Vote::post_id, Post::author_id);
#endif
#ifdef a_relationship_of_two_types  // tinyorm: the columns of a relationship have one type
constexpr auto wrong = tinyorm::one_to_many(User::username, Post::author_id);
#endif

void misuse(tinyorm::database& db) {
    static_cast<void>(User::select().where(User::id == 1).all(db));

#ifdef a_prefix_of_a_number  // tinyorm: starts_with needs a text column
    static_cast<void>(User::id.starts_with("a"));
#endif
#ifdef a_pattern_for_a_time  // tinyorm: like needs a text column
    static_cast<void>(User::created_at.like("a%"));
#endif
#ifdef a_text_compared_with_a_number  // tinyorm: the value has another type than the column
    static_cast<void>(User::username == 5);
#endif
#ifdef a_number_compared_with_a_text  // tinyorm: the value has another type than the column
    static_cast<void>(User::id < "5");
#endif
#ifdef a_whole_number_compared_with_a_fraction  // tinyorm: the value has another type than the column
    static_cast<void>(User::id == 0.5);
#endif
#ifdef a_column_compared_with_one_of_another_type  // tinyorm: these two operands have different types
    static_cast<void>(User::id == Post::title);
#endif
#ifdef a_column_compared_with_an_optional  // tinyorm: compare with a value; for one that may be absent use is_null
    static_cast<void>(User::email == std::optional<std::string>{});
#endif
#ifdef arithmetic_of_texts  // tinyorm: arithmetic needs numbers
    static_cast<void>(User::username + User::username);
#endif
#ifdef the_sum_of_texts  // tinyorm: sum needs numbers
    static_cast<void>(tinyorm::sum(User::username));
#endif
#ifdef an_array_of_another_type  // tinyorm: any_of got values of another type
    static_cast<void>(User::id.any_of(std::vector<std::string>{}));
#endif
#ifdef an_array_of_times  // tinyorm: any_of needs an integer, text, uuid or enum
    static_cast<void>(User::created_at.any_of(std::vector<tinyorm::timestamp>{}));
#endif
#ifdef an_order_without_direction  // tinyorm: order_by takes terms: write column.asc\(\) or column.desc\(\)
    User::select().order_by(&User::id);
#endif
#ifdef a_selected_number  // tinyorm: columns or expressions of them go here
    static_cast<void>(User::insert({}).returning(5));
#endif
#ifdef a_column_set_to_another_type  // tinyorm: the value has another type than the column
    User::update().set(User::username, 5);
#endif
#ifdef a_column_of_another_model_set  // tinyorm: the column belongs to another model
    User::update().set(Post::title, "a");
#endif
#ifdef a_value_that_must_not_be_null_set_to_null  // tinyorm: only a std::optional column can be set to nullopt
    User::update().set(User::username, std::nullopt);
#endif
#ifdef a_query_of_another_type  // tinyorm: in takes a query of one column, of the same type
    static_cast<void>(User::id.in(Post::select(Post::title)));
#endif
#ifdef a_union_of_other_rows  // tinyorm: both selects of a union must give rows of the same type
    User::select(User::id).union_with(Post::select(Post::title));
#endif
#ifdef a_name_nothing_is_selected_as  // tinyorm: the query selects nothing of this name
    for (const auto& row : User::select(tinyorm::count().as<"users">()).all(db))
        static_cast<void>(row.get<"posts">());
#endif
#ifdef a_name_that_needs_quoting  // tinyorm: this is not a valid name
    static_cast<void>(User::id.as<"user id">());
#endif
#ifdef a_column_a_common_table_lacks  // tinyorm: the common table has no column of this name
    static_cast<void>(tinyorm::common_table_of<"x">(User::select(User::id.as<"id">())).get<"name">());
#endif
#ifdef an_alias_of_another_table  // tinyorm: the column belongs to another model
    static_cast<void>(tinyorm::alias<User, "other">{}(Post::title));
#endif
#ifdef a_page_of_nulls  // tinyorm: pages need columns that are never null
    static_cast<void>(tinyorm::keyset{tinyorm::ascending(User::email)});
#endif
#ifdef a_page_behind_half_a_key  // tinyorm: after takes a value for each column
    const tinyorm::keyset keys{tinyorm::ascending(User::username), tinyorm::ascending(User::id)};
    static_cast<void>(keys.after("a"));
#endif
#ifdef a_fraction_cast_to_a_whole_number  // tinyorm: cast goes from whole numbers to numbers and texts
    static_cast<void>(tinyorm::cast<i64>(tinyorm::avg(User::id)));
#endif
#ifdef a_fragment_that_lacks_an_operand  // tinyorm: a fragment takes one operand for each of its placeholders
    static_cast<void>(tinyorm::fragment<bool, "$1 > $2">(User::id));
#endif
#ifdef a_fragment_in_disorder  // tinyorm: the placeholders of a fragment are
    static_cast<void>(tinyorm::fragment<bool, "$2 > $1">(User::id, User::id));
#endif
#ifdef a_choice_of_two_types  // tinyorm: the value has another type than the column
    static_cast<void>(tinyorm::when(User::id > 1, "a").otherwise(2));
#endif
#ifdef the_remainder_of_a_fraction  // tinyorm: a remainder needs whole numbers
    static_cast<void>(tinyorm::avg(User::id) % 2);
#endif
#ifdef the_upper_case_of_a_number  // tinyorm: this function needs a text
    static_cast<void>(tinyorm::upper(User::id));
#endif
#ifdef json_compared_as_a_whole  // tinyorm: json is not compared as a whole
    static_cast<void>(tinyorm::constant(tinyorm::json{}) == tinyorm::json{});
#endif
#ifdef an_order_of_arrays  // tinyorm: json and arrays have no order in a query
    static_cast<void>(tinyorm::max(tinyorm::constant(std::vector<i64>{})));
#endif
#ifdef a_parameter_of_no_type_of_a_database  // tinyorm: a parameter is null, bool
    db.execute("SELECT $1", std::vector<double>{});
#endif
    db.transaction([](tinyorm::session& within) {
        auto user = within.create<User>({.username = "a"});
        auto post = within.get<Post>(7);
        post.set(Post::author_id, user);
        static_cast<void>(within.find<Vote>(std::tuple{1, 2}));
        static_cast<void>(within.load(user, user_posts));
#ifdef an_object_that_is_written_without_edit  // assignment of member
            user->is_active = true;
#endif
#ifdef an_object_of_a_model_without_key  // tinyorm: an object needs a model with a primary key
        within.create<Keyless>({});
#endif
#ifdef a_key_of_another_type  // tinyorm: the key has another type, or another number of columns
        static_cast<void>(within.get<User>("a"));
#endif
#ifdef a_part_of_a_key  // tinyorm: the key has another type, or another number of columns
        static_cast<void>(within.get<Vote>(1));
#endif
#ifdef a_reference_of_another_model  // tinyorm: the column belongs to another model
        user.set(Post::author_id, user);
#endif
#ifdef a_relationship_of_another_model_loaded  // tinyorm: this relationship begins at another model
        static_cast<void>(within.load(post, user_posts));
#endif
    });
    const auto users = User::select().with(user_posts).all(db);
    static_cast<void>(users.front().get(user_posts));
#ifdef a_relationship_that_was_not_loaded  // tinyorm: this relationship was not loaded: say .with\(it\) in the query
    static_cast<void>(users.front().get(post_author));
#endif
#ifdef a_relationship_of_another_model  // tinyorm: this relationship begins at another model
    static_cast<void>(User::select().with(post_author));
#endif
#ifdef related_rows_of_single_columns  // tinyorm: with belongs to a select of whole rows
    static_cast<void>(User::select(User::id).with(user_posts));
#endif
#ifdef with_something_else  // tinyorm: with takes what one_to_many, many_to_one or many_to_many makes
    static_cast<void>(User::select().with(User::id));
#endif
#ifdef a_result_of_no_type_of_a_database  // tinyorm: a result is a model's row, a field type, or a std::tuple
    static_cast<void>(db.query<std::vector<int>>("SELECT 1"));
#endif
}

#ifdef a_column_of_no_type_of_a_database  // tinyorm: a column holds bool, i16
TINYORM_MODEL(Wrong, "wrong", (std::vector<int>, numbers));
#endif
#ifdef a_length_of_a_number  // tinyorm: max_length is for text columns
TINYORM_MODEL(Wrong, "wrong", (i64, id, max_length<5>));
#endif
#ifdef a_numbered_text  // tinyorm: autoincrement is for integer columns
TINYORM_MODEL(Wrong, "wrong", (std::string, id, primary_key, autoincrement));
#endif
#ifdef a_version_that_is_a_text  // tinyorm: row_version is for integer columns
TINYORM_MODEL(Wrong, "wrong", (std::string, version, row_version));
#endif
#ifdef a_number_that_is_now  // tinyorm: default_now is for timestamp columns
TINYORM_MODEL(Wrong, "wrong", (i64, at, default_now));
#endif
#ifdef a_key_that_may_be_null  // tinyorm: a primary key cannot be optional
TINYORM_MODEL(Wrong, "wrong", (std::optional<i64>, id, primary_key));
#endif
#ifdef a_cascade_along_no_key  // tinyorm: on_delete_cascade stands after foreign_key
TINYORM_MODEL(Wrong, "wrong", (i64, id, on_delete_cascade));
#endif
#ifdef a_row_without_its_key  // tinyorm: on_delete_set_null is for optional columns
TINYORM_MODEL(Wrong, "wrong", (i64, id, foreign_key<User>, on_delete_set_null));
#endif
#ifdef a_text_for_a_number  // tinyorm: the default value has another type than the column
TINYORM_MODEL(Wrong, "wrong", (i64, id, default_value<"one">));
#endif
#ifdef a_number_too_large_for_its_column  // tinyorm: the default value has another type than the column
TINYORM_MODEL(Wrong, "wrong", (tinyorm::i16, id, default_value<32768>));
#endif
#ifdef an_index_that_needs_quoting  // tinyorm: this is not a valid index name
TINYORM_MODEL(Wrong, "wrong", (i64, id, indexed_in<"my index">));
#endif
#ifdef a_table_that_needs_quoting  // tinyorm: this is not a valid table name
TINYORM_MODEL(Wrong, "wrong table", (i64, id));
const auto& table = tinyorm::schema::table_of<Wrong>();
#endif

struct Partial : tinyorm::model<Partial> {
    struct row {
        using model = Partial;
        i64 id{};
        std::string name{};
    };
    static constexpr std::string_view table = "partial";
    static constexpr tinyorm::column<Partial, i64> id{"id"};
    static constexpr tinyorm::column<Partial, std::string> name{"name"};
    static constexpr std::array fields{
        tinyorm::field<&row::id>(id),
#ifdef a_member_of_another_type  // tinyorm: the column and the member of the row have different types
        tinyorm::field<&row::name>(id),
#endif
#ifndef a_member_without_a_column
        tinyorm::field<&row::name>(name),
#endif
    };
};
#ifdef a_member_without_a_column  // tinyorm: `fields` must list every member of `row` once
const auto& table = tinyorm::schema::table_of<Partial>();
#endif
