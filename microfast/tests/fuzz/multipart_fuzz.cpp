// Any bytes as multipart/form-data: the same parts and the same verdict however they are split.
#include <microfast/http/multipart_parser.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;
using http::multipart_event;

/// What the parser says of the bytes, as text; how far it came before it refused them depends on
/// the split, so then only that it did.
std::string transcript(std::string_view bytes, std::size_t step) {
    http::multipart_limits limits;
    limits.parts = 20;
    limits.field = byte_count{1000};
    limits.file = byte_count{2000};
    http::multipart_parser parser("x", limits);
    std::string said;
    const auto take_events = [&] {
        for (;;) {
            const auto event = parser.next();
            if (event == multipart_event::need_more) return true;
            if (event == multipart_event::rejected) {
                return false;
            }
            if (event == multipart_event::part_begin) {
                const auto& part = parser.part();
                said += "part " + part.name + "|" + part.filename.value_or("-") + "|" +
                        part.content_type + ":";
            }
            if (event == multipart_event::part_data) {
                require(!parser.data().empty(), "a piece of content is never empty");
                said += parser.data();
            }
            if (event == multipart_event::part_end) said += '\n';
        }
    };
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        parser.feed(bytes.substr(at, step));
        if (!take_events()) return "rejected";
    }
    said += parser.finish() == multipart_event::complete ? "complete" : "unfinished";
    return said;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto whole = transcript(bytes, bytes.size());
    require(whole == transcript(bytes, 1 + data[0] % 64U), "the parts do not depend on the split");
    return 0;
}
