// Any text as a zone file: a zone that can be asked, or a sentence that names the line.
#include <microfast/core/error.hpp>
#include <microfast/dns/zone_file.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;

/// Whatever is asked, there is an answer: records, a referral, or the SOA.
void ask(const dns::zone& in, dns::record_type type, std::string_view name) {
    dns::question asked;
    asked.asked = dns::name::parse(name, in.apex()).value_or(in.apex());
    asked.type = type;
    dns::message answer;
    in.answer(asked, "europe", answer);
    require(
        !answer.answers.empty() || !answer.authorities.empty(), "nobody is left without a word"
    );
    for (const auto& each : answer.answers)
        require(each.type == type || each.type == dns::record_type::cname, "of the type asked for");
    const auto written = dns::write_message(answer, dns::plain_udp_size);
    require(dns::parse_message(written).has_value(), "it can be sent");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto read = dns::read_zone(text, *dns::name::parse("example.com."));
        for (const auto* const name : {"@", "www", "a.b.wild", "x.sub"}) {
            for (const auto type :
                 {dns::record_type::a, dns::record_type::txt, dns::record_type::ns})
                ask(read, type, name);
        }
    } catch (const error& refused) {
        const std::string_view why = refused.what();
        require(why.starts_with("line ") || why.starts_with("the zone "), "the reason has a place");
    }
    return 0;
}
