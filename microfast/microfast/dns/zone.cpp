#include <microfast/core/error.hpp>
#include <microfast/dns/zone.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace microfast::dns {

namespace {

constexpr unsigned longest_chain = 8;  // of CNAMEs
constexpr std::string_view wildcard = "*";

bool is_address(record_type type) noexcept {
    return type == record_type::a || type == record_type::aaaa;
}

/// The name whose addresses are worth sending along, if there is one.
const name* target_of(const record& from) noexcept {
    if (const auto* data = std::get_if<mx_data>(&from.data)) return &data->exchange;
    if (const auto* data = std::get_if<srv_data>(&from.data)) return &data->target;
    if (from.type == record_type::ns) return &std::get<name_data>(from.data).target;
    return nullptr;
}

}  // namespace

/// The records of one type, and one region, of a name.
struct zone::record_set {
    record_type type;
    std::string region;  // empty: for all
    std::vector<record> records;
};

struct zone::node {
    std::map<std::string, std::unique_ptr<node>, std::less<>> children;  // by labels, folded
    std::vector<record_set> sets;

    [[nodiscard]] const node* child(std::string_view label) const {
        const auto found = children.find(label);
        return found == children.end() ? nullptr : found->second.get();
    }

    [[nodiscard]] const record_set* find(record_type type, std::string_view region) const {
        const record_set* for_all = nullptr;
        for (const auto& each : sets) {
            if (each.type != type) continue;
            if (!region.empty() && each.region == region) return &each;
            if (each.region.empty()) for_all = &each;
        }
        return for_all;
    }
};

/// One question on its way through the trie.
class zone::search {
public:
    search(const zone& in, std::string_view region, message& into)
        : zone_{in},
          region_{region},
          into_{into} {}

    void run(const question& asked) {
        auto wanted = asked.asked;
        for (unsigned step = 0; step < longest_chain; ++step) {
            const auto* const alias = look_up(wanted, asked.type);
            if (alias == nullptr || !alias->is_within(zone_.apex()) || was_seen(*alias)) break;
            wanted = *alias;
        }
        add_addresses();
    }

private:
    /// Where the search goes on, or null if it has ended.
    const name* look_up(const name& wanted, record_type type) {
        const auto below = wanted.label_count() - zone_.apex().label_count();
        const node* at = zone_.root_.get();
        for (auto left = below; left > 0; --left) {
            const auto* next = at->child(name_of(wanted.label(left - 1)));
            const bool is_made_up = next == nullptr;
            if (is_made_up) next = at->child(wildcard);
            if (next == nullptr) return deny(response_code::no_such_name);
            if (const auto* cut = next->find(record_type::ns, region_); cut && !is_made_up)
                return refer(*cut);
            at = next;
            if (is_made_up) break;
        }
        into_.is_authoritative = true;
        if (type == record_type::any) type = any_type_of(*at);
        if (const auto* found = at->find(type, region_)) return give(*found, wanted);
        const auto* alias = at->find(record_type::cname, region_);
        if (alias == nullptr) return deny(response_code::no_error);
        give(*alias, wanted);
        return &std::get<name_data>(alias->records.front().data).target;
    }

    /// One that there is for this region.
    [[nodiscard]] record_type any_type_of(const node& at) const {
        for (const auto& each : at.sets) {
            if (at.find(each.type, region_) != nullptr) return each.type;
        }
        return record_type::any;
    }

    /// It was asked for before: the aliases lead in a circle.
    [[nodiscard]] bool was_seen(const name& wanted) const {
        return std::any_of(into_.answers.begin(), into_.answers.end(), [&](const record& each) {
            return each.owner == wanted;
        });
    }

