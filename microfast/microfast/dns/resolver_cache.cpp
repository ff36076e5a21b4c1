#include <microfast/dns/resolver_cache.hpp>

#include <algorithm>
#include <utility>

namespace microfast::dns {

namespace {

/// How long it is good; zero if that is not said.
std::chrono::seconds life_of(
    const question& asked, const resolution& known, const resolver_cache_options& options
) {
    constexpr std::uint32_t unlimited = 0xFFFF'FFFF;
    std::uint32_t least = unlimited;
    bool has_answer = false;  // aliases that lead nowhere are none
    for (const auto& each : known.records) {
        least = std::min(least, each.ttl);
        has_answer |= each.type == asked.type || asked.type == record_type::any;
    }
    if (has_answer && known.code == response_code::no_error)
        return std::min(std::chrono::seconds{least}, options.longest);
    const bool is_denial =
        known.code == response_code::no_error || known.code == response_code::no_such_name;
    if (!is_denial || known.authorities.empty()) return std::chrono::seconds{0};
    const auto& soa = known.authorities.front();
    least = std::min({least, soa.ttl, std::get<soa_data>(soa.data).minimum});
    return std::min(std::chrono::seconds{least}, options.longest_nothing);
}

void age(std::vector<record>& records, std::uint32_t seconds) noexcept {
    for (auto& each : records)
        each.ttl -= std::min(each.ttl, seconds);
}

}  // namespace

resolution to_resolution(const question& asked, const message& answer) {
    constexpr unsigned longest_chain = 16;
    resolution made;
    made.code = answer.code;
    auto wanted = asked.asked;
    bool has_type = false;
    for (unsigned step = 0; step < longest_chain; ++step) {
        const record* alias = nullptr;
        for (const auto& each : answer.answers) {
            if (each.owner != wanted || each.record_class != class_internet) continue;
            if (each.type == asked.type || asked.type == record_type::any) {
                made.records.push_back(each);
                has_type = true;
            } else if (each.type == record_type::cname && alias == nullptr) {
                alias = &each;
            }
        }
        if (has_type || alias == nullptr) break;
        made.records.push_back(*alias);
        wanted = std::get<name_data>(alias->data).target;
    }
    if (has_type) return made;
    const auto soa =
        std::find_if(answer.authorities.begin(), answer.authorities.end(), [&](const record& each) {
            return each.type == record_type::soa && wanted.is_within(each.owner);
        });
    if (soa != answer.authorities.end()) made.authorities.push_back(*soa);
    return made;
}

std::string to_key(const question& asked) {
    auto key = std::string(asked.asked.folded().wire());
    key += static_cast<char>(static_cast<unsigned>(asked.type) >> 8U);
    key += static_cast<char>(asked.type);
    return key;
}

std::optional<resolution> resolver_cache::find(const question& asked, time_point now) {
    const auto key = to_key(asked);
    const auto* found = entries_.find(key);
    if (found == nullptr) return std::nullopt;
    if (found->expires <= now) {
        entries_.erase(key);
        return std::nullopt;
    }
    auto known = found->known;
    const auto passed = std::chrono::duration_cast<std::chrono::seconds>(now - found->stored);
    age(known.records, static_cast<std::uint32_t>(passed.count()));
    age(known.authorities, static_cast<std::uint32_t>(passed.count()));
    return known;
}

void resolver_cache::insert(const question& asked, const resolution& known, time_point now) {
    const auto life = life_of(asked, known, options_);
    if (life.count() > 0) entries_.insert(to_key(asked), {known, now, now + life}, 1);
}

}  // namespace microfast::dns
