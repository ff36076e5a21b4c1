/// @file
/// The everyday names of tinyorm, for programs that use it.
#pragma once

#include <tinyorm/core/error.hpp>
#include <tinyorm/core/types.hpp>
#include <tinyorm/query/aggregate.hpp>
#include <tinyorm/query/model.hpp>
#include <tinyorm/session/database.hpp>

namespace tinyorm {

using query::column;
using query::condition;
using query::model;
using query::row_lock;
using schema::field;

using query::avg;
using query::count;
using query::max;
using query::min;
using query::sum;

}  // namespace tinyorm
