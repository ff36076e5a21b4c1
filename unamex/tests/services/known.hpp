/// @file
/// Known names without a snapshot.
#pragma once

#include <unamex/services/known_names.hpp>

#include <memory>

namespace unamex::tests {

inline std::unique_ptr<services::known_names> nothing_known(const ports::shard_layout& layout) {
    auto filter = std::make_unique<services::growing_filter>(filter::split_block_filter{1000});
    auto index = std::make_unique<search::name_index>(search::siphash_key{});
    return std::make_unique<services::known_names>(layout, std::move(filter), std::move(index));
}

}  // namespace unamex::tests
