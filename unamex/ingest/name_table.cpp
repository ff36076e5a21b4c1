#include <ingest/name_table.hpp>
#include <unamex/domain/name_hash.hpp>
#include <unamex/domain/slot.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace unamex::ingest {

namespace {

constexpr std::size_t block_size = 1024 * 1024;
constexpr std::size_t first_bucket_count = 1024;

}  // namespace

name_table::name_table() : buckets_(first_bucket_count) {}

name_table::added name_table::add(std::string_view username, std::string_view norm) {
    if ((names_.size() + 1) * 3 > buckets_.size() * 2) grow();
    const auto hash = domain::hash_name(norm);
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    for (auto at = hash & (buckets_.size() - 1);; at = (at + 1) & (buckets_.size() - 1)) {
        auto& here = buckets_[at];
        if (here.rank_up == 0) {
            const auto typed_size = username == norm ? 0 : username.size();
            const auto* text = store(typed_size == 0 ? std::string_view{} : username, norm);
            names_.push_back(
                {text,
                 static_cast<std::uint16_t>(norm.size()),
                 static_cast<std::uint16_t>(typed_size)}
            );
            here = {.tag = tag, .rank_up = static_cast<std::uint32_t>(names_.size())};
            return added::first;
        }
        if (here.tag == tag && (*this)[here.rank_up - 1].norm == norm) return added::repeated;
    }
}

ranked_name name_table::operator[](std::size_t rank) const {
    const auto& name = names_[rank];
    const std::string_view norm{name.text, name.norm_size};
    if (name.username_size == 0) return {norm, norm};
    return {{name.text + name.norm_size, name.username_size}, norm};
}

std::vector<std::uint32_t> name_table::ranks_by_slot() const {
    std::array<std::uint32_t, domain::slot_count + 1> begin_of_slot{};
    const auto slot_at = [this](std::size_t rank) {
        return domain::index_of(domain::slot_of(domain::hash_name((*this)[rank].norm)));
    };
    for (std::size_t rank = 0; rank < size(); ++rank)
        ++begin_of_slot[slot_at(rank) + 1];
    for (std::size_t slot = 0; slot < domain::slot_count; ++slot) {
        begin_of_slot[slot + 1] += begin_of_slot[slot];
    }
    std::vector<std::uint32_t> ranks(size());
    for (std::size_t rank = 0; rank < size(); ++rank) {
        ranks[begin_of_slot[slot_at(rank)]++] = static_cast<std::uint32_t>(rank);
    }
    return ranks;
}

const char* name_table::store(std::string_view username, std::string_view norm) {
    const auto size = norm.size() + username.size();
    if (free_.size() < size) {
        blocks_.push_back(std::make_unique<char[]>(block_size));
        free_ = {blocks_.back().get(), block_size};
    }
    char* text = free_.data();
    std::memcpy(text, norm.data(), norm.size());
    if (!username.empty()) std::memcpy(text + norm.size(), username.data(), username.size());
    free_ = free_.subspan(size);
    return text;
}

void name_table::grow() {
    std::vector<bucket> larger(buckets_.size() * 2);
    for (const auto& old : buckets_) {
        if (old.rank_up == 0) continue;
        auto at = domain::hash_name((*this)[old.rank_up - 1].norm) & (larger.size() - 1);
        while (larger[at].rank_up != 0)
            at = (at + 1) & (larger.size() - 1);
        larger[at] = old;
    }
    buckets_ = std::move(larger);
}

std::uint8_t weight_of_rank(std::uint64_t rank) noexcept {
    const auto doublings = std::log2(static_cast<double>(rank) + 1);
    return static_cast<std::uint8_t>(255 - std::min(254.0, std::floor(8 * doublings)));
}

}  // namespace unamex::ingest
