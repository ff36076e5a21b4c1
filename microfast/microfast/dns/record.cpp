#include <microfast/dns/record.hpp>
#include <microfast/http/characters.hpp>

#include <charconv>
#include <utility>

namespace microfast::dns {

namespace {

constexpr auto names = std::to_array<std::pair<std::string_view, record_type>>({
    {"A", record_type::a},
    {"NS", record_type::ns},
    {"CNAME", record_type::cname},
    {"SOA", record_type::soa},
    {"PTR", record_type::ptr},
    {"MX", record_type::mx},
    {"TXT", record_type::txt},
    {"AAAA", record_type::aaaa},
    {"SRV", record_type::srv},
    {"OPT", record_type::opt},
    {"ANY", record_type::any},
});
constexpr std::string_view unnamed = "TYPE";

}  // namespace

std::string to_string(record_type type) {
    for (const auto& [text, named] : names) {
        if (named == type) return std::string(text);
    }
    return std::string(unnamed) + std::to_string(static_cast<unsigned>(type));
}

std::optional<record_type> to_record_type(std::string_view text) noexcept {
    for (const auto& [known, type] : names) {
        if (http::equal_ignoring_case(known, text)) return type;
    }
    if (!http::equal_ignoring_case(text.substr(0, unnamed.size()), unnamed)) return std::nullopt;
    std::uint16_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + unnamed.size(), end, number);
    if (text.size() == unnamed.size() || read.ec != std::errc{} || read.ptr != end)
        return std::nullopt;
    return record_type{number};
}

}  // namespace microfast::dns
