#include <microfast/core/error.hpp>
#include <microfast/dns/authority.hpp>

#include <algorithm>
#include <array>

namespace microfast::dns {

namespace {

constexpr unsigned v4_prefix_bits = 96;

/// The first address of the network.
http::ip_address address_of(const client_subnet& subnet) {
    std::array<unsigned, 16> bytes{};
    const std::size_t start = subnet.is_v6 ? 0 : v4_prefix_bits / 8;
    if (!subnet.is_v6) bytes[10] = bytes[11] = 0xFF;
    for (std::size_t i = 0; i < subnet.network.size(); ++i)
        bytes[start + i] = static_cast<unsigned char>(subnet.network[i]);
    std::string text;
    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0 && i % 2 == 0) text += ':';
        text += digits[bytes[i] >> 4U];
        text += digits[bytes[i] & 0xFU];
    }
    return http::ip_address::parse(text).value_or(http::ip_address{});
}

std::uint8_t scope_of(const region_match& match, const client_subnet& subnet) noexcept {
    const unsigned before = subnet.is_v6 ? 0 : v4_prefix_bits;
    return static_cast<std::uint8_t>(match.scope > before ? match.scope - before : 0);
}

}  // namespace

void authority::add(zone added) {
    const auto is_same = [&](const zone& each) { return each.apex() == added.apex(); };
    if (std::any_of(zones_.begin(), zones_.end(), is_same))
        throw error("there is a zone " + added.apex().to_string() + " already");
    const auto labels = added.apex().label_count();
    const auto place = std::find_if(zones_.begin(), zones_.end(), [labels](const zone& each) {
        return each.apex().label_count() < labels;
    });
    zones_.insert(place, std::move(added));
}

const zone* authority::find(const name& asked) const noexcept {
    for (const auto& each : zones_) {
        if (asked.is_within(each.apex())) return &each;
    }
    return nullptr;
}

message authority::answer(const message& query, const http::ip_address& client) const {
    const auto& asked = query.questions.front();
    auto made = make_response(query, response_code::no_error);
    const auto* zone = find(asked.asked);
    if (zone == nullptr) {
        made.code = response_code::refused;
        return made;
    }
    const auto* subnet =
        query.extension && query.extension->subnet ? &*query.extension->subnet : nullptr;
    const bool is_named = who_ == asker::client_subnet && subnet != nullptr && subnet->prefix > 0;
    const auto match = regions_.find(is_named ? address_of(*subnet) : client);
    zone->answer(asked, match.region, made);
    if (subnet != nullptr && who_ == asker::client_subnet) {
        made.extension->subnet = *subnet;
        made.extension->subnet->scope = is_named ? scope_of(match, *subnet) : std::uint8_t{0};
    }
    return made;
}

task<message> authority::respond(const message& query, const http::ip_address& client) {
    co_return answer(query, client);
}

}  // namespace microfast::dns
