/// @file
/// Which names begin with this?
#pragma once

#include <unamex/domain/normaliser.hpp>
#include <unamex/search/name_index.hpp>

#include <variant>

namespace unamex::services {

/// A prefix that no name can begin with.
struct bad_prefix {};

/// Searches by prefixes as people type them.
///
/// Thread safety: safe; answers at once, from memory.
/// Errors: a bad prefix or cursor is a return value.
/// Lifetime: everything given to the constructor outlives it.
class search_service {
public:
    search_service(const domain::normaliser& rules, const search::name_index& index)
        : rules_{rules},
          index_{index} {}

    /// `query.prefix` is brought into the form of names first: "Jürg" finds "jürgen".
    [[nodiscard]] std::variant<search::search_page, search::cursor_defect, bad_prefix> search(
        search::search_query query
    ) const;

private:
    const domain::normaliser& rules_;
    const search::name_index& index_;
};

}  // namespace unamex::services
