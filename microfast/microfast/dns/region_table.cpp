#include <microfast/core/error.hpp>
#include <microfast/dns/region_table.hpp>

#include <algorithm>
#include <charconv>

namespace microfast::dns {

namespace {

constexpr unsigned address_bits = 128;
constexpr unsigned v4_prefix_bits = 96;

unsigned bit_of(const http::ip_address& address, unsigned bit) noexcept {
    return address.bytes()[bit / 8] >> (7 - bit % 8) & 1U;
}

unsigned prefix_of(std::string_view network) noexcept {
    const bool is_v6 = network.find(':') != network.npos;
    const auto slash = network.find('/');
    if (slash == network.npos) return address_bits;
    unsigned bits = 0;
    std::from_chars(network.data() + slash + 1, network.data() + network.size(), bits);
    return is_v6 ? bits : v4_prefix_bits + bits;
}

}  // namespace

struct region_table::node {
    std::array<std::unique_ptr<node>, 2> next;
    std::string region;
};

region_table::region_table() : root_{std::make_unique<node>()} {}
region_table::region_table(region_table&&) noexcept = default;
region_table& region_table::operator=(region_table&&) noexcept = default;
region_table::~region_table() = default;

void region_table::add(std::string_view network, std::string region) {
    http::ip_networks checked;
    checked.add(network);  // throws for what is none
    const auto address = *http::ip_address::parse(network.substr(0, network.find('/')));
    const auto prefix = prefix_of(network);
    auto* at = root_.get();
    for (unsigned bit = 0; bit < prefix; ++bit) {
        auto& next = at->next[bit_of(address, bit)];
        if (next == nullptr) next = std::make_unique<node>();
        at = next.get();
    }
    if (!at->region.empty() && at->region != region)
        throw error(std::string(network) + " is in two regions: " + at->region + " and " + region);
    at->region = std::move(region);
}

region_match region_table::find(const http::ip_address& address) const noexcept {
    region_match best;
    const auto* at = root_.get();
    for (unsigned bit = 0;; ++bit) {
        if (!at->region.empty()) best.region = at->region;
        best.scope = bit;
        if (bit == address_bits) return best;
        const auto* next = at->next[bit_of(address, bit)].get();
        if (next == nullptr) {
            // On the other side of this bit there may be other regions.
            if (at->next[0] != nullptr || at->next[1] != nullptr) ++best.scope;
            return best;
        }
        at = next;
    }
}

}  // namespace microfast::dns
