// Any bytes as a Range field: what is selected lies inside of the representation, apart from each
// other.
#include <microfast/http/byte_ranges.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "fuzz/requirement.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace microfast;
    using fuzz::require;
    std::uint64_t length = 0;
    if (size < sizeof length) return 0;
    std::memcpy(&length, data, sizeof length);
    const std::string_view field(
        reinterpret_cast<const char*>(data) + sizeof length, size - sizeof length
    );
    const auto selection = http::select_ranges(field, length);
    const auto ranges = selection.ranges();
    const bool is_partial = selection.outcome() == http::range_outcome::partial;
    require(is_partial == !ranges.empty(), "there are ranges exactly if the answer is partial");
    require(ranges.size() <= http::most_byte_ranges, "the limit holds");
    for (const auto& range : ranges) {
        require(range.size > 0, "a range has a byte");
        require(range.first < length && range.size <= length - range.first, "a range lies inside");
        for (const auto& other : ranges) {
            const bool apart =
                &other == &range || other.last() < range.first || range.last() < other.first;
            require(apart, "no two ranges overlap");
        }
    }
    return 0;
}
