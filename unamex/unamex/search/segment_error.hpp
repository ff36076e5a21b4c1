/// @file
/// What is wrong with a segment file.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace unamex::search {

enum class segment_defect : std::uint8_t {
    unreadable,         ///< the operating system does not give or take the file
    too_short,          ///< not even a header
    not_a_segment,      ///< begins with something else
    unknown_format,     ///< written by a release with another format
    damaged_header,     ///< its checksum does not fit
    other_key_version,  ///< its names were normalised by other rules
    truncated,          ///< shorter than its header says
    overlong,           ///< longer than its header says
    damaged_body,       ///< its checksum does not fit
    inconsistent,       ///< checksums fit, but a block lies outside of the file
};

/// A sentence for the operator: what it is and what to do.
[[nodiscard]] std::string_view describe(segment_defect defect) noexcept;

/// A segment file cannot be used. The service refuses to start with it, and says so.
class segment_error : public std::runtime_error {
public:
    segment_error(segment_defect defect, std::string_view file, std::string_view reason = {});

    [[nodiscard]] segment_defect defect() const noexcept { return defect_; }

private:
    segment_defect defect_;
};

}  // namespace unamex::search
