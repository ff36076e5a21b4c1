// Any bytes as a Content-Disposition and as the name of a file: what is read is UTF-8, what is
// written reads as the same name, and no name leaves the folder it is used in.
#include <microfast/http/characters.hpp>
#include <microfast/http/content_disposition.hpp>
#include <microfast/http/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;

bool is_control(char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value < 0x20 || value == 0x7F;
}

void check_name(std::string_view sent) {
    const auto safe = http::safe_file_name(sent);
    require(!safe.empty() && safe.size() <= 255, "a safe name has a good length");
    require(safe.front() != '.', "a safe name is not hidden, nor a folder");
    require(safe.find_first_of("/\\") == std::string::npos, "a safe name has no slash");
    require(std::none_of(safe.begin(), safe.end(), is_control), "a safe name is printable");
    require(http::safe_file_name(safe) == safe, "a safe name stays as it is");

    const auto field = http::to_content_disposition(http::disposition_type::attachment, sent);
    require(http::consists_of(field, http::value_characters), "a field has a value");
    if (!http::is_valid_utf8(sent)) return;
    const auto read = http::parse_content_disposition(field);
    require(read.has_value() && read->type == "attachment", "what is written can be read");
    auto expected = std::string(sent);
    std::replace_if(expected.begin(), expected.end(), is_control, '_');
    require(read->filename == expected, "the name is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_name(text);
    const auto read = http::parse_content_disposition(text);
    if (!read) return 0;
    require(http::is_token(read->type), "the type is a token");
    for (const auto& name : {read->name, read->filename})
        require(!name || http::is_valid_utf8(*name), "a name is UTF-8");
    if (read->filename) check_name(*read->filename);
    return 0;
}
