/// @file
/// DELETE.
#pragma once

#include <tinyorm/query/where_clause.hpp>
#include <tinyorm/query/writing_query.hpp>

namespace tinyorm::query {

/// A delete of rows of `Model`.
template <typename Model>
class remove_query : public guarded_where_clause<remove_query<Model>, writing_query<Model>> {
    using base = guarded_where_clause<remove_query<Model>, writing_query<Model>>;

public:
    remove_query() : base({.kind = statement_kind::remove, .table = &schema::table_of<Model>()}) {}
};

}  // namespace tinyorm::query
