/// @file
/// The everyday names of tinyorm, for programs that use it.
#pragma once

#include <tinyorm/core/error.hpp>
#include <tinyorm/core/types.hpp>
#include <tinyorm/query/choice.hpp>
#include <tinyorm/query/model.hpp>
#include <tinyorm/query/related_query.hpp>
#include <tinyorm/query/relationship.hpp>
#include <tinyorm/query/subqueries.hpp>
#include <tinyorm/query/table_source.hpp>
#include <tinyorm/query/window.hpp>
#include <tinyorm/session/database.hpp>

namespace tinyorm {

using query::alias;
using query::column;
using query::common_table_of;
using query::condition;
using query::keyset;
using query::many_to_many;
using query::many_to_one;
using query::model;
using query::one_to_many;
using query::recursive_table_of;
using query::row_lock;
using query::select;
using query::window;
using schema::field;

using query::ascending;
using query::avg;
using query::cast;
using query::coalesce;
using query::concat;
using query::constant;
using query::count;
using query::count_distinct;
using query::descending;
using query::exists;
using query::fragment;
using query::function;
using query::length;
using query::lower;
using query::max;
using query::min;
using query::now;
using query::nullif;
using query::over;
using query::scalar;
using query::sum;
using query::trim;
using query::upper;
using query::when;

using query::current_row;
using query::dense_rank;
using query::first_value;
using query::following;
using query::lag;
using query::last_value;
using query::lead;
using query::preceding;
using query::rank;
using query::row_number;
using query::unbounded_following;
using query::unbounded_preceding;

}  // namespace tinyorm
