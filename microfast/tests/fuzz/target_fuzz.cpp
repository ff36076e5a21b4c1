// Any bytes as a request target: no path that is accepted leaves the root, and decoding is done
// once.
#include <microfast/http/request_head.hpp>
#include <microfast/http/request_target.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        const auto end = path.find('/', 1);
        const auto segment = path.substr(1, end == std::string_view::npos ? end : end - 1);
        if (segment == "." || segment == "..") return true;
        if (end == std::string_view::npos) return false;
        path.remove_prefix(end);
    }
    return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    http::request_head head;
    head.method = http::method::get;
    head.target = bytes;
    const int status = http::read_target(head);
    require(status == 0 || (status >= 400 && status < 500), "a refusal is the client's fault");
    if (status != 0) return 0;
    require(!head.path.empty() && (head.path[0] == '/' || head.path == "*"), "a path is absolute");
    require(head.path.find('\0') == std::string_view::npos, "no path has a NUL");
    require(!has_dot_segment(head.path), "no handler sees /../");
    if (!head.authority.empty()) {
        require(http::is_authority(head.authority), "an authority is one");
    }
    return 0;
}
