/// @file
/// The models most tests use: users who write posts.
#pragma once

#include <tinyorm/query/model.hpp>

#include <optional>
#include <string>

namespace blog {

TINYORM_MODEL(
    User,
    "users",
    (tinyorm::i64, id, primary_key, autoincrement),
    (std::string, username, unique, max_length<50>),
    (std::optional<std::string>, email),
    (tinyorm::timestamp, created_at, default_now),
    (bool, is_active),
    (tinyorm::i32, version, row_version)
);

TINYORM_MODEL(
    Post,
    "posts",
    (tinyorm::i64, id, primary_key, autoincrement),
    (tinyorm::i64, author_id, foreign_key<User>, on_delete_cascade, indexed),
    (std::string, title)
);

// A key of two columns, and no column that the database fills in.
TINYORM_MODEL(
    Vote,
    "votes",
    (tinyorm::i64, voter_id, primary_key, foreign_key<User>),
    (tinyorm::i64, post_id, primary_key),
    (tinyorm::i16, weight)
);

}  // namespace blog
