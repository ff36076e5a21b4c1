// Any bytes as a DNS message: what is read is within limits, and what is written is read again.
#include <microfast/dns/message.hpp>
#include <microfast/dns/resolver_cache.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;

void check_names(const dns::message& read) {
    for (const auto* section : {&read.answers, &read.authorities, &read.additional}) {
        for (const auto& each : *section) {
            require(each.owner.wire().size() <= dns::name::longest, "a name has its limit");
            require(dns::name::parse(each.owner.to_string()) == each.owner, "a name reads back");
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto read = dns::parse_message(bytes);
    if (!read) return 0;
    check_names(*read);
    const auto written = dns::write_message(*read);
    if (written.size() < dns::largest_message) {
        const auto again = dns::parse_message(written);
        require(again.has_value(), "what is written is a message");
        require(*again == *read || again->is_truncated, "and the same one");
    }
    const auto cut = dns::write_message(*read, dns::plain_udp_size);
    const bool has_many_questions = read->questions.size() > 1;
    require(has_many_questions || cut.size() <= dns::plain_udp_size, "the limit of UDP holds");
    for (const auto& asked : read->questions)
        require(dns::to_resolution(asked, *read).records.size() <= size, "no more than there was");
    return 0;
}
