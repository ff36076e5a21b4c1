/// @file
/// What a session allows, and what it looks out for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <source_location>
#include <string>

namespace tinyorm {

/// Whether `session::load` may ask the database for what was not loaded before.
enum class lazy_loading : std::uint8_t { allow, refuse };

/// What happens when one place of the program runs one query again and again: N + 1 of them, where
/// one would do.
enum class repetition_response : std::uint8_t {
    ignore,  ///< nothing; nothing is counted either
    warn,    ///< it is reported, once a session and place
    raise,   ///< the query throws `invalid_query` in place of running
    batch,   ///< `session::load` loads for all objects of the session; the rest as `warn`
};

/// A query that came again once too often.
struct repetition {
    std::string query;  ///< its SQL, or the relationship
    std::source_location origin;
    std::size_t times;
};

struct session_policy {
    lazy_loading lazy = lazy_loading::allow;
    repetition_response on_repetition = repetition_response::ignore;
    std::size_t repetition_limit = 10;                ///< how often a query may come from one place
    std::function<void(const repetition&)> report{};  ///< called by the session's thread
};

}  // namespace tinyorm
