// Any bytes as the head of an answer: the same verdict however they are split, and never two ways
// to see where the answer ends.
#include <microfast/client/response_head.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;
using http::header_name;
using http::parse_progress;

struct verdict {
    parse_progress progress = parse_progress::incomplete;
    std::size_t consumed = 0;
    client::response_head head;
};

verdict judge(std::string_view bytes, std::size_t step) {
    verdict made;
    std::size_t scanned = 0;
    for (std::size_t given = 0; given < bytes.size();) {
        given = std::min(given + step, bytes.size());
        const auto read = client::parse_response_head(
            bytes.substr(0, given), scanned, http::method::get, {}, made.head
        );
        made.progress = read.progress;
        made.consumed = read.consumed;
        if (read.progress != parse_progress::incomplete) break;
    }
    return made;
}

void check(const client::response_head& head) {
    require(head.status >= 100 && head.status <= 599, "a status has three digits");
    const bool has_length = head.headers.contains(header_name::content_length);
    const bool has_coding = head.headers.contains(header_name::transfer_encoding);
    require(!(has_length && has_coding), "there is one framing");
    require(!head.headers.is_repeated(header_name::content_length), "and one length");
    const bool until_close = head.framing == client::answer_framing::until_close;
    require(!until_close || !head.keep_alive, "what ends with the connection is the last on it");
    for (const auto& field : head.headers) {
        require(field.value.find_first_of("\r\n") == field.value.npos, "a value is one line");
        require(!field.name.empty(), "a field has a name");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto whole = judge(bytes, bytes.size());
    const auto split = judge(bytes, 1 + data[0] % 16U);
    require(whole.progress == split.progress, "the verdict does not depend on the split");
    if (whole.progress != parse_progress::complete) return 0;
    require(whole.consumed == split.consumed && whole.consumed <= bytes.size(), "nor the end");
    require(whole.head.framing == split.head.framing, "nor the framing");
    check(whole.head);
    return 0;
}
