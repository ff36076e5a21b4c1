// Any bytes as a request head: the same verdict however they are split, and llhttp accepts with the
// same result whatever is accepted here.
#include <microfast/http/head_parser.hpp>

#include <llhttp.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;
using http::parse_progress;

struct oracle {
    std::string target;
    std::vector<std::pair<std::string, std::string>> fields;
};

template <auto Append>
int on_bytes(llhttp_t* parser, const char* at, std::size_t size) {
    Append(*static_cast<oracle*>(parser->data), std::string_view(at, size));
    return 0;
}

void on_name(oracle& read, std::string_view part) {
    if (read.fields.empty() || !read.fields.back().second.empty()) read.fields.emplace_back();
    read.fields.back().first += part;
}

/// What llhttp makes of the head, and whether it takes it.
std::pair<bool, oracle> read_with_llhttp(std::string_view head) {
    llhttp_settings_t settings;
    llhttp_settings_init(&settings);
    settings.on_url = on_bytes<[](oracle& read, std::string_view part) { read.target += part; }>;
    settings.on_header_field =
        on_bytes<[](oracle& read, std::string_view part) { on_name(read, part); }>;
    settings.on_header_value =
        on_bytes<[](oracle& read, std::string_view part) { read.fields.back().second += part; }>;
    settings.on_header_value_complete = [](llhttp_t* parser) {
        // An empty value calls no on_header_value: a mark tells that the field has ended.
        static_cast<oracle*>(parser->data)->fields.back().second += '\n';
        return 0;
    };
    // The body, if there is one, does not follow here.
    settings.on_headers_complete = [](llhttp_t*) -> int { return HPE_PAUSED; };
    std::pair<bool, oracle> answer;
    llhttp_t parser;
    llhttp_init(&parser, HTTP_REQUEST, &settings);
    parser.data = &answer.second;
    const auto error = llhttp_execute(&parser, head.data(), head.size());
    answer.first = error == HPE_OK || error == HPE_PAUSED || error == HPE_PAUSED_UPGRADE;
    return answer;
}

std::string_view without_white_space(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n')) {
        text.remove_suffix(1);
    }
    return text;
}

void compare_with_llhttp(std::string_view bytes, const http::request_head& head) {
    if (head.method == http::method::unknown) return;  // a token, and 501: llhttp knows no others
    const auto [accepted, read] = read_with_llhttp(bytes);
    require(accepted, "llhttp accepts what is accepted here");
    require(read.target == head.target, "both read the same target");
    std::size_t index = 0;
    for (const auto& field : head.headers) {
        require(index < read.fields.size(), "both read as many fields");
        require(read.fields[index].first == field.name, "both read the same name");
        require(
            without_white_space(read.fields[index].second) == field.value,
            "both read the same value"
        );
        ++index;
    }
    require(index == read.fields.size(), "both read as many fields");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::size_t step = 1 + data[0];
    const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const http::http_limits limits;

    http::request_head whole;
    std::size_t scanned = 0;
    const auto verdict = http::parse_head(bytes, scanned, limits, whole);

    http::request_head pieces;
    std::size_t scanned_pieces = 0;
    http::head_result last;
    for (std::size_t end = step;; end += step) {
        const auto part = std::string_view(bytes).substr(0, end);
        last = http::parse_head(part, scanned_pieces, limits, pieces);
        if (last.progress != parse_progress::incomplete || end >= bytes.size()) break;
    }
    require(last.progress == verdict.progress, "the verdict does not depend on the split");
    // With two faults the one that arrives first decides about the status.
    require((last.status == 0) == (verdict.status == 0), "nor does it that there is a status");
    if (verdict.progress != parse_progress::complete) return 0;
    require(last.consumed == verdict.consumed, "the size does not depend on the split");
    require(verdict.consumed <= bytes.size(), "no more is consumed than is there");
    compare_with_llhttp(std::string_view(bytes).substr(0, verdict.consumed), whole);
    return 0;
}
