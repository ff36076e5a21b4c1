#include <unamex/search/segment_error.hpp>

#include <fmt/format.h>

namespace unamex::search {

std::string_view describe(segment_defect defect) noexcept {
    switch (defect) {
        case segment_defect::unreadable: return "the file cannot be read or written";
        case segment_defect::too_short: return "the file is shorter than a header; remove it";
        case segment_defect::not_a_segment: return "this is no search segment; check the path";
        case segment_defect::unknown_format:
            return "the segment has a format of another release; remove it";
        case segment_defect::damaged_header: return "the header is damaged; remove the file";
        case segment_defect::other_key_version:
            return "the names were normalised by other rules; remove the file after re-keying the "
                   "store";
        case segment_defect::truncated:
            return "the file is shorter than its header says; remove it";
        case segment_defect::overlong: return "the file is longer than its header says; remove it";
        case segment_defect::damaged_body: return "the names are damaged; remove the file";
        case segment_defect::inconsistent:
            return "a block lies outside of the file although its checksum fits; remove it";
    }
    return "unknown defect";
}

segment_error::segment_error(segment_defect defect, std::string_view file, std::string_view reason)
    : std::
          runtime_error{reason.empty() ? fmt::format("search segment {}: {}", file, describe(defect)) : fmt::format("search segment {}: {}: {}", file, describe(defect), reason)},
      defect_{defect} {}

}  // namespace unamex::search
