/// @file
/// Writes a segment from names that come in order.
#pragma once

#include <unamex/domain/key_version.hpp>
#include <unamex/search/segment_output.hpp>
#include <unamex/search/weighted_name.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace unamex::search {

/// Thread safety: none. Memory: 2 bytes a name until `finish`, and 1 MiB.
/// Errors: `std::invalid_argument` for a name that is empty, longer than `longest_name` or not
/// greater than the one before; `std::length_error` past 2^32 - 1 names or 4 GiB of front-coded
/// names; what the output throws.
/// Lifetime: the output outlives it.
class segment_builder {
public:
    explicit segment_builder(
        segment_output& output, std::uint32_t key_version = domain::key_version
    );
    ~segment_builder();

    void add(std::string_view name, weight_type weight);

    /// Writes what `add` has kept, and the header. Nothing may be added afterwards.
    void finish();

private:
    class checked_output;

    void begin_block(std::string_view name);
    void write_out_blocks();

    std::unique_ptr<checked_output> output_;
    std::uint32_t key_version_;
    std::string previous_;  // the last name
    std::string blocks_;    // front-coded, not written yet
    std::uint64_t blocks_written_ = 0;
    std::string keys_, offsets_;  // the directory: see docs/formats/search-segment.md
    std::string weights_;
};

}  // namespace unamex::search
