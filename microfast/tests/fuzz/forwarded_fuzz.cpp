// Any bytes as what proxies say: nobody is believed who is not trusted, and whatever a client puts
// in front of that changes nothing.
#include <microfast/http/characters.hpp>
#include <microfast/http/forwarded.hpp>
#include <microfast/http/request_target.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;

http::ip_networks trusted_networks() {
    http::ip_networks made;
    made.add("10.0.0.0/8");
    made.add("2001:db8::/32");
    return made;
}

/// The lines of fields; those of a head that could not have been read are left out.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty() && lines.size() < 20) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto value = http::trimmed(line);
        if (http::consists_of(value, http::value_characters)) lines.push_back(value);
    }
    return lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const http::ip_networks trusted = trusted_networks();
    static const auto proxy = *http::ip_address::parse("10.0.0.1");
    static const auto stranger = *http::ip_address::parse("192.0.2.1");
    if (size == 0) return 0;
    const bool is_standard = (data[0] & 1U) != 0;
    const auto kind =
        is_standard ? http::forwarding_fields::forwarded : http::forwarding_fields::x_forwarded;
    const std::string_view name = is_standard ? "Forwarded" : "X-Forwarded-For";
    const auto lines = lines_of({reinterpret_cast<const char*>(data) + 1, size - 1});
    if (lines.empty()) return 0;

    http::header_fields all;
    http::header_fields last;  // as if the client had sent nothing of the first line
    for (const auto line : lines) {
        all.add(name, line);
        if (line.data() != lines.front().data()) last.add(name, line);
    }
    if (!is_standard) {
        for (auto* const fields : {&all, &last}) {
            fields->add("X-Forwarded-Proto", lines.back());
            fields->add("X-Forwarded-Host", lines.back());
        }
    }

    const auto unbelieved = http::find_origin(all, stranger, trusted, kind);
    require(unbelieved.client == stranger, "a peer that is not trusted is the client");
    require(unbelieved.scheme.empty() && unbelieved.host.empty(), "and nothing it says counts");

    const auto origin = http::find_origin(all, proxy, trusted, kind);
    const bool is_known_scheme = origin.scheme.empty() ||
                                 http::equal_ignoring_case(origin.scheme, "http") ||
                                 http::equal_ignoring_case(origin.scheme, "https");
    require(is_known_scheme, "the scheme is one of two");
    require(origin.host.empty() || http::is_authority(origin.host), "the host is one");

    if (lines.size() < 2) return 0;
    const auto without_first = http::find_origin(last, proxy, trusted, kind);
    const bool has_ended =
        !trusted.contains(without_first.client) && without_first.client != http::ip_address{};
    require(
        !has_ended || origin.client == without_first.client,
        "what stands further left does not change the client"
    );
    return 0;
}