    static std::string name_of(std::string_view label) {
        std::string folded(label);
        std::transform(folded.begin(), folded.end(), folded.begin(), [](char byte) {
            return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte | 0x20) : byte;
        });
        return folded;
    }

    /// Records of a wildcard are the name's that was asked for.
    const name* give(const record_set& found, const name& wanted) {
        for (auto each : found.records) {
            each.owner = wanted;
            into_.answers.push_back(std::move(each));
        }
        return nullptr;
    }

    /// The zone is not asked further along a chain: what was found before stays.
    const name* deny(response_code code) {
        into_.is_authoritative = true;
        into_.code = code;
        const auto* soa = zone_.root_->find(record_type::soa, {});
        if (soa == nullptr) return nullptr;
        auto denial = soa->records.front();
        denial.ttl = std::min(denial.ttl, std::get<soa_data>(denial.data).minimum);
        into_.authorities.push_back(std::move(denial));
        return nullptr;
    }

    const name* refer(const record_set& cut) {
        into_.authorities.insert(into_.authorities.end(), cut.records.begin(), cut.records.end());
        return nullptr;
    }

    void add_addresses() {
        std::vector<const name*> targets;
        for (const auto* section : {&into_.answers, &into_.authorities}) {
            for (const auto& each : *section) {
                if (const auto* target = target_of(each)) targets.push_back(target);
            }
        }
        for (const auto* target : targets) {
            const auto* known = target->is_within(zone_.apex()) ? zone_.find(*target) : nullptr;
            if (known == nullptr) continue;
            for (const auto type : {record_type::a, record_type::aaaa}) {
                const auto* set = known->find(type, region_);
                if (set == nullptr) continue;
                for (const auto& each : set->records) {
                    const bool is_there =
                        std::find(into_.additional.begin(), into_.additional.end(), each) !=
                        into_.additional.end();
                    if (!is_there) into_.additional.push_back(each);
                }
            }
        }
    }

    const zone& zone_;
    std::string_view region_;
    message& into_;
};

zone::zone(name apex) : apex_{std::move(apex)}, root_{std::make_unique<node>()} {}
zone::zone(zone&&) noexcept = default;
zone& zone::operator=(zone&&) noexcept = default;
zone::~zone() = default;

void zone::add(record added, std::string_view region) {
    const auto refuse = [&](const std::string& why) {
        throw error(added.owner.to_string() + " " + to_string(added.type) + ": " + why);
    };
    if (!added.owner.is_within(apex_)) refuse("is not within " + apex_.to_string());
    const bool is_soa = added.type == record_type::soa;
    if (is_soa && added.owner != apex_) refuse("an SOA stands where its zone begins");
    if (added.type == record_type::opt || added.type == record_type::any)
        refuse("no zone has records of this type");
    if (!region.empty() && !is_address(added.type) && added.type != record_type::cname)
        refuse("only addresses and CNAMEs may be for one region");
    const auto folded = added.owner.folded();
    auto* at = root_.get();
    for (auto left = folded.label_count() - apex_.label_count(); left > 0; --left) {
        auto& next = at->children[std::string(folded.label(left - 1))];
        if (next == nullptr) next = std::make_unique<node>();
        at = next.get();
    }
    const bool is_alias = added.type == record_type::cname;
    for (const auto& each : at->sets) {
        if ((each.type == record_type::cname) != is_alias)
            refuse("a CNAME stands alone: a name that has one has nothing else");
        if (each.type == added.type && each.region == region && (is_alias || is_soa))
            refuse("there is one already");
    }
    const auto same = std::find_if(at->sets.begin(), at->sets.end(), [&](const record_set& each) {
        return each.type == added.type && each.region == region;
    });
    ++records_;
    if (same == at->sets.end()) {
        at->sets.push_back({added.type, std::string(region), {std::move(added)}});
    } else {
        added.ttl = same->records.front().ttl;  // of one set: RFC 2181, section 5.2
        same->records.push_back(std::move(added));
    }
}

void zone::require_sound() const {
    if (root_->find(record_type::soa, {}) == nullptr)
        throw error("the zone " + apex_.to_string() + " has no SOA");
    if (root_->find(record_type::ns, {}) == nullptr)
        throw error("the zone " + apex_.to_string() + " has no NS");
}

const zone::node* zone::find(const name& exact) const {
    const auto folded = exact.folded();
    const node* at = root_.get();
    for (auto left = folded.label_count() - apex_.label_count(); at && left > 0; --left)
        at = at->child(folded.label(left - 1));
    return at;
}

void zone::answer(const question& asked, std::string_view region, message& into) const {
    search(*this, region, into).run(asked);
}

}  // namespace microfast::dns
