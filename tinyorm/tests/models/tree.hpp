/// @file
/// A table that refers to itself, and one of every further type.
#pragma once

#include <tinyorm/query/model.hpp>

#include <optional>
#include <string>
#include <vector>

namespace forest {

TINYORM_MODEL(
    Node,
    "nodes",
    (tinyorm::i64, id, primary_key),
    (std::optional<tinyorm::i64>, parent_id, foreign_key<Node>),
    (std::string, label),
    (std::optional<tinyorm::i64>, weight)
);

TINYORM_MODEL(
    Article,
    "articles",
    (tinyorm::i64, id, primary_key),
    (tinyorm::date, published),
    (tinyorm::decimal, price),
    (tinyorm::json, details),
    (std::vector<tinyorm::i64>, sizes),
    (std::vector<std::string>, tags),
    (std::optional<tinyorm::date>, withdrawn),
    (std::optional<std::vector<std::string>>, notes)
);

}  // namespace forest
