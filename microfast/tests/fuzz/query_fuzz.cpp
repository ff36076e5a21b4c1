// Any bytes as a query or form: decoding keeps what encoding made, and both readers agree.
#include <microfast/http/urlencoded.hpp>
#include <microfast/http/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;

std::string encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        result.append({'%', digits[value >> 4U], digits[value & 15U]});
    }
    return result;
}

void compare(const http::query_view& view, const http::urlencoded_fields& fields) {
    auto lazy = view.begin();
    for (const auto& pair : fields) {
        require(lazy != view.end(), "both readers see as many pairs");
        require(http::decodes_to(lazy->name, pair.name), "both readers see the same name");
        require(http::decodes_to(lazy->value, pair.value), "both readers see the same value");
        require(http::is_valid_utf8(pair.value), "what is decoded is UTF-8");
        require(pair.value.find('\0') == std::string_view::npos, "no value has a NUL");
        std::string again;
        require(http::append_urldecoded(again, encoded(pair.value)), "what was encoded decodes");
        require(again == pair.value, "encoding and decoding is nothing");
        ++lazy;
    }
    require(lazy == view.end(), "both readers see as many pairs");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const http::query_view view(bytes);
    http::urlencoded_fields fields;
    if (fields.parse(bytes, 100) == http::urlencoded_result::complete) {
        require(fields.size() <= 100, "the limit holds");
        compare(view, fields);
    } else {
        require(fields.size() == 0, "after a failure there is nothing");
        for (const auto& pair : view)
            require(pair.name.size() <= size, "a pair is a part");
    }
    return 0;
}
