/// @file
/// Segments in memory, for tests.
#pragma once

#include <unamex/search/segment.hpp>
#include <unamex/search/segment_builder.hpp>

#include <map>
#include <string>

namespace unamex::search {

using weights_by_name = std::map<std::string, weight_type>;

inline std::string segment_bytes(
    const weights_by_name& names, std::uint32_t key_version = domain::key_version
) {
    memory_output output;
    segment_builder builder{output, key_version};
    for (const auto& [name, weight] : names)
        builder.add(name, weight);
    builder.finish();
    return output.take();
}

inline segment segment_of(const weights_by_name& names) {
    return segment::from_bytes(segment_bytes(names));
}

}  // namespace unamex::search
