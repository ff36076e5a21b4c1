/// @file
/// The exception for shards that must not be opened.
#pragma once

#include <stdexcept>

namespace unamex::storage {

/// The shards are not what this process needs them to be. `what()` tells an operator why, and what
/// to do; nothing was changed.
class store_refused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace unamex::storage
