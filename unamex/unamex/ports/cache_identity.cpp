#include <unamex/ports/cache_identity.hpp>

#include <algorithm>
#include <utility>

namespace unamex::ports {

cache_identity::cache_identity(std::string id) : id_{std::move(id)} {}

std::uint64_t cache_identity::found(const std::string& id) {
    const std::scoped_lock lock{guard_};
    if (id != id_) {
        id_ = id;
        ++number_;
    }
    return number_;
}

cache_identity::sighting cache_identity::last() const {
    const std::scoped_lock lock{guard_};
    return {id_, number_};
}

void cache_identity::expect_shards(std::size_t shards) {
    const std::scoped_lock lock{guard_};
    agreed_.assign(shards, 0);
}

void cache_identity::agree(std::size_t shard, std::uint64_t number) {
    const std::scoped_lock lock{guard_};
    agreed_.at(shard) = number;
}

bool cache_identity::is_agreed() const {
    const std::scoped_lock lock{guard_};
    return std::ranges::all_of(agreed_, [this](auto number) { return number == number_; });
}

}  // namespace unamex::ports
