// A program that has the commands of its migrations: run it without arguments to see them.
//
//     02_migrations makemigrations --url sqlite:app.db
//     02_migrations migrate --url sqlite:app.db
#include <tinyorm/migrations/manage.hpp>
#include <tinyorm/tinyorm.hpp>

//! [models]
TINYORM_MODEL(
    User,
    "users",
    (tinyorm::i64, id, primary_key, autoincrement),
    (std::string, username, unique, max_length<50>),
    (std::optional<std::string>, email),
    (tinyorm::i32, level, default_value<1>),
    (tinyorm::timestamp, created_at, default_now)
);

TINYORM_MODEL(
    Post,
    "posts",
    (tinyorm::i64, id, primary_key, autoincrement),
    (tinyorm::i64, author_id, foreign_key<User>, on_delete_cascade, indexed_in<"posts_by_title">),
    (std::string, title, indexed_in<"posts_by_title">)
);
//! [models]

//! [main]
int main(int count, char** arguments) {
    return tinyorm::manage(count, arguments, tinyorm::schema_of<User, Post>());
}
//! [main]
