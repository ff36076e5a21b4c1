// Any bytes as a Cookie field: pairs are parts of it, and what we would set again comes back.
#include <microfast/core/error.hpp>
#include <microfast/http/cookies.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;

/// A cookie that we agree to set is read again as it was.
void set_and_read(const http::cookie_pair& pair) {
    http::cookie set;
    set.name = pair.name;
    set.value = pair.value;
    std::string field;
    try {
        field = http::to_set_cookie(set);
    } catch (const error&) {
        return;  // said why
    }
    require(field.find_first_of("\r\n") == std::string::npos, "a field is one line");
    const std::string_view sent = std::string_view(field).substr(0, field.find(';'));
    const auto read = http::cookie_view(sent).find(set.name);
    require(read && *read == set.value, "what is set is what is read");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const http::cookie_view cookies(bytes);
    std::size_t total = 0;
    for (const auto& pair : cookies) {
        require(!pair.name.empty(), "a cookie has a name");
        total += pair.name.size() + pair.value.size() + 1;
        require(total <= size, "pairs are parts of the field");
        require(cookies.find(pair.name).has_value(), "what is there is found");
        set_and_read(pair);
    }
    return 0;
}
