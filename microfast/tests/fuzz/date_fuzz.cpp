// Any bytes as a date: what is read can be written, and read again as the same second; years of two
// digits are never more than fifty years ahead.
#include <microfast/http/date.hpp>
#include <microfast/http/date_parser.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "fuzz/requirement.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace microfast;
    using namespace std::chrono;
    using fuzz::require;
    std::uint32_t seconds_since_1970 = 0;
    if (size < sizeof seconds_since_1970) return 0;
    std::memcpy(&seconds_since_1970, data, sizeof seconds_since_1970);
    const sys_seconds now{seconds{seconds_since_1970}};
    const std::string_view text(
        reinterpret_cast<const char*>(data) + sizeof seconds_since_1970,
        size - sizeof seconds_since_1970
    );
    const auto read = http::parse_http_date(text, now);
    if (!read) return 0;
    const auto written = http::to_http_date(*read);
    require(written.size() == 29, "a date is written with 29 bytes");
    require(http::parse_http_date(written, now) == read, "what is written reads as the same");
    const bool has_two_digits = text.find('-') != std::string_view::npos;
    require(!has_two_digits || *read <= now + years{51}, "no year of two digits is far ahead");
    return 0;
}
